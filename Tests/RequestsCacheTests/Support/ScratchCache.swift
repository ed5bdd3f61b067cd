import CacheStore
import FoundationEssentials
import RequestsCache
import SQLite
import Testing

/// Caches in a folder of their own, as Python would have left them; removed when the test is over.
final class ScratchCache: Sendable {
  static let now = Date(timeIntervalSince1970: 1_780_000_000)

  private let folder: String

  init() throws {
    folder = FileManager.default.temporaryDirectory.path + "/larder-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  func path(_ name: String) -> String { folder + "/" + name }

  /// A value with its key, as it lies in a table.
  struct Row {
    var key: String
    var value: [UInt8]
    var expires: Int64?
    var isText = false
  }

  /// Makes a cache in a SQLite file of these rows, and opens it.
  func store(
    _ rows: [Row], named name: String = "cache.sqlite", aliases: [String: String] = [:],
    serializer: String? = nil
  ) async throws -> RequestsCacheStore {
    var options = RequestsCacheOptions()
    options.serializer = serializer
    let store = try RequestsCacheStore.open(path: path(name), mode: .create, options: options)
    try change(name) { connection in
      for row in rows {
        try connection.run(
          "INSERT INTO responses VALUES (?, \(row.isText ? "CAST(? AS TEXT)" : "?"), ?)",
          .text(row.key), .blob(row.value), row.expires.map(SQLValue.integer) ?? .null)
      }
      for (alias, target) in aliases {
        try connection.run(
          "INSERT INTO redirects VALUES (?, ?, NULL)", .text(alias), .text(target))
      }
    }
    return store
  }

  /// Changes a file behind the back of its store.
  func change(_ name: String = "cache.sqlite", _ body: (Connection) throws -> Void) throws {
    try body(Connection(path(name), access: .readWrite, waitingAtMost: .seconds(5)))
  }

  func keys(_ name: String = "cache.sqlite", of table: String = "responses") throws -> Set<String> {
    var keys: Set<String> = []
    try change(name) { connection in
      let rows = try connection.prepare("SELECT key FROM \(table)")
      while try rows.step() { keys.insert(rows.text(0)) }
    }
    return keys
  }
}

extension ResponseDocument {
  /// A response to a GET, as Python stores it.
  static func to(
    _ url: String, body: String = "body", request fields: [(String, String)] = [],
    headers: [(String, String)] = [("Content-Type", "text/plain")], expires: Int64? = nil
  ) -> ResponseDocument {
    var document = ResponseDocument()
    document.url = url
    document.status = 200
    document.reason = "OK"
    document.headers = headers.map { Field($0.0, Array($0.1.utf8)) }
    document.body = .bytes(Data(body.utf8))
    document.created = ISODate(microseconds: 1_770_000_000_000_000)
    document.expires = expires.map { ISODate(microseconds: $0 * 1_000_000) }
    document.request.method = "GET"
    document.request.url = url
    document.request.headers = fields.map { Field($0.0, Array($0.1.utf8)) }
    return document
  }

  /// The same at the end of a redirect from another URL.
  func redirected(from url: String) -> ResponseDocument {
    var hop = ResponseDocument.to(url, body: "", headers: [("Location", self.url)])
    hop.status = 302
    var document = self
    document.history = [hop]
    return document
  }

  /// The request that the key is made of.
  var keyed: SentRequest {
    let first = history.first?.request ?? request
    return SentRequest(
      method: first.method, url: first.url,
      fields: first.headers.map { .init($0.name, $0.value) }, body: first.body)
  }

  /// As a row, under the key that these settings make.
  func row(
    _ codec: any DocumentCodec = PickleCodec(),
    set: (inout RequestsKeySettings) -> Void = { _ in }
  ) throws -> ScratchCache.Row {
    var settings = RequestsKeySettings()
    settings.serializer = codec.keyText
    set(&settings)
    return ScratchCache.Row(
      key: requestsCacheKey(keyed, settings: settings).text,
      value: try codec.encode(plainValue()), expires: expires?.roundedSeconds,
      isText: codec.isText)
  }
}
