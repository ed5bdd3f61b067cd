import FoundationEssentials
import Glibc
import RequestsCache
import SQLite
import TestSupport
import Testing

/// Whole caches, which are too large for the repository: the folder that `REQUESTS_CACHE_CORPUS` names has
/// `index.json`, a manifest for each cache, and the caches.
@Suite(.ownThreads, .enabled(if: Corpus.folder != nil, "REQUESTS_CACHE_CORPUS is not set"))
struct CorpusTests {
  @Test(arguments: Corpus.caches)
  func `each entry of a cache is what its manifest says`(cache: Corpus.Cache) throws {
    let manifest = try Corpus.manifest(cache)
    let values = try Corpus.values(cache)
    #expect(values.count == manifest.entries.count)
    for (key, bytes) in values {
      let entry = try #require(manifest.entries[key])
      let codec = try bytes.withUnsafeBytes { try KnownCodecs.detect($0, isText: cache.isText) }
      #expect(codec.name == cache.serializer)
      let value = try codec.value(bytes)
      #expect(value["url"] == .text(entry.url))
      #expect(value["status_code"] == .integer(entry.status))
      if case .bytes(let content)? = value["_content"] {
        #expect(SHA256.hex(content) == entry.sha256)
      } else {
        #expect(value["_decoded_content"] != nil)
      }
      #expect(SHA256.hex(body(value["request"]?["body"])) == entry.requestBody)
      #expect(try codec.value(codec.encode(value)) == value)
    }
  }

  private func body(_ value: PlainValue?) -> Data {
    guard case .bytes(let bytes) = value else { return Data() }
    return bytes
  }
}

enum Corpus {
  struct Cache: Decodable, Sendable, CustomTestStringConvertible {
    var name: String
    var backend: String
    var serializer: String
    var path: String
    var manifest: String

    var testDescription: String { name }
    /// Nil where values are files, which don't say.
    var isText: Bool? { backend == "sqlite" ? !["orjson", "bson"].contains(serializer) : nil }
  }

  struct Manifest: Decodable {
    struct Entry: Decodable {
      var url: String
      var status: Int64
      var sha256: String
      var requestBody: String

      enum CodingKeys: String, CodingKey {
        case url, status, sha256
        case requestBody = "request_body_sha256"
      }
    }

    var entries: [String: Entry]
  }

  private struct Index: Decodable {
    var caches: [Cache]
  }

  static let folder: URL? = getenv("REQUESTS_CACHE_CORPUS").map {
    URL(filePath: String(cString: $0))
  }

  static let caches: [Cache] = {
    guard let folder, let bytes = try? Data(contentsOf: folder.appending(path: "index.json")) else {
      return []
    }
    let known = ["json", "ujson", "orjson", "yaml", "bson"]
    let index = try? JSONDecoder().decode(Index.self, from: bytes)
    return (index?.caches ?? []).filter { known.contains($0.serializer) && $0.backend != "redis" }
  }()

  static func manifest(_ cache: Cache) throws -> Manifest {
    let folder = try #require(folder)
    let bytes = try Data(contentsOf: folder.appending(path: cache.manifest))
    return try JSONDecoder().decode(Manifest.self, from: bytes)
  }

  static func values(_ cache: Cache) throws -> [(key: String, bytes: [UInt8])] {
    let path = try #require(folder).appending(path: cache.path).path
    return cache.backend == "sqlite" ? try rows(path) : try files(path, cache)
  }

  private static func rows(_ path: String) throws -> [(key: String, bytes: [UInt8])] {
    let connection = try Connection(path, access: .readOnly, waitingAtMost: .seconds(5))
    let statement = try connection.prepare("SELECT key, value FROM responses")
    var rows: [(key: String, bytes: [UInt8])] = []
    while try statement.step() { rows.append((statement.text(0), statement.bytes(1))) }
    return rows
  }

  private static func files(_ path: String, _ cache: Cache) throws -> [(
    key: String, bytes: [UInt8]
  )] {
    let ending = try #require(KnownCodecs.named(cache.serializer)).fileExtension
    return try FileManager.default.contentsOfDirectory(atPath: path).compactMap { name in
      guard name.hasSuffix("." + ending) else { return nil }
      let bytes = try Data(contentsOf: URL(filePath: path + "/" + name))
      return (String(name.dropLast(ending.count + 1)), Array(bytes))
    }
  }
}
