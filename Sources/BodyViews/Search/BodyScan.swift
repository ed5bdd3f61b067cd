/// Looks for something in a whole body, piece by piece, whatever of it is shown: from a place on, round the
/// end, back to that place. It says which bytes it wants next and is told them; it keeps none.
package struct BodyScan: Sendable {
  /// Bytes that are read at once.
  package static let pieceSize = 1 << 20

  /// What was found.
  package struct Match: Sendable, Hashable {
    /// Its first byte in the body.
    package var offset: Int64
    /// Whether the search went round the end to it.
    package var isWrapped: Bool

    package init(offset: Int64, isWrapped: Bool) {
      self.offset = offset
      self.isWrapped = isWrapped
    }
  }

  private let search: ByteSearch
  private let backwards: Bool
  /// The parts that are left to look through, in order; the second one lies round the end.
  private var parts: [Range<Int64>]
  private var isWrapped = false

  /// - Parameter start: matches that begin there come last; -1 looks from the start on.
  package init(_ search: ByteSearch, size: Int64, from start: Int64, backwards: Bool) {
    self.search = search
    self.backwards = backwards
    let overlap = Int64(search.length - 1)
    let start = max(-1, min(start, size))
    // A match that begins in front of the start may end behind it.
    let before = 0..<min(size, max(0, (backwards ? start : start + 1) + overlap))
    let behind = min(size, backwards ? max(0, start) : start + 1)..<size
    parts = backwards ? [before, behind] : [behind, before]
  }

  /// The bytes to look at next; nil when there are no more.
  package var wanted: Range<Int64>? {
    guard let part = parts.first(where: { !$0.isEmpty }) else { return nil }
    let size = Int64(Self.pieceSize)
    return backwards
      ? max(part.lowerBound, part.upperBound - size)..<part.upperBound
      : part.lowerBound..<min(part.upperBound, part.lowerBound + size)
  }

  /// Looks at the bytes that were wanted, or fewer where the body ends earlier than it said.
  package mutating func look(at bytes: UnsafeRawBufferPointer) -> Match? {
    guard let range = wanted else { return nil }
    while parts.first?.isEmpty == true { goRound() }
    let found =
      backwards
      ? search.last(in: bytes, 0..<bytes.count) : search.first(in: bytes, 0..<bytes.count)
    if let found {
      return Match(offset: range.lowerBound + Int64(found), isWrapped: isWrapped)
    }
    // Pieces overlap by what a match may have in the one before.
    let overlap = Int64(search.length - 1)
    let part = parts[0]
    if backwards {
      let end = range.lowerBound > part.lowerBound ? range.lowerBound + overlap : part.lowerBound
      parts[0] = part.lowerBound..<min(end, range.upperBound - 1)
    } else {
      let start = range.upperBound < part.upperBound ? range.upperBound - overlap : part.upperBound
      parts[0] = max(start, range.lowerBound + 1)..<part.upperBound
    }
    if parts[0].isEmpty { goRound() }
    return nil
  }

  private mutating func goRound() {
    parts.removeFirst()
    isWrapped = true
  }
}
