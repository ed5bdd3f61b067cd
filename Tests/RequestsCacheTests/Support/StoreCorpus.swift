import Foundation
import RequestsCache
import Testing

/// A cache that a release of requests-cache wrote, with what that release says of its entries.
struct StoreCorpus: Sendable, CustomTestStringConvertible {
  /// What Python says of an entry.
  struct Fact: Decodable, Sendable {
    var name: String?
    var method: String
    var url: String?
    var status: Int
    var size: Int
    var sha256: String
    var expires: String?
    var history: [Hop]?
    struct Hop: Decodable, Sendable { var status: Int }

    /// Seconds since 1970.
    func expiry(_ corpus: StoreCorpus) -> Double? {
      expires.flatMap { StoreCorpus.date($0) }?.timeIntervalSince1970.rounded()
    }
  }

  let testDescription: String
  let path: String
  let secret: String?
  let facts: [String: Fact]
  let keys: [String]
  let redirects: [String: String]
  /// Whether the facts tell when entries expire.
  let hasExpiries: Bool

  func open(_ mode: RequestsCacheStore.Mode = .readOnly) throws -> RequestsCacheStore {
    var options = RequestsCacheOptions()
    options.secrets = [secret].compactMap { $0 }
    return try RequestsCacheStore.open(path: path, mode: mode, options: options)
  }

  func aliases(of key: String) -> Set<String> {
    Set(redirects.filter { $0.value == key }.keys)
  }

  static func date(_ text: String) -> Date? {
    Data(text.utf8).withUnsafeBytes { ISODate($0)?.date }
  }

  /// Names, sizes and moments of change of all that lies at the path and beside it.
  func fingerprint() throws -> [String] {
    let folder = path[..<(path.lastIndex(of: "/") ?? path.startIndex)]
    let isFile = path.hasSuffix(".sqlite")
    let places = isFile ? [String(folder)] : [path]
    return try places.flatMap { place in
      try FileManager.default.contentsOfDirectory(atPath: place).sorted().map { name in
        let facts = try FileManager.default.attributesOfItem(atPath: place + "/" + name)
        return "\(name) \(facts[.size] ?? 0) \(facts[.modificationDate] ?? 0)"
      }
    }
  }
}
