import CacheStore
import FoundationEssentials
import HTTPCaching
import HTTPTransport
import HTTPTypes

/// A body on its way from the origin to the client and, in the same steps, into the store. The entry
/// becomes visible when the body is whole; letting go of it before that stores nothing.
actor StoringBody {
  private var answer: Answer
  private let response: TransportResponse
  private let iterator: ResponseBody.Iterator
  private var staging: (any BodyStaging)?
  private var size: Int64 = 0
  private var isDone = false
  private var isStoring: Bool
  /// Bytes of the body, if that is known and it is stored.
  private let length: Int64?
  /// Bytes that it must have to be stored, if that is known.
  private let expected: Int64?
  /// A body that came in one piece.
  private var whole = Data()

  init(_ answer: Answer, _ response: TransportResponse) {
    self.answer = answer
    self.response = response
    iterator = response.body.makeAsyncIterator()
    isStoring = answer.storing != nil
    let isCounted = isStoring && !response.isDecoded
    length = isCounted ? response.head.headerFields[.contentLength].flatMap { Int64($0) } : nil
    expected = answer.joined?.count ?? answer.storing?.partLength
  }

  /// The next chunk for the client. The last one of a body of known length is given out when the body is
  /// stored: who has all of it, and asks again, finds it there.
  func next() async throws -> Data? {
    guard !isDone else { return nil }
    do {
      guard let chunk = try await nextChunk() else {
        await end()
        return nil
      }
      size += Int64(chunk.count)
      if size == length {
        if staging == nil, answer.joined == nil { whole = chunk } else { await keep(chunk) }
        guard try await nextChunk() == nil else { throw TransportError(.badResponse) }
        await end()
      } else {
        await keep(chunk)
      }
      return chunk
    } catch {
      isDone = true
      await staging?.abandon()
      answer.fail(error)
      throw error
    }
  }

  private func nextChunk() async throws -> Data? {
    // A copy: what it reads from is shared, and an actor can't lend its own across a wait.
    var iterator = iterator
    return try await iterator.next()
  }

  private func keep(_ chunk: Data) async {
    guard isStoring else { return }
    guard answer.fits(size + (answer.joined?.storedCount ?? 0)) else { return await giveUp(nil) }
    if staging == nil {
      switch await answer.core.gate.perform(.write, { try await $0.stageBody() }) {
      case .success(let opened): staging = opened
      case .failure(let fault): return await giveUp(fault)
      }
      await append(answer.joined?.before)
    }
    await append(chunk)
  }

  private func append(_ chunk: Data) async {
    guard let staging else { return }
    let result = await answer.core.gate.perform(.write) { _ in try await staging.append(chunk) }
    if case .failure(let fault) = result { await giveUp(fault) }
  }

  /// Appends what is stored already.
  private func append(_ body: StoredBody?) async {
    guard let body, body.count > 0 else { return }
    guard let data = try? await body.all() else { return await giveUp(nil) }
    await append(data)
  }

  /// Goes on without storing.
  private func giveUp(_ fault: StoreError?) async {
    isStoring = false
    if let fault { answer.fault = fault }
    await staging?.abandon()
    staging = nil
  }

  private func end() async {
    isDone = true
    let entry: StoredEntry?
    if let expected, expected != size { await giveUp(nil) }
    if isStoring { await append(answer.joined?.after) }
    if !isStoring {
      entry = answer.settle(nil)
    } else if let staging, let new = answer.newEntry(from: response) {
      entry = answer.settle(
        await answer.core.gate.perform(.write) { _ in try await staging.commit(new) })
    } else {
      var last = answer
      entry = await last.store(whole, from: response)
      answer = last
    }
    if answer.keepsOutdated, entry != nil { await answer.discardOutdated() }
    _ = answer.finish(response.head, entry: entry, bytes: Int(clamping: size))
  }
}
