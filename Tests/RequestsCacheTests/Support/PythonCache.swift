import CacheStore
import FoundationEssentials
import HTTPCaching
import RequestsCache
import TestSupport
import Testing

/// A cache that Python makes in a folder of its own, and reads again when larder has changed it.
struct PythonCache {
  static let secret = "a secret of the tests"
  static let host = "http://origin.test"

  let folder: TemporaryFolder
  let kind: String
  var program = Python.program

  /// The serializer that the kind is named after.
  var serializer: String {
    let name = String(kind.split(separator: "-", maxSplits: 1).last ?? "")
    return ["wal": "pickle", "decoded": "json", "exact": "json", "limited": "json"][name] ?? name
  }

  var path: String { folder.file(kind.hasPrefix("sqlite") ? kind + ".sqlite" : kind) }

  init(_ kind: String, by program: String? = Python.program) throws {
    folder = try TemporaryFolder()
    self.kind = kind
    self.program = program
    let made: Int = try Python.caches(["make", folder.path, kind], by: program)
    #expect(made == 1)
  }

  func open(_ mode: RequestsCacheStore.Mode = .readWrite) throws -> RequestsCacheStore {
    var options = RequestsCacheOptions()
    options.secrets = serializer == "safe_pickle" ? [Self.secret] : []
    options.serializer = serializer
    return try RequestsCacheStore.open(path: path, mode: mode, options: options)
  }

  /// All that Python reads.
  func state() throws -> State { try read("state") }

  /// What must never change in its files.
  func layout() throws -> Layout { try read("layout") }

  /// What Python answers to requests.
  func ask(_ targets: String...) throws -> [String: Answer] {
    let urls = targets.map { Self.host + $0 }
    let answers: [Answer] = try Python.caches(["ask", folder.path, kind] + urls, by: program)
    return Dictionary(zip(targets, answers)) { $1 }
  }

  private func read<Value: Decodable & Sendable>(_ command: String) throws -> Value {
    try Python.caches([command, folder.path, kind], by: program)
  }

  struct State: Decodable {
    var entries: [String: Entry]
    var redirects: [String: String]
  }

  struct Entry: Decodable, Equatable {
    var method, url, sha256, created: String
    var status, size: Int
    var expires, reason, encoding: String?
    var expired: Bool
    var elapsed: Double
    var headers, cookies: [String: String]
    /// Its fields, body and URL.
    var request: [String]
  }

  struct Layout: Decodable, Equatable {
    var schema: [[String?]]
    var journal, check: String
    var mode: Int
    var limits: Bool?
  }

  struct Answer: Decodable {
    var hit, expired: Bool
    var key: String?
    var body, url: String
    var status: Int
    /// Status and URL of each redirect.
    var history: [String]
    /// URLs that the origin saw.
    var calls: [String]
  }
}
