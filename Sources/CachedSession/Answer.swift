import CacheStore
import FoundationEssentials
import HTTPCaching
import HTTPTransport
import HTTPTypes

/// The outcome of an exchange, before its body is read. Reading the body to its end stores what is to be
/// stored and counts the request.
struct Answer: Sendable {
  /// Where the body comes from.
  enum Source: Sendable {
    case stored(StoredCandidate, HTTPResponse, StoredContent)
    case origin(TransportResponse, HTTPResponse)
    case gatewayTimeout
  }

  let core: SessionCore
  let order: ExchangeRunner.Order
  let key: CacheKey
  let parts: CacheKeyParts
  let source: Source
  /// What to store with the body that follows.
  let storing: StoredResponse?
  /// What is stored of the same representation before and behind that body.
  let joined: JoinedBody.Joint?
  /// What the origin has shown to be outdated: it goes once the body was read, which may be its own.
  let outdated: [EntryReference]
  /// Whether what goes is needed until the origin's body was read.
  let keepsOutdated: Bool
  var status: CacheStatus
  let outcome: CacheOutcome
  let reasons: [Reason]
  /// The freshness of what is stored, where the exchange has worked it out.
  let freshness: Freshness?
  var fault: StoreError?
  let lease: FlightLease?
  let began: ContinuousClock.Instant
  let sent: ContinuousClock.Instant

  /// Reads the whole body into memory.
  ///
  /// - Throws: `StoreError` when a stored body can't be read, before anything was given out; the
  ///   transport's error when the origin's answer broke off.
  func collect() async throws -> (Data, CachedResponse) {
    switch source {
    case .stored(let candidate, let head, let content):
      // What is at hand needs no function that could wait, which costs more than to look.
      let data: Data
      if let inline = content.inline(of: candidate, core.gate) {
        data = inline
      } else {
        data = try await content.all(of: candidate, core.gate)
      }
      if !outdated.isEmpty { await discardOutdated() }
      return (data, finish(head, entry: candidate.asEntry, bytes: data.count))
    case .gatewayTimeout:
      return (Data(), finish(HTTPResponse(status: .gatewayTimeout), entry: nil, bytes: 0))
    case .origin(let response, let head):
      do {
        let data = try await response.body.collect()
        if !keepsOutdated { await discardOutdated() }
        var answer = self
        let entry = await answer.store(data, from: response)
        if keepsOutdated, entry != nil { await discardOutdated() }
        return (data, answer.finish(head, entry: entry, bytes: data.count))
      } catch {
        fail(error)
        throw error
      }
    }
  }

  /// Gives the body out as it comes. What is to be stored is stored at its end.
  ///
  /// - Throws: `StoreError` when a stored body can't be read.
  func stream() async throws -> (ResponseBody, CachedResponse) {
    switch source {
    case .stored where !outdated.isEmpty:
      let (data, response) = try await collect()
      return (ResponseBody(data), response)
    case .stored(let candidate, let head, let content):
      let body = try await content.stream(of: candidate, core.gate)
      return (
        continued(body, candidate, content),
        finish(head, entry: candidate.asEntry, bytes: content.count)
      )
    case .gatewayTimeout:
      return (
        ResponseBody(Data()), finish(HTTPResponse(status: .gatewayTimeout), entry: nil, bytes: 0)
      )
    case .origin(let response, let head):
      if !keepsOutdated { await discardOutdated() }
      // Its reader sets the pace, and may be the one who asks next.
      lease?.land(.notStored, after: shares ? .seconds(1) : .zero)
      let tee = StoringBody(self, response)
      return (ResponseBody { try await tee.next() }, describe(head, entry: nil))
    }
  }

  /// The body of an entry that may go while it is read.
  private func continued(
    _ body: ResponseBody, _ candidate: StoredCandidate, _ content: StoredContent
  ) -> ResponseBody {
    guard case .bytes(let range) = content, candidate.inlineBody == nil,
      let continuation = Continuation(
        of: candidate.stored, size: candidate.body.encodedSize == nil ? candidate.body.size : nil,
        for: order.request, policy: order.policy)
    else { return body }
    let whole = ContinuedBody(body, range, continuation, core, order.configuration.transport)
    return ResponseBody { try await whole.next() }
  }

  /// Whether others may wait for what this one's reader takes.
  private var shares: Bool { order.configuration.sharesStreams && storing != nil }

  // MARK: Storing

  func discardOutdated() async {
    guard !outdated.isEmpty, fault == nil else { return }
    let now = core.now()
    _ = await core.gate.perform(.write) {
      try await $0.delete(outdated, to: .purge, reason: "outdated", now: now)
    }
  }

  /// Stores a whole body, if it is to be stored; returns the entry.
  mutating func store(_ data: Data, from response: TransportResponse) async -> StoredEntry? {
    guard let entry = newEntry(from: response), let whole = await surrounded(data),
      fits(Int64(whole.count)), storing?.fits(Int64(whole.count)) ?? true
    else { return settle(nil) }
    return settle(await core.gate.perform(.write) { try await $0.put(entry, body: whole) })
  }

  /// With what is stored before and behind it; nil where that can't be read, or it has another size.
  private func surrounded(_ data: Data) async -> Data? {
    guard let joined else { return data }
    guard Int64(data.count) == joined.count, let before = try? await joined.before.all(),
      let after = try? await joined.after.all()
    else { return nil }
    return before + data + after
  }

  /// Takes the result of storing into the status, and lets followers go on.
  mutating func settle(_ result: Result<EntryReference, StoreError>?) -> StoredEntry? {
    switch result {
    case .success(let reference)?:
      lease?.land(.stored)
      status.isStored = true
      return storing.map { StoredEntry(reference: reference, created: $0.responseTime, stored: $0) }
    case .failure(let fault)?:
      if fault.code != .readOnly { self.fault = fault }
      status.detail = "store-\(fault.code.rawValue)"
    case nil: break
    }
    lease?.land(.notStored)
    status.isStored = false
    return nil
  }

  func newEntry(from response: TransportResponse) -> NewEntry? {
    guard let storing else { return nil }
    return NewEntry(
      key: key, keyParts: parts,
      varyFields: Variance.varyFields(of: storing.response, request: storing.request),
      stored: storing,
      encodedSize: response.isDecoded
        ? response.head.headerFields[.contentLength].flatMap { Int64($0) } : nil,
      redirects: order.redirects, fetchDuration: sent.secondsPassed,
      requestBody: order.body.map { order.policy.redacted($0, of: order.request) })
  }

  func fits(_ size: Int64) -> Bool { size <= order.policy.maxBodySize ?? .max }

  // MARK: Counting

  /// Counts the request and describes its answer.
  func finish(_ head: HTTPResponse, entry: StoredEntry?, bytes: Int) -> CachedResponse {
    record(outcome, bytes: bytes, entry: entry?.reference.id)
    return describe(head, entry: entry)
  }

  /// Counts a request whose body broke off.
  func fail(_ error: any Error) {
    lease?.land(after: error)
    record(.error, bytes: 0, entry: nil)
  }

  private func record(_ outcome: CacheOutcome, bytes: Int, entry: EntryID?) {
    guard !order.isBackground else { return }
    let event = ActivityEvent(
      time: core.now(), method: parts.method, url: parts.url, status: status, outcome: outcome,
      duration: began.secondsPassed, bytes: Int64(bytes), entry: entry)
    var fetchDuration = 0.0
    if case .stored(let candidate, _, _) = source { fetchDuration = candidate.fetchDuration }
    core.recorder.record(event, fetchDuration: fetchDuration, isStoreFault: fault != nil)
  }

  /// The URL that answered.
  private var url: String {
    if case .stored(let candidate, _, _) = source, let url = candidate.finalURL { return url }
    return order.request.absoluteURL ?? parts.url
  }

  private func describe(_ head: HTTPResponse, entry: StoredEntry?) -> CachedResponse {
    var response = CachedResponse(
      head: head, url: url, cacheStatus: status, outcome: outcome,
      reasons: reasons, key: key, entry: entry?.reference, created: entry?.created,
      expires: entry.flatMap { (freshness ?? Freshness($0.stored)).freshUntil }, history: [],
      storeFault: fault)
    if case .origin(let transfer, _) = source {
      response.protocolVersion = transfer.protocolVersion
    }
    if case .stored(let candidate, _, _) = source {
      response.secondsSaved = max(0, candidate.fetchDuration - began.secondsPassed)
      response.history = candidate.redirects.map { response.redirect($0) }
    }
    return response
  }
}

extension CachedResponse {
  /// A redirect that is stored in one entry with this response, which nobody asked the origin about.
  fileprivate func redirect(_ stored: StoredResponse) -> CachedResponse {
    var redirect = self
    redirect.head = stored.response
    redirect.url = stored.request.absoluteURL ?? ""
    redirect.cacheStatus = CacheStatus(isHit: true)
    redirect.outcome = .hit
    redirect.reasons = []
    redirect.storeFault = nil
    return redirect
  }
}

/// An entry that answered or was stored.
struct StoredEntry: Sendable {
  var reference: EntryReference
  var created: Date
  var stored: StoredResponse
}

extension StoredCandidate {
  var asEntry: StoredEntry {
    StoredEntry(reference: reference, created: created, stored: stored)
  }
}
