import BrowserUI
import FoundationEssentials

/// The file with what browsers remember. Losing it loses no data: a fault of it is told and never in the way.
struct StateFile: Sendable {
  private let file: PrivateFile

  init(path: String = SettingsPaths.state) { file = PrivateFile(path: path) }

  /// What was remembered, and what is wrong with the file.
  func load() -> (state: BrowserState, complaint: String?) {
    let name = SettingsPaths.short(file.path)
    do throws(PrivateFile.ReadError) {
      guard let data = try file.read() else { return (BrowserState(), nil) }
      if let state = try? JSONDecoder().decode(BrowserState.self, from: data) {
        return (state, nil)
      }
    } catch {}
    return (BrowserState(), "\(name) can't be read: sizes and filters of former runs are left out")
  }

  /// Keeps what changed since `start`, and what other browsers left meanwhile.
  ///
  /// - Returns: what went wrong, as a sentence.
  func save(_ state: BrowserState, since start: BrowserState) -> String? {
    guard state != start else { return nil }
    do {
      try FileLock.holding(file) {
        let merged = state.merged(since: start, with: load().state)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try file.write(try encoder.encode(merged) + Data("\n".utf8))
      }
      return nil
    } catch {
      return "What the browser remembers was not saved: \(file.path) can't be written."
    }
  }
}
