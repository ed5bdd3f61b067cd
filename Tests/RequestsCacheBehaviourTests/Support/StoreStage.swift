import FoundationEssentials
import Larder
import Synchronization
import Testing

/// Each kind of store that a session can have.
enum StoreKind: String, CaseIterable, CustomTestStringConvertible {
  case memory, larder, requestsCache, requestsCacheFolder, own

  var testDescription: String { rawValue }
}

/// A session on a store of some kind in a folder of its own, and a clock that the test moves.
final class StoreStage: Sendable {
  let origin = ScriptedOrigin()
  let store: any CacheStore
  let session: CachedSession
  let folder: String
  private let date: SharedDate

  private final class SharedDate: Sendable {
    let value = Mutex(Date(timeIntervalSince1970: 1_795_344_184))
  }

  init(
    _ kind: StoreKind, _ policy: CachePolicy? = nil,
    options: RequestsCacheOptions = RequestsCacheOptions()
  ) throws {
    folder =
      FileManager.default.temporaryDirectory.path
      + "/larder-stage-\(UInt64.random(in: 0 ... .max))"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    store = try Self.open(kind, in: folder, options)
    var configuration = SessionConfiguration()
    configuration.policy.expireAfter = .after(60)
    if let policy { configuration.policy = policy }
    if let store = store as? RequestsCacheStore {
      configuration.keyFunction = { try? store.key(for: $0, body: $1) }
    }
    let date = SharedDate()
    self.date = date
    session = CachedSession(
      store: store, transport: origin, configuration: configuration,
      now: { date.value.withLock { $0 } })
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  private static func open(
    _ kind: StoreKind, in folder: String, _ options: RequestsCacheOptions
  ) throws -> any CacheStore {
    switch kind {
    case .memory: MemoryStore()
    case .own: DictionaryStore()
    case .larder: try SQLiteStore.open(path: folder + "/cache.sqlite")
    case .requestsCache:
      try RequestsCacheStore.open(path: folder + "/py.sqlite", mode: .create, options: options)
    case .requestsCacheFolder:
      try RequestsCacheStore.open(path: folder + "/py/", mode: .create, options: options)
    }
  }

  func advance(_ seconds: TimeInterval) { date.value.withLock { $0 += seconds } }

  func request(
    _ path: String, _ fields: HTTPFields = [:], method: HTTPRequest.Method = .get
  ) -> HTTPRequest {
    HTTPRequest(
      method: method, scheme: "http", authority: "t.test", path: path, headerFields: fields)
  }

  /// Sends a request; returns what became of it.
  @discardableResult
  func send(
    _ path: String, _ fields: HTTPFields = [:], method: HTTPRequest.Method = .get,
    body: String? = nil
  ) async throws -> CacheOutcome {
    try await session.data(
      for: request(path, fields, method: method), body: body.map { Data($0.utf8) }
    ).1.outcome
  }
}
