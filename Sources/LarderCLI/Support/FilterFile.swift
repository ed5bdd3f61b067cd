import BrowserUI
import FoundationEssentials

/// Where saved filters are kept between runs: a JSON object of texts by name, which only its owner can read.
enum FilterFile {
  private static var file: PrivateFile { PrivateFile(path: SettingsPaths.filters) }
  private static var name: String { SettingsPaths.short(file.path) }

  /// What was saved, and what the configuration has; and what is wrong with the file, of which nothing is
  /// taken then.
  static func load(
    configured: [String: String] = [:]
  ) -> (filters: SavedFilters, complaint: String?) {
    let texts = texts()
    var filters = SavedFilters(texts ?? [:])
    filters.configured = configured
    return (filters, texts == nil ? "\(name) can't be read: saved filters are left out" : nil)
  }

  /// Makes a change in the file; what other programs saved in it stays.
  ///
  /// - Returns: all that is saved now.
  /// - Throws: `Failure` where the file can't be written, or has what would be lost.
  static func save(_ change: SavedFilters.Change) throws -> SavedFilters {
    do {
      return try FileLock.holding(file) { try write(change) }
    } catch let failure as Failure {
      throw failure
    } catch {
      throw Failure(.someFailed, "filters can't be saved: \(name) can't be written")
    }
  }

  private static func write(_ change: SavedFilters.Change) throws -> SavedFilters {
    guard var texts = texts() else {
      throw Failure(.someFailed, "\(name) can't be read: move it away, and filters can be saved")
    }
    guard let filters = SavedFilters(texts).applying(change) else {
      throw Failure(.someFailed, "\(name) is full: :forget NAME drops one")
    }
    // What another version of the program means by other names stays too.
    texts[change.name] = change.text
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    try file.write(try encoder.encode(texts))
    return filters
  }

  /// The filters in the file; nil where it can't be read, or has something else.
  private static func texts() -> [String: String]? {
    do throws(PrivateFile.ReadError) {
      guard let data = try file.read(), !data.isEmpty else { return [:] }
      return try? JSONDecoder().decode([String: String].self, from: data)
    } catch {
      return nil
    }
  }
}
