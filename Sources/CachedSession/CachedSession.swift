public import CacheStore
public import FoundationEssentials
import HTTPCaching
public import HTTPTransport
public import HTTPTypes
import Synchronization

/// An HTTP client with a cache, shaped like `URLSession`.
///
/// Each answer says where it came from and why. A fault of the store never fails a request: the origin
/// answers instead, and `CachedResponse.storeFault` tells. Concurrent misses for one key share a transfer,
/// except while it is read as a stream: nobody waits for another's reader.
public final class CachedSession: Sendable {
  let core: SessionCore
  private let settings: Mutex<ExchangeRunner.Settings>
  /// Makes the keys where the configuration names no function for it.
  private let storeKeys: SessionConfiguration.KeyFunction?
  private let reporter: Mutex<Task<Void, Never>?>

  /// How the session behaves. A change holds for requests that begin after it. Of changes that several tasks make
  /// at once the last stays, each being one of the whole.
  public var configuration: SessionConfiguration {
    get { settings.withLock { $0 }.configuration }
    set {
      let configuration = newValue.with(keyFunction: storeKeys)
      settings.withLock { $0 = ExchangeRunner.Settings(configuration) }
      core.recorder.isSilent = configuration.policy.readOnly
    }
  }

  /// A session on an open store, which is the caller's to close.
  ///
  /// - Parameters:
  ///   - store: where responses are kept.
  ///   - transport: what fetches them.
  ///   - configuration: what is stored, for how long, and when it answers.
  ///   - now: the clock; the system's by default.
  public convenience init(
    store: any CacheStore, transport: any HTTPTransport,
    configuration: SessionConfiguration = SessionConfiguration(),
    now: @escaping @Sendable () -> Date = { Date() }
  ) {
    self.init(
      opening: { store }, isOwner: false, keys: nil, transport: transport,
      configuration: configuration, now: now)
  }

  /// A session on a store that is opened at the first request, and is the session's own: `close` closes it.
  /// If it can't be opened, the session answers from the origin and tries again later.
  public convenience init(
    opening open: @escaping @Sendable () throws -> any CacheStore, transport: any HTTPTransport,
    configuration: SessionConfiguration = SessionConfiguration(),
    now: @escaping @Sendable () -> Date = { Date() }
  ) {
    self.init(
      opening: open, isOwner: true, keys: nil, transport: transport, configuration: configuration,
      now: now)
  }

  /// The same on a store that has keys of its own: `keys` makes them whenever the configuration has no
  /// `keyFunction`, also one that replaces it later.
  package init(
    opening open: @escaping @Sendable () throws -> any CacheStore, isOwner: Bool,
    keys: SessionConfiguration.KeyFunction?, transport: any HTTPTransport,
    configuration: SessionConfiguration, now: @escaping @Sendable () -> Date
  ) {
    let configuration = configuration.with(keyFunction: keys)
    storeKeys = keys
    settings = Mutex(ExchangeRunner.Settings(configuration))
    core = SessionCore(
      gate: StoreGate(isOwner: isOwner, open), transport: transport,
      recorder: StatisticsRecorder(
        name: configuration.name, settings: configuration.policy.summary, now: now()),
      now: now)
    core.recorder.isSilent = configuration.policy.readOnly
    let core = core
    reporter = Mutex(Task { await core.reportStatistics() })
  }

  deinit { reporter.withLock { $0?.cancel() } }

  /// Waits for revalidations in the background to stop, writes the last statistics, and closes a store that
  /// the session opened itself: its file then has everything, and no log beside it. The session can still be
  /// used afterwards, without statistics.
  public func close() async {
    await core.background.close()
    let task = reporter.withLock { reporter in
      defer { reporter = nil }
      return reporter
    }
    task?.cancel()
    await task?.value
    await core.gate.close()
  }

  // MARK: Requests

  /// The whole response in memory.
  ///
  /// - Parameters:
  ///   - request: with scheme, authority and path; `HTTPRequest(url:)` makes one.
  ///   - body: the request's content; nil for none.
  ///   - options: what this request asks for beyond the session's settings.
  /// - Throws: `TransportError` when the origin failed and nothing stored may answer, or with too many redirects.
  public func data(
    for request: HTTPRequest, body: Data? = nil, options: RequestOptions = RequestOptions()
  ) async throws -> (Data, CachedResponse) {
    try await follow(request, body, options) { try await $0.collect() }
  }

  /// The whole response of a GET in memory.
  ///
  /// - Throws: `TransportError`; its code is `badURL` for what is no `http` or `https` URL.
  public func data(
    from url: String, options: RequestOptions = RequestOptions()
  ) async throws -> (Data, CachedResponse) {
    try await data(for: Self.request(url), options: options)
  }

  /// The response as a stream. It is stored once the stream was read to its end.
  ///
  /// - Throws: `TransportError` as `data(for:)`; so does the stream when the transfer breaks.
  public func bytes(
    for request: HTTPRequest, body: Data? = nil, options: RequestOptions = RequestOptions()
  ) async throws -> (ResponseBody, CachedResponse) {
    try await follow(request, body, options) { try await $0.stream() }
  }

  /// The response of a GET as a stream.
  ///
  /// - Throws: as `bytes(for:)`, and as `data(from:)` for what is no URL.
  public func bytes(
    from url: String, options: RequestOptions = RequestOptions()
  ) async throws -> (ResponseBody, CachedResponse) {
    try await bytes(for: Self.request(url), options: options)
  }

  /// The response as a stream, to a request whose content may be one. Such content is sent once: it is no
  /// part of a key, and no redirect gets it.
  package func bytes(
    for request: HTTPRequest, content: RequestBody
  ) async throws -> (ResponseBody, CachedResponse) {
    if case .data(let data) = content { return try await bytes(for: request, body: data) }
    return try await follow(request, nil, RequestOptions(), content) { try await $0.stream() }
  }

  /// Sends `data` as the request's content.
  ///
  /// - Throws: `TransportError` as `data(for:)`.
  public func upload(
    for request: HTTPRequest, from data: Data, options: RequestOptions = RequestOptions()
  ) async throws -> (Data, CachedResponse) {
    try await self.data(for: request, body: data, options: options)
  }

  /// Sends content that need not be in memory. A stream is sent once: it is no part of a key, so that the answer is
  /// never from the store, nor stored; and a redirect that wants it again (307, 308) is the answer itself.
  ///
  /// - Throws: `TransportError` as `data(for:)`; its code is `bodyFailed` when the stream throws.
  public func upload(
    for request: HTTPRequest, from content: RequestBody, options: RequestOptions = RequestOptions()
  ) async throws -> (Data, CachedResponse) {
    switch content {
    case .none: try await data(for: request, options: options)
    case .data(let data): try await self.data(for: request, body: data, options: options)
    case .stream: try await follow(request, nil, options, content) { try await $0.collect() }
    }
  }

  /// Writes the response's body to a file, which appears when it is whole, readable by its owner alone, and
  /// replaces a former one. Its folder has to be there. The body of a 404 is written too: look at the status.
  ///
  /// - Throws: `TransportError` as `data(for:)`, or a `CocoaError` with the path and the system's words.
  public func download(
    for request: HTTPRequest, to path: String, body: Data? = nil,
    options: RequestOptions = RequestOptions()
  ) async throws -> CachedResponse {
    let (bytes, response) = try await bytes(for: request, body: body, options: options)
    try await FileSink.write(bytes, to: path)
    return response
  }

  /// Writes the response's body of a GET to a file.
  ///
  /// - Throws: as `download(for:to:)`, and as `data(from:)` for what is no URL.
  public func download(
    from url: String, to path: String, options: RequestOptions = RequestOptions()
  ) async throws -> CachedResponse {
    try await download(for: Self.request(url), to: path, options: options)
  }

  private static func request(_ url: String) throws -> HTTPRequest {
    guard let request = HTTPRequest(url: url) else { throw TransportError(.badURL, detail: url) }
    return request
  }

  // MARK: Redirects

  /// Runs the request's exchange and those of its redirects; `read` takes the body of each answer.
  private func follow<Body>(
    _ request: HTTPRequest, _ body: Data?, _ options: RequestOptions,
    _ content: RequestBody = .none, _ read: (Answer) async throws -> (Body, CachedResponse)
  ) async throws -> (Body, CachedResponse) {
    let settings = self.settings.withLock { $0 }
    var order = ExchangeRunner.Order(
      request: request, body: body, settings: settings, options: options)
    order.content = content
    let isKeyed = !content.isStream || !order.policy.caches(request.method)
    if !isCacheUsed || !isKeyed { order.perRequest = .doNotCache }
    var history: [CachedResponse] = []
    while true {
      let (content, response) = try await ExchangeRunner.answer(core, order, read)
      await settings.configuration.responseHook?(response)
      guard settings.configuration.redirectLimit > 0,
        let next = Redirect.next(after: order.request, response.head),
        !next.keepsBody || !order.content.isStream
      else { return (content, response.with(history: history + response.history)) }
      guard history.count < settings.configuration.redirectLimit else {
        throw TransportError(.tooManyRedirects, detail: "more than \(history.count) redirects")
      }
      history.append(response)
      order.redirects.append(
        CacheKey.normalizedURL(response.url, policy: settings.configuration.policy))
      order.request = next.request
      if !next.keepsBody { order.body = nil }
      order.content = .none
    }
  }
}

extension ExchangeRunner {
  /// One exchange with its body. Where a stored body can't be read, the origin answers.
  static func answer<Body>(
    _ core: SessionCore, _ order: Order, _ read: (Answer) async throws -> (Body, CachedResponse)
  ) async throws -> (Body, CachedResponse) {
    let runner = ExchangeRunner(core, order)
    do {
      return try await read(try await runner.run())
    } catch let fault as StoreError {
      return try await read(try await runner.runWithoutStore(after: fault))
    }
  }
}

extension RequestBody {
  fileprivate var isStream: Bool {
    if case .stream = self { true } else { false }
  }
}

extension ExchangeRunner.Order {
  init(
    request: HTTPRequest, body: Data?, settings: ExchangeRunner.Settings, options: RequestOptions
  ) {
    self.init(
      request: request.with(defaults: settings.configuration.defaultFields), body: body,
      settings: settings.with(options), perRequest: options.expireAfter,
      purpose: options.forceRefresh ? .refetch : options.refresh ? .revalidate : .answer)
  }
}

extension ExchangeRunner.Settings {
  /// The settings as a request's options change them.
  fileprivate func with(_ options: RequestOptions) -> ExchangeRunner.Settings {
    guard options.idleTimeout != nil || options.onlyIfCached else { return self }
    var configuration = configuration
    configuration.transport.idleTimeout = options.idleTimeout ?? configuration.transport.idleTimeout
    configuration.policy.onlyIfCached = configuration.policy.onlyIfCached || options.onlyIfCached
    return ExchangeRunner.Settings(configuration)
  }
}

extension CachedResponse {
  fileprivate func with(history: [CachedResponse]) -> CachedResponse {
    var response = self
    response.history = history
    return response
  }
}

extension CachedSession {
  /// What the store last complained about and hasn't got over since; nil while it works, or wasn't asked. What
  /// is stored behind the last piece of a stream can be told only here.
  public var storeFault: StoreError? { core.gate.fault }

  /// Waits for the revalidations that run in the background now, as tests of `staleWhileRevalidate` do. Unlike
  /// `close()` it ends none.
  public func settle() async { await core.background.drain() }
}
