import CacheStore
import CachedSession
import CurlTransport
import FoundationEssentials
import HTTPCaching
import HTTPTypes
import LoopbackOrigin
import SQLiteStore
import Synchronization
import TestSupport
import Testing

/// A session on a store of its own, a scripted origin, and a clock that the test moves.
final class Fixture: Sendable {
  let origin: LoopbackOrigin
  let store: any CacheStore
  let session: CachedSession
  let clock = TestClock()

  private let folder: String

  init(
    _ configuration: SessionConfiguration = .init(),
    answer: @escaping @Sendable (OriginRequest) -> Reply
  ) throws {
    OpenFiles.areEnough
    folder =
      FileManager.default.temporaryDirectory.path
      + "/larder-session-\(UInt64.random(in: 0 ... .max))"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    store = try SQLiteStore.open(path: folder + "/cache.sqlite")
    origin = try LoopbackOrigin.start(handler: answer)
    let clock = clock
    session = CachedSession(
      store: store, transport: CurlTransport(), configuration: configuration, now: { clock.now })
  }

  deinit {
    origin.stop()
    try? FileManager.default.removeItem(atPath: folder)
  }

  func request(
    _ target: String, _ method: HTTPRequest.Method = .get, _ fields: HTTPFields = [:]
  ) throws -> HTTPRequest {
    try #require(HTTPRequest(method: method, url: origin.url + target, headerFields: fields))
  }

  /// Fetches and returns the body as text with its provenance.
  @discardableResult
  func get(
    _ target: String, _ fields: HTTPFields = [:], options: RequestOptions = .init()
  ) async throws -> (text: String, response: CachedResponse) {
    let (data, response) = try await session.data(
      for: try request(target, .get, fields), options: options)
    return (String(decoding: data, as: UTF8.self), response)
  }

  /// How many entries the store has.
  func count() async throws -> Int { try await store.totals(.all, now: clock.now).count }
}

/// A clock that stands until it is moved.
final class TestClock: Sendable {
  static let start = Date(timeIntervalSince1970: 1_772_359_200)

  private let date = Mutex(TestClock.start)

  var now: Date { date.withLock { $0 } }

  func advance(_ seconds: TimeInterval) { date.withLock { $0 += seconds } }

  /// The time as a `Date` field has it.
  var field: String { HTTPDate.format(now) }
}

/// A number that several threads count up.
final class Counter: Sendable {
  private let value = Mutex(0)

  var count: Int { value.withLock { $0 } }

  @discardableResult
  func next() -> Int {
    value.withLock { value in
      value += 1
      return value
    }
  }
}

extension HTTPField.Name {
  static let xNew = HTTPField.Name(parsed: "x-new") ?? .server
}
