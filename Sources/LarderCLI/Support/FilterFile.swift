import BrowserUI
import FoundationEssentials

/// Where saved filters are kept between runs: a JSON object of texts by name, which only its owner can read.
enum FilterFile {
  private static var file: PrivateFile { PrivateFile(path: SettingsPaths.filters) }

  /// What was saved, and what the configuration has; nothing of a file that is none of these or can't be read.
  static func load(configured: [String: String] = [:]) -> SavedFilters {
    let data = (try? file.read()) ?? Data()
    let texts = try? JSONDecoder().decode([String: String].self, from: data)
    var filters = SavedFilters(texts ?? [:])
    filters.configured = configured
    return filters
  }

  /// Writes all that were saved, in place of those that were there.
  ///
  /// - Throws: `Failure` where the file can't be written.
  static func save(_ filters: SavedFilters) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    do {
      try file.write(try encoder.encode(filters.texts))
    } catch {
      throw Failure(.someFailed, "The filters can't be kept in \(file.path): \(error)")
    }
  }
}
