package import CacheStore
package import FoundationEssentials
import HTTPCaching
package import HTTPTransport
package import HTTPTypes

/// Asks the origin about stored entries, outside any session: what a person does in the browser or on the
/// command line. The exchange decides as it does for a session; what was there before is kept, so that the
/// person can go back.
package struct Revalidator: Sendable {
  package let store: any CacheStore
  private let transport: any HTTPTransport
  private let options: TransportOptions
  private let now: @Sendable () -> Date

  package init(
    store: any CacheStore, transport: any HTTPTransport, options: TransportOptions = .init(),
    now: @escaping @Sendable () -> Date
  ) {
    self.store = store
    self.transport = transport
    self.options = options
    self.now = now
  }

  /// What came of asking about one entry.
  package struct Result: Sendable {
    /// What became of the entry.
    package enum Outcome: Sendable, Hashable {
      /// 304: the body stays, its freshness is renewed.
      case notModified
      /// A new response took its place.
      case changed
      /// 404 or 410: the origin no longer has it.
      case gone
      /// The origin failed with that status; the entry was kept.
      case originError(Int)
      /// No answer; the entry was kept.
      case networkError(String)
      /// The new response may not be stored; the old one went to the trash.
      case notStorable
      /// Nothing was asked or written, for that reason.
      case skipped(String)
    }

    package var reference: EntryReference
    package var outcome: Outcome
    /// The request as it was sent; nil when nothing was.
    package var sent: HTTPRequest?
    /// The origin's status; 0 without an answer.
    package var status = 0
    /// Seconds until the answer was complete.
    package var duration: TimeInterval = 0
    package var before: CacheEntry?
    package var after: CacheEntry?
    /// What can be undone; nil where nothing was replaced or deleted.
    package var operation: OperationID?
  }

  /// Asks about one entry: whether it still holds, or, unconditionally, for all of it.
  package func revalidate(_ reference: EntryReference, isConditional: Bool) async -> Result {
    do {
      guard let entry = try await store.entry(reference.id) else {
        return Result(reference: reference, outcome: .skipped("it is no longer there"))
      }
      guard entry.summary.reference == reference else {
        return Result(reference: reference, outcome: .skipped("it changed meanwhile"))
      }
      var inquiry = Inquiry(self, entry, isConditional: isConditional)
      return await inquiry.run()
    } catch {
      return Result(reference: reference, outcome: .skipped(String(describing: error)))
    }
  }

  /// One entry's exchange.
  private struct Inquiry {
    let owner: Revalidator
    let entry: CacheEntry
    var exchange: Exchange
    var result: Result
    var transfer: TransportResponse?
    let began = ContinuousClock.now

    init(_ owner: Revalidator, _ entry: CacheEntry, isConditional: Bool) {
      self.owner = owner
      self.entry = entry
      var policy = CachePolicy()
      policy.inherited = entry.stored.settings
      exchange = Exchange(
        request: Inquiry.request(for: entry), policy: policy,
        purpose: isConditional ? .revalidate : .refetch)
      result = Result(reference: entry.summary.reference, outcome: .skipped("nothing was sent"))
      result.before = entry
    }

    /// The request as it was, less what redaction took from it.
    private static func request(for entry: CacheEntry) -> HTTPRequest {
      var request = entry.stored.request
      request.headerFields = HTTPFields(
        request.headerFields.filter { !$0.value.contains(IgnoredParameters.mark) })
      return request
    }

    mutating func run() async -> Result {
      guard exchange.request.path?.contains(IgnoredParameters.mark) != true else {
        result.outcome = .skipped("its URL has a redacted parameter that only its session knows")
        return result
      }
      do {
        try await drive()
      } catch let fault as StoreError {
        result.outcome = .skipped(fault.description)
      } catch {
        result.outcome = .networkError(String(describing: error))
      }
      result.duration = began.secondsPassed
      result.after = try? await owner.store.entry(entry.summary.id)
      return result
    }

    private mutating func drive() async throws {
      var events: [Exchange.Event] = [.start]
      while let event = events.popLast() {
        for action in exchange.handle(event, now: owner.now()) {
          switch action {
          case .lookUp: events.append(.found([entry.stored]))
          case .send(let request): events.append(try await send(request))
          case .freshen(_, let response): try await freshen(with: response)
          case .store(let response): try await replace(with: response)
          case .deliver(let head): try await delivered(head)
          case .abandonTransfer: transfer = nil
          case .answer, .answerPart, .answerParts, .refresh, .discard, .invalidate, .surround,
            .complete, .answerGatewayTimeout, .fail:
            break
          }
        }
      }
    }

    private mutating func send(_ request: HTTPRequest) async throws -> Exchange.Event {
      result.sent = request
      let requestTime = owner.now()
      let response = try await owner.transport.send(request, body: .none, options: owner.options)
      transfer = response
      result.status = response.head.status.code
      result.outcome = .originError(result.status)
      return .responseHead(response.head, requestTime: requestTime, responseTime: owner.now())
    }

    private mutating func freshen(with response: StoredResponse) async throws {
      let reference = try await owner.store.freshen(
        entry.summary.reference, with: response, now: owner.now())
      result.outcome = reference == nil ? .skipped("it changed meanwhile") : .notModified
    }

    private mutating func replace(with response: StoredResponse) async throws {
      guard let transfer else { return }
      let body = try await transfer.body.collect()
      let new = NewEntry(
        key: CacheKey(hex: entry.summary.key), keyParts: entry.keyParts,
        varyFields: Variance.varyFields(of: response.response, request: response.request),
        stored: response, redirects: entry.redirects, fetchDuration: began.secondsPassed)
      let done = try await owner.store.replace(
        entry.summary.reference, with: new, body: body, now: owner.now())
      result.operation = done.operation
      let isGone = result.status == 404 || result.status == 410
      result.outcome =
        done.changed.isEmpty ? .skipped("it changed meanwhile") : isGone ? .gone : .changed
    }

    /// The origin's answer was not stored. An error leaves the entry, also one of a request that lacks
    /// its credentials here; anything else means that the entry no longer holds.
    private mutating func delivered(_ head: HTTPResponse) async throws {
      guard case .originError(let status) = result.outcome,
        status < 400 || status == 404 || status == 410
      else { return }
      let done = try await owner.store.delete(
        [entry.summary.reference], to: .trash, reason: "no longer storable", now: owner.now())
      result.operation = done.operation
      result.outcome = status == 404 || status == 410 ? .gone : .notStorable
    }
  }
}
