import CacheStore
import FoundationEssentials
import HTTPCaching
import HTTPTransport

/// A stored body that is read as a stream. Where the store loses it meanwhile, the origin sends the rest.
actor ContinuedBody {
  private let range: Range<Int64>
  private let continuation: Continuation
  private let core: SessionCore
  private let options: TransportOptions
  private var iterator: ResponseBody.Iterator
  /// The next byte, counted in the stored body.
  private var place: Int64
  private var isContinued = false

  /// - Parameters:
  ///   - body: that range of the stored body.
  ///   - continuation: how the origin is asked.
  init(
    _ body: ResponseBody, _ range: Range<Int64>, _ continuation: Continuation, _ core: SessionCore,
    _ options: TransportOptions
  ) {
    (self.range, self.continuation, self.core, self.options) = (range, continuation, core, options)
    iterator = body.makeAsyncIterator()
    place = range.lowerBound
  }

  /// The next piece; nil at the end.
  ///
  /// - Throws: `StoreError` where the rest is lost.
  func next() async throws -> Data? {
    do {
      let piece = try await read()
      place += Int64(piece?.count ?? 0)
      return piece
    } catch let fault as StoreError {
      guard !isContinued, let rest = await rest() else { throw fault }
      isContinued = true
      iterator = rest.makeAsyncIterator()
      return try await next()
    }
  }

  private func read() async throws -> Data? {
    // A copy: what it reads from is shared, and an actor can't lend its own across a wait.
    var iterator = iterator
    return try await iterator.next()
  }

  /// What is still to come, from the origin; nil where it has something else.
  private func rest() async -> ResponseBody? {
    let rest = place..<range.upperBound
    guard !rest.isEmpty,
      let response = try? await core.transport.send(
        continuation.request(for: rest), body: .none, options: options),
      !response.isDecoded, continuation.isContinued(by: response.head, for: rest)
    else { return nil }
    return try? await ResponseBody(joining: [.sent(response.body, count: Int64(rest.count))])
  }
}
