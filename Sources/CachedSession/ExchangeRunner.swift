import CacheStore
import FoundationEssentials
import HTTPCaching
import HTTPTransport
import HTTPTypes

/// Drives one `Exchange`: the only place where its decisions meet the store and the origin. What HTTP
/// asks for stands in the exchange; nothing here depends on a method, a status or a field.
final class ExchangeRunner {
  /// A request with all that holds for it.
  struct Order: Sendable {
    var request: HTTPRequest
    var body: Data?
    /// The session's settings, as this request's options change them.
    var settings: Settings
    var perRequest: Expiration?
    var purpose: Exchange.Purpose
    var redirects: [String] = []
    /// Content that isn't in memory, where there is no `body`.
    var content = RequestBody.none
    /// Whether no client waits: such an exchange is not counted, the request that caused it was.
    var isBackground = false

    var configuration: SessionConfiguration { settings.configuration }
    var policy: CachePolicy { settings.configuration.policy }

    /// The key of a request with this one's content.
    func key(of request: HTTPRequest) -> (key: CacheKey, parts: CacheKeyParts) {
      configuration.key(of: request, body: body)
    }
  }

  /// A configuration behind a reference, as every request has one.
  final class Settings: Sendable {
    let configuration: SessionConfiguration

    init(_ configuration: SessionConfiguration) { self.configuration = configuration }
  }

  let core: SessionCore
  let order: Order
  private let key: CacheKey
  private let parts: CacheKeyParts
  private let began = ContinuousClock.now

  private var exchange: Exchange
  private var source: Answer.Source?
  private var storing: StoredResponse?
  private var candidates: [StoredCandidate] = []
  private var transfer: TransportResponse?
  private var transferError: (any Error)?
  private var sent = ContinuousClock.now
  private var outdated: [EntryReference] = []
  private var joined: JoinedBody.Joint?
  private var isCompleted = false
  private var didLookUp = false
  private var mayFollow = true
  private var isCollapsed = false
  private var lease: FlightLease?
  private var fault: StoreError?
  /// Whether the store is left out of the rest: what it promised could not be read.
  private var ignoresStore = false

  init(_ core: SessionCore, _ order: Order) {
    self.core = core
    self.order = order
    (key, parts) = order.key(of: order.request)
    exchange = ExchangeRunner.exchange(for: order)
  }

  private static func exchange(for order: Order) -> Exchange {
    Exchange(
      request: order.request, policy: order.policy, perRequest: order.perRequest,
      purpose: order.purpose)
  }

  /// Runs the exchange until there is an answer.
  ///
  /// - Throws: the transport's error when the origin failed and nothing stored may answer.
  func run() async throws -> Answer {
    (source, storing) = (nil, nil)
    var events: [Exchange.Event] = [.start]
    while let event = events.popLast() {
      for action in exchange.handle(event, now: core.now()) {
        if case .lookUp(let methods) = action {
          events.append(await lookUp(methods))
        } else if !take(action) {
          try await perform(action).map { events.append($0) }
        }
      }
    }
    return try makeAnswer()
  }

  /// Does an action that waits for nobody, and tells others apart by false. A hit meets just these and the
  /// lookup: what a function that waits has at hand has to be allocated, however little of it is used.
  @inline(never)
  private func take(_ action: Exchange.Action) -> Bool {
    switch action {
    case .answer(let index, let head, let hasBody):
      let candidate = renewed(candidates[index])
      source = .stored(
        candidate, head, hasBody ? .bytes(0..<max(0, candidate.body.size)) : .nothing)
    case .answerPart(let index, let head, let range):
      source = .stored(renewed(candidates[index]), head, .bytes(range))
    case .answerParts(let index, let head, let parts):
      source = .stored(renewed(candidates[index]), head, .parts(parts))
    case .deliver(let head): source = transfer.map { .origin($0, head) }
    case .surround(let joint): joined = bodies(of: joint)
    case .discard(let index): outdated.append(candidates[index].reference)
    case .refresh(let request): refresh(request)
    case .abandonTransfer: transfer = nil
    case .answerGatewayTimeout: source = .gatewayTimeout
    case .lookUp, .send, .store, .complete, .freshen, .invalidate, .fail: return false
    }
    return true
  }

  /// Does an action that waits for the store or the origin. Returns the event that comes of it.
  @inline(never)
  private func perform(_ action: Exchange.Action) async throws -> Exchange.Event? {
    switch action {
    case .send(let request):
      if let landed = await joinFlight() { return landed }
      return await send(request)
    case .store(let response):
      if await mayStore(response) { storing = order.policy.redacted(response) }
    case .complete(let joint, let head): transfer = try await complete(joint, head)
    case .freshen(let index, let response): await freshen(index, with: response)
    case .invalidate(let urls): await invalidate(urls)
    case .fail:
      lease?.land(after: transferError)
      recordFailure()
      throw transferError ?? TransportError(.other)
    default: break
    }
    return nil
  }

  /// Runs it once more without the store, after a stored body could not be read.
  func runWithoutStore(after fault: StoreError) async throws -> Answer {
    self.fault = fault
    ignoresStore = true
    exchange = ExchangeRunner.exchange(for: order)
    return try await run()
  }

  // MARK: The store

  private func lookUp(_ methods: [HTTPRequest.Method]) async -> Exchange.Event {
    didLookUp = true
    candidates = []
    guard !ignoresStore else { return .lookupFailed }
    for method in methods {
      let lookup = lookup(as: method)
      switch await core.gate.perform(.read, { try await $0.candidates(for: lookup) }) {
      case .success(var found):
        found.removeAll {
          $0.method != lookup.parts.method || $0.url != lookup.parts.url || !passes($0)
        }
        candidates = candidates.isEmpty ? found : candidates + found
      case .failure(let fault):
        self.fault = fault
        return .lookupFailed
      }
    }
    // Parts are of use only where no whole response can answer.
    let isWhole = candidates.contains {
      !$0.stored.isPart && Variance.match($0.stored, order.request) == .matches
    }
    if isWhole { candidates.removeAll(where: \.stored.isPart) }
    return .found(
      candidates.map(\.stored),
      sizes: candidates.map { $0.body.encodedSize == nil ? $0.body.size : nil })
  }

  /// The lookup of this request with that method in the place of its own.
  private func lookup(as method: HTTPRequest.Method) -> CacheLookup {
    var (key, parts) = (key, parts)
    if method != order.request.method {
      var request = order.request
      request.method = method
      (key, parts) = order.key(of: request)
    }
    return CacheLookup(key: key, parts: parts, request: order.request, body: order.body)
  }

  /// A response that redirects led to answers nobody who wants the first of them.
  private func passes(_ candidate: StoredCandidate) -> Bool {
    guard order.configuration.redirectLimit > 0 || candidate.finalURL == nil,
      candidate.stored.fits(candidate.body.encodedSize == nil ? candidate.body.size : nil)
    else { return false }
    return order.configuration.filter?(order.request, candidate.stored.response) ?? true
  }

  private func mayStore(_ response: StoredResponse) async -> Bool {
    guard fault == nil, order.configuration.filter?(order.request, response.response) ?? true else {
      return false
    }
    guard response.isPart else { return true }
    // Bytes that were decoded are not those that the part is of.
    guard transfer?.isDecoded == false else { return false }
    return (try? await core.gate.perform(.read) { $0.capabilities.contains(.parts) }.get()) ?? false
  }

  private func bodies(of joint: Exchange.Joint) -> JoinedBody.Joint {
    let candidate = candidates[joint.candidate]
    return JoinedBody.Joint(
      before: StoredBody(candidate, joint.before, core.gate), count: joint.count,
      after: StoredBody(candidate, joint.after, core.gate))
  }

  /// The origin's response between what the store has of it.
  private func complete(
    _ joint: Exchange.Joint, _ head: HTTPResponse
  ) async throws -> TransportResponse? {
    guard var response = transfer else { return nil }
    let bodies = bodies(of: joint)
    response.head = head
    response.body = try await ResponseBody(
      joining: [
        .stored(bodies.before), .sent(response.body, count: joint.count), .stored(bodies.after),
      ].filter { !$0.isEmpty })
    isCompleted = true
    return response
  }

  private func freshen(_ index: Int, with response: StoredResponse) async {
    let (reference, now) = (candidates[index].reference, core.now())
    let response = order.policy.redacted(response) ?? response
    candidates[index].stored = response
    if let renewed = await write({ try await $0.freshen(reference, with: response, now: now) }) {
      candidates[index].reference = renewed ?? reference
    }
    lease?.land(.stored)
  }

  /// A candidate as a 304 has renewed it, in a store that may not change too.
  private func renewed(_ candidate: StoredCandidate) -> StoredCandidate {
    guard let renewed = exchange.renewed else { return candidate }
    var candidate = candidate
    candidate.stored = renewed
    return candidate
  }

  private func invalidate(_ urls: [String]) async {
    let now = core.now()
    _ = await write { try await $0.invalidate(urls: urls, now: now) }
  }

  /// Writes unless the store has failed this exchange before; nil when it did not work.
  private func write<T>(_ work: (any CacheStore) async throws -> T) async -> T? {
    guard fault == nil else { return nil }
    switch await core.gate.perform(.write, work) {
    case .success(let result): return result
    case .failure(let fault):
      if fault.code != .readOnly { self.fault = fault }
      return nil
    }
  }

  // MARK: The origin

  /// Waits for a transfer under way for the same key, if this request may share it. Returns the event to go
  /// on with, or nil when this request sends for itself.
  private func joinFlight() async -> Exchange.Event? {
    guard didLookUp, mayFollow, order.purpose == .answer, fault == nil, lease == nil,
      exchange.mayShareTransfer
    else { return nil }
    switch await core.flights.join(key) {
    case .lead:
      lease = FlightLease(core.flights, key)
      return nil
    case .followed where Task.isCancelled:
      transferError = CancellationError()
      return .transferFailed
    case .followed(let landing):
      mayFollow = landing == .abandoned
      isCollapsed = landing == .stored
      exchange = ExchangeRunner.exchange(for: order)
      return .start
    }
  }

  private func send(_ request: HTTPRequest) async -> Exchange.Event {
    let requestTime = core.now()
    sent = .now
    do {
      let response = try await core.transport.send(
        request, body: order.body.map(RequestBody.data) ?? order.content,
        options: order.configuration.transport)
      transfer = response
      return .responseHead(response.head, requestTime: requestTime, responseTime: core.now())
    } catch {
      transferError = error
      return .transferFailed
    }
  }

  private func refresh(_ request: HTTPRequest) {
    var order = order
    order.request = request
    order.purpose = .revalidate
    order.isBackground = true
    let core = core
    core.background.start { [order] in
      let runner = ExchangeRunner(core, order)
      // Who is under way for the same key does this one's work.
      guard let lease = core.flights.leadIfFree(runner.key) else { return }
      runner.lease = lease
      guard let answer = try? await runner.run() else { return }
      _ = try? await answer.collect()
    }
  }

  // MARK: The answer

  private func makeAnswer() throws -> Answer {
    guard let source else { throw TransportError(.other, detail: "no answer came of the exchange") }
    // Without a body to come the flight is over; where it freshened the store it has landed before.
    if case .origin = source {} else { lease?.land(.notStored) }
    var status = exchange.status
    status.isCollapsed = isCollapsed
    // What could still be read may answer beside a fault that others met.
    let fault = fault ?? (didLookUp ? core.gate.fault : nil)
    // A head that goes before its body promises nothing that is in doubt.
    if storing == nil || fault != nil { status.isStored = false }
    if let fault { status.detail = "store-\(fault.code.rawValue)" }
    let freshness = exchange.renewed == nil ? exchange.freshness : nil
    return Answer(
      core: core, order: order, key: key, parts: parts, source: source, storing: storing,
      joined: joined, outdated: outdated, keepsOutdated: joined != nil || isCompleted,
      status: status, outcome: exchange.outcome ?? .miss, reasons: exchange.reasons,
      freshness: freshness, fault: fault, lease: lease, began: began, sent: sent)
  }

  private func recordFailure() {
    guard !order.isBackground else { return }
    var status = exchange.status
    if let fault { status.detail = "store-\(fault.code.rawValue)" }
    let event = ActivityEvent(
      time: core.now(), method: parts.method, url: parts.url, status: status, outcome: .error,
      duration: began.secondsPassed, bytes: 0)
    core.recorder.record(event, fetchDuration: 0, isStoreFault: fault != nil)
  }
}

extension ContinuousClock.Instant {
  /// Seconds from this moment until now.
  var secondsPassed: TimeInterval { duration(to: .now) / .seconds(1) }
}
