import CacheStore
import CachedSession
import FoundationEssentials
import HTTPCaching
import HTTPTransport
import HTTPTypes
import RequestsCache
import SQLite
import Synchronization

/// A session as requests-cache would have it, on a cache of its own, with a clock that the scenario moves.
final class Stage {
  let origin = ScriptedOrigin()
  let session: CachedSession
  private let folder: String
  private let clock: Clock
  private var isDisabled = false

  private final class Clock: Sendable {
    private let date = Mutex(Date(timeIntervalSince1970: 1_795_344_184.6))

    var now: Date { date.withLock { $0 } }

    func advance(_ seconds: Double) { date.withLock { $0 += seconds } }
  }

  init(
    _ settings: [String: JSONValue], options: RequestsCacheOptions? = nil
  ) throws {
    let policy = try Words.policy(settings)
    folder =
      FileManager.default.temporaryDirectory.path
      + "/larder-behaviour-\(UInt64.random(in: 0 ... .max))"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    let store = try RequestsCacheStore.open(
      path: folder + "/http_cache.sqlite", mode: .create,
      options: options ?? Words.options(settings))
    var configuration = SessionConfiguration(policy: policy)
    configuration.keyFunction = { try? store.key(for: $0, body: $1) }
    configuration.filter = Words.filter(settings["filter"])
    let clock = Clock()
    self.clock = clock
    session = CachedSession(
      store: store, transport: origin, configuration: configuration, now: { clock.now })
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// Does a step, and tells what came of it.
  func perform(_ step: Scenario.Step) async throws -> Expectation {
    clock.advance(step.age ?? 0)
    try change(step.set ?? [:])
    origin.follow(step.origin)
    var (request, options) = try Words.request(step.request)
    if isDisabled { options.expireAfter = .doNotCache }
    session.configuration.redirectLimit = step.request["allow_redirects"] == .bool(false) ? 0 : 20
    var seen = Expectation(sent: [], entries: 0, redirects: 0)
    do {
      let (data, response) = try await session.data(for: request, options: options)
      seen = look(at: response, data)
    } catch is TransportError {
      seen.raises = "ConnectionError"
    }
    await session.settle()
    seen.sent = origin.sent
    seen.entries = try count("responses")
    seen.redirects = try count("redirects")
    if step.expect.stored != nil { seen.stored = try await stored() }
    return seen
  }

  private func change(_ settings: [String: JSONValue]) throws {
    var policy = session.configuration.policy
    for (name, value) in settings {
      switch name {
      case "disabled": isDisabled = value.isTrue
      case "read_only": policy.readOnly = value.isTrue
      default: throw Words.Unsayable()
      }
    }
    session.configuration.policy = policy
  }

  private func look(at response: CachedResponse, _ data: Data) -> Expectation {
    let left = response.expires?.timeIntervalSince(clock.now)
    return Expectation(
      status: response.head.status.code, body: String(decoding: data, as: UTF8.self),
      isFromCache: response.isFromCache,
      isExpired: response.isFromCache && left.map { $0 <= 0 } ?? false,
      isRevalidated: response.isRevalidated, isStored: response.entry != nil,
      history: response.history.map(\.head.status.code), expiresIn: left, sent: [], entries: 0,
      redirects: 0)
  }

  private func stored() async throws -> [String] {
    var lines: [String] = []
    for try await row in session.cache.entries(matching: .all) {
      let left = row.timeline.freshUntil.map { end in
        "\(Int((end.timeIntervalSince(clock.now) * 10 + 0.5).rounded(.down)))"
      }
      lines.append("\(row.method) \(row.url) \(row.status) \(row.size) \(left ?? "never")")
    }
    return lines.sorted()
  }

  func count(_ table: String) throws -> Int {
    let file = try Connection(
      folder + "/http_cache.sqlite", access: .readOnly, waitingAtMost: .seconds(5))
    return Int(try file.integer("SELECT count(*) FROM \(table)") ?? 0)
  }
}
