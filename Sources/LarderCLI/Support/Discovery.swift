import CacheStore
import FoundationEssentials

/// Looks for caches where people have them: the working directory and the user's cache directory.
struct Discovery {
  /// A cache that was found.
  struct Found: Sendable {
    var path: String
    var bytes: Int64
    var modified: Date
  }

  /// Folders below each start that are searched.
  private static let depth = 2
  /// Files looked at in all; a larger tree is searched in part.
  private static let fileLimit = 20_000

  var starts: [String]

  /// The working directory and the user's cache directory.
  static var usual: Discovery { Discovery(starts: [".", SettingsPaths.caches]) }

  /// The caches found, the one changed last first.
  func run() -> [Found] {
    var budget = Discovery.fileLimit
    var found: [String: Found] = [:]
    for start in starts {
      for cache in search(start, depth: Discovery.depth, budget: &budget) {
        found[URL(filePath: cache.path).standardizedFileURL.path] = cache
      }
    }
    return found.values.sorted { ($0.modified, $1.path) > ($1.modified, $0.path) }
  }

  private func search(_ folder: String, depth: Int, budget: inout Int) -> [Found] {
    let files = FileManager.default
    guard let names = try? files.contentsOfDirectory(atPath: folder) else { return [] }
    var found: [Found] = []
    for name in names.sorted() where budget > 0 {
      budget -= 1
      let path = folder == "." ? name : folder + "/" + name
      guard let facts = try? files.attributesOfItem(atPath: path) else { continue }
      switch facts[.type] as? FileAttributeType {
      case .typeDirectory? where depth > 0 && !name.hasPrefix("."):
        found += search(path, depth: depth - 1, budget: &budget)
      case .typeRegular?:
        if KnownStores.recognise(path) != nil {
          found.append(
            Found(
              path: path, bytes: (facts[.size] as? Int64) ?? 0,
              modified: (facts[.modificationDate] as? Date) ?? .distantPast))
        }
      default: break
      }
    }
    return found
  }
}
