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
    var events: [Exchange.Event] = [.start]
    var answer: Answer.Source?
    var storing: StoredResponse?
    while let event = events.popLast() {
      for action in exchange.handle(event, now: core.now()) {
        switch action {
        case .lookUp(let methods):
          events.append(await lookUp(methods))
        case .send(let request):
          if let landed = await joinFlight() {
            events = landed
          } else {
            events.append(await send(request))
          }
        case .answer(let index, let head, let hasBody):
          let candidate = renewed(candidates[index])
          answer = .stored(
            candidate, head, hasBody ? .bytes(0..<max(0, candidate.body.size)) : .nothing)
        case .answerPart(let index, let head, let range):
          answer = .stored(renewed(candidates[index]), head, .bytes(range))
        case .answerParts(let index, let head, let parts):
          answer = .stored(renewed(candidates[index]), head, .parts(parts))
        case .deliver(let head):
          answer = transfer.map { .origin($0, head) }
        case .store(let response):
          if await mayStore(response) { storing = order.policy.redacted(response) }
        case .surround(let joint):
          joined = bodies(of: joint)
        case .complete(let joint, let head):
          transfer = try await complete(joint, head)
        case .freshen(let index, let response):
          await freshen(index, with: response)
        case .discard(let index):
          outdated.append(candidates[index].reference)
        case .invalidate(let urls):
          await invalidate(urls)
        case .refresh(let request):
          refresh(request)
        case .abandonTransfer:
          transfer = nil
        case .answerGatewayTimeout:
          answer = .gatewayTimeout
        case .fail:
          lease?.land(after: transferError)
          recordFailure()
          throw transferError ?? TransportError(.other)
        }
      }
    }
    guard let answer else { throw TransportError(.other, detail: "no answer came of the exchange") }
    return makeAnswer(answer, storing: storing)
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
      let (key, parts) = keyed(as: method)
      let lookup = CacheLookup(key: key, parts: parts, request: order.request, body: order.body)
      switch await core.gate.perform(.read, { try await $0.candidates(for: lookup) }) {
      case .success(var found):
        found.removeAll { $0.method != parts.method || $0.url != parts.url || !passes($0) }
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

  private func keyed(as method: HTTPRequest.Method) -> (CacheKey, CacheKeyParts) {
    guard method != order.request.method else { return (key, parts) }
    var request = order.request
    request.method = method
    return order.key(of: request)
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

  /// Waits for a transfer under way for the same key, if this request may share it. Returns the events
  /// to go on with, or nil when this request sends for itself.
  private func joinFlight() async -> [Exchange.Event]? {
    guard didLookUp, mayFollow, order.purpose == .answer, fault == nil, lease == nil,
      exchange.mayShareTransfer
    else { return nil }
    switch await core.flights.join(key) {
    case .lead:
      lease = FlightLease(core.flights, key)
      return nil
    case .followed where Task.isCancelled:
      transferError = CancellationError()
      return [.transferFailed]
    case .followed(let landing):
      mayFollow = landing == .abandoned
      isCollapsed = landing == .stored
      exchange = ExchangeRunner.exchange(for: order)
      return [.start]
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

  private func makeAnswer(_ source: Answer.Source, storing: StoredResponse?) -> Answer {
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
