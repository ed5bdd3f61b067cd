import BrowserUI
import FoundationEssentials
import Glibc

/// Where saved filters are kept between runs: a JSON object of texts by name, which only its owner can read.
enum FilterFile {
  /// `$XDG_STATE_HOME/larder/filters.json`, or the same below `~/.local/state`.
  static var path: String {
    let state = Environment["XDG_STATE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
    let home = state ?? (Environment["HOME"] ?? ".") + "/.local/state"
    return home + "/larder/filters.json"
  }

  /// A file that is larger was made by somebody else.
  private static let largest = 1 << 20

  /// What was saved; nothing where there is no such file, or it can't be read.
  static func load() -> SavedFilters {
    guard let data = try? Data(contentsOf: URL(filePath: path)), data.count <= largest,
      let texts = try? JSONDecoder().decode([String: String].self, from: data)
    else { return SavedFilters() }
    return SavedFilters(texts)
  }

  /// Writes all of them, in place of those that were there.
  ///
  /// - Throws: `Failure` where the file can't be written.
  static func save(_ filters: SavedFilters) throws {
    do {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
      let data = try encoder.encode(filters.texts)
      let folder = URL(filePath: path).deletingLastPathComponent()
      try FileManager.default.createDirectory(
        at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      let new = path + ".\(getpid())"
      guard
        FileManager.default.createFile(
          atPath: new, contents: data, attributes: [.posixPermissions: 0o600]),
        rename(new, path) == 0
      else { throw Failure(.someFailed, "The filters can't be kept in \(path).") }
    } catch let failure as Failure {
      throw failure
    } catch {
      throw Failure(.someFailed, "The filters can't be kept in \(path): \(error)")
    }
  }
}
