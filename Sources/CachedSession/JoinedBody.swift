import FoundationEssentials
import HTTPTransport

/// A body that is made of several: of the store's, of the origin's, of text.
actor JoinedBody {
  /// One of them.
  enum Piece: Sendable {
    case text(String)
    case stored(StoredBody)
    /// What the origin sends, which must have that many bytes.
    case sent(ResponseBody, count: Int64)

    var isEmpty: Bool { if case .stored(let body) = self { body.count == 0 } else { false } }
  }

  /// What the store has of a representation before and behind the bytes that the origin sends.
  struct Joint: Sendable {
    let before: StoredBody
    let count: Int64
    let after: StoredBody

    var storedCount: Int64 { before.count + after.count }
  }

  private var pieces: ArraySlice<Piece>
  private var current: ResponseBody.Iterator?
  /// Bytes of the origin that are still to come.
  private var left: Int64 = 0
  private var first: Data?

  /// - Throws: `StoreError` when what is first can't be read: a fault of the store shows before anything was
  ///   given out.
  init(_ pieces: [Piece]) async throws {
    self.pieces = pieces[...]
    if case .sent = pieces.first { return }
    first = try await read()
  }

  /// The next chunk; nil at the end.
  ///
  /// - Throws: `StoreError`, `TransportError`, after which the body is not whole.
  func next() async throws -> Data? {
    if let first {
      self.first = nil
      return first
    }
    return try await read()
  }

  private func read() async throws -> Data? {
    while true {
      // A copy: what it reads from is shared, and an actor can't lend its own across a wait.
      if var iterator = current {
        if let chunk = try await iterator.next() {
          if case .sent = pieces.first { try count(chunk) }
          return chunk
        }
        if case .sent = pieces.first, left > 0 { throw TransportError(.truncated) }
        pieces = pieces.dropFirst()
        current = nil
      }
      switch pieces.first {
      case nil: return nil
      case .text(let text): current = ResponseBody(Data(text.utf8)).makeAsyncIterator()
      case .stored(let body): current = try await body.stream().makeAsyncIterator()
      case .sent(let body, let count):
        left = count
        current = body.makeAsyncIterator()
      }
    }
  }

  private func count(_ chunk: Data) throws {
    left -= Int64(chunk.count)
    guard left >= 0 else { throw TransportError(.badResponse) }
  }
}

extension ResponseBody {
  /// - Throws: `StoreError` when what is first can't be read.
  init(joining pieces: [JoinedBody.Piece]) async throws {
    let body = try await JoinedBody(pieces)
    self.init { try await body.next() }
  }
}
