import CacheStore
import FoundationEssentials
import HTTPTransport
import HTTPTypes
import Synchronization

/// A body in the store, or a part of it, read in pieces.
struct StoredBody: Sendable {
  private static let piece: Int64 = 1 << 18

  private let candidate: StoredCandidate
  private let range: Range<Int64>
  private let gate: StoreGate

  init(_ candidate: StoredCandidate, _ range: Range<Int64>, _ gate: StoreGate) {
    self.candidate = candidate
    self.range = range
    self.gate = gate
  }

  /// The same where the store has handed it over already.
  private var inline: Data? {
    guard let data = candidate.inlineBody, range != 0..<Int64(data.count) else {
      return candidate.inlineBody
    }
    return Data(data.dropFirst(Int(clamping: range.lowerBound)).prefix(range.count))
  }

  /// All of it.
  func all() async throws -> Data {
    if let data = inline { return data }
    var data = Data()
    for start in stride(from: range.lowerBound, to: range.upperBound, by: Int(StoredBody.piece)) {
      data.append(try await read(from: start))
    }
    return data
  }

  /// All of it, piece by piece; the first one is read at once, so that a fault shows before anything
  /// was given out.
  func stream() async throws -> ResponseBody {
    if let data = inline { return ResponseBody(data) }
    let first = try await read(from: range.lowerBound)
    let place = Mutex<(offset: Int64, first: Data?)>((range.lowerBound, first))
    let holder = Place(place)
    return ResponseBody { try await holder.next(self) }
  }

  /// The piece that begins at `offset`; empty at the end.
  fileprivate func read(from offset: Int64) async throws -> Data {
    let end = min(offset + StoredBody.piece, range.upperBound)
    guard offset < end else { return Data() }
    let body = candidate.body
    let data = try await gate.perform(.read) { try await $0.read(body, range: offset..<end) }.get()
    guard !data.isEmpty else { throw StoreError(.gone, store: "the cache") }
    return data
  }

  /// How far a stream was read.
  private final class Place: Sendable {
    private let state: Mutex<(offset: Int64, first: Data?)>

    init(_ state: consuming sending Mutex<(offset: Int64, first: Data?)>) { self.state = state }

    func next(_ body: StoredBody) async throws -> Data? {
      let (offset, first) = state.withLock { state in
        defer { state.first = nil }
        return (state.offset, state.first)
      }
      let piece: Data
      if let first { piece = first } else { piece = try await body.read(from: offset) }
      state.withLock { $0.offset += Int64(piece.count) }
      return piece.isEmpty ? nil : piece
    }
  }
}

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
  /// A body that came in one piece.
  private var whole = Data()

  init(_ answer: Answer, _ response: TransportResponse) {
    self.answer = answer
    self.response = response
    iterator = response.body.makeAsyncIterator()
    isStoring = answer.storing != nil
    let isCounted = isStoring && !response.isDecoded
    length = isCounted ? response.head.headerFields[.contentLength].flatMap { Int64($0) } : nil
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
        if staging == nil { whole = chunk } else { await keep(chunk) }
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
    guard answer.fits(size) else { return await giveUp(nil) }
    if staging == nil {
      switch await answer.core.gate.perform(.write, { try await $0.stageBody() }) {
      case .success(let opened): staging = opened
      case .failure(let fault): return await giveUp(fault)
      }
    }
    guard let staging else { return }
    let result = await answer.core.gate.perform(.write) { _ in try await staging.append(chunk) }
    if case .failure(let fault) = result { await giveUp(fault) }
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
    _ = answer.finish(response.head, entry: entry, bytes: Int(clamping: size))
  }
}
