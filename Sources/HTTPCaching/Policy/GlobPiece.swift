/// What stands between two stars of a glob: the bytes that each place allows.
struct GlobPiece: Sendable, Hashable {
  private let places: [ByteSet]
  /// Where each place allows one byte alone.
  private let literal: LiteralSearch?

  var count: Int { places.count }

  private init(_ places: [ByteSet]) {
    self.places = places
    let bytes = places.compactMap(\.only)
    literal = bytes.count == places.count ? LiteralSearch(bytes) : nil
  }

  /// The pieces of a glob, one more than it has stars.
  static func pieces(of text: [UInt8]) -> [GlobPiece] {
    var pieces: [[ByteSet]] = [[]]
    var rest = text[...]
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "*"): pieces.append([])
      case UInt8(ascii: "?"): pieces[pieces.count - 1].append(.all)
      case UInt8(ascii: "["):
        pieces[pieces.count - 1].append(ByteSet(takingBracketFrom: &rest) ?? ByteSet(byte))
      default: pieces[pieces.count - 1].append(ByteSet(byte))
      }
    }
    return pieces.map(GlobPiece.init)
  }

  func stands(at start: Int, in subject: [UInt8]) -> Bool {
    guard start + count <= subject.count else { return false }
    return places.indices.allSatisfy { places[$0].contains(subject[start + $0]) }
  }

  /// The end of the first occurrence at or after `start`.
  func end(in subject: [UInt8], from start: Int) -> Int? {
    if let literal { return literal.end(in: subject, from: start) }
    guard subject.count - count >= start else { return nil }
    return (start...subject.count - count).first { stands(at: $0, in: subject) }.map { $0 + count }
  }
}

/// A literal with its failure table (Knuth-Morris-Pratt).
private struct LiteralSearch: Sendable, Hashable {
  private let bytes: [UInt8]
  private let borders: [Int]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var borders = [Int](repeating: 0, count: bytes.count)
    var length = 0
    for index in bytes.indices.dropFirst() {
      while length > 0, bytes[index] != bytes[length] { length = borders[length - 1] }
      if bytes[index] == bytes[length] { length += 1 }
      borders[index] = length
    }
    self.borders = borders
  }

  func end(in subject: [UInt8], from start: Int) -> Int? {
    var length = 0
    for index in start..<max(start, subject.count) {
      while length > 0, subject[index] != bytes[length] { length = borders[length - 1] }
      if subject[index] == bytes[length] { length += 1 }
      if length == bytes.count { return index + 1 }
    }
    return nil
  }
}
