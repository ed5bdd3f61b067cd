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
  var inline: Data? {
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

  var count: Int64 { Int64(range.count) }

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
