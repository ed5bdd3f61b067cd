import CacheStore
import FoundationEssentials
import HTTPCaching
import HTTPTransport

/// What of a stored body an answer has.
enum StoredContent: Sendable {
  case nothing
  case bytes(Range<Int64>)
  case parts(Multipart)

  /// How many bytes that are.
  var count: Int {
    switch self {
    case .nothing: 0
    case .bytes(let range): range.count
    case .parts(let parts): Int(clamping: parts.length)
    }
  }

  /// All of it, where the lookup has brought it along.
  func inline(of candidate: StoredCandidate, _ gate: StoreGate) -> Data? {
    switch self {
    case .nothing: Data()
    case .bytes(let range): StoredBody(candidate, range, gate).inline
    case .parts: nil
    }
  }

  /// All of it.
  ///
  /// - Throws: `StoreError`.
  func all(of candidate: StoredCandidate, _ gate: StoreGate) async throws -> Data {
    switch self {
    case .nothing: Data()
    case .bytes(let range): try await StoredBody(candidate, range, gate).all()
    case .parts: try await stream(of: candidate, gate).collect()
    }
  }

  /// All of it, piece by piece; the first one is read at once.
  ///
  /// - Throws: `StoreError`.
  func stream(of candidate: StoredCandidate, _ gate: StoreGate) async throws -> ResponseBody {
    switch self {
    case .nothing: return ResponseBody(Data())
    case .bytes(let range): return try await StoredBody(candidate, range, gate).stream()
    case .parts(let parts):
      var pieces: [JoinedBody.Piece] = []
      for part in parts.parts {
        pieces.append(.text(part.head))
        pieces.append(.stored(StoredBody(candidate, part.range, gate)))
      }
      return try await ResponseBody(joining: pieces + [.text(parts.end)])
    }
  }
}
