/// A pattern in which `*` stands for any bytes and all else for itself; matched in linear time,
/// whatever the pattern: each literal piece is searched once, by Knuth-Morris-Pratt.
package struct Glob: Sendable, Hashable {
  let text: String
  private let first: [UInt8]
  private let middle: [Piece]
  private let last: [UInt8]?

  package init(_ text: String) {
    self.text = text
    let pieces = Array(text.utf8).split(
      separator: UInt8(ascii: "*"), omittingEmptySubsequences: false
    ).map(Array.init)
    first = pieces.first ?? []
    last = pieces.count > 1 ? pieces.last : nil
    middle = pieces.dropFirst().dropLast().filter { !$0.isEmpty }.map(Piece.init)
  }

  package func matches(_ subject: some Sequence<UInt8>) -> Bool {
    let bytes = Array(subject)
    guard bytes.starts(with: first) else { return false }
    guard let last else { return bytes.count == first.count }
    var position = first.count
    for piece in middle {
      guard let end = piece.end(in: bytes, from: position) else { return false }
      position = end
    }
    return bytes.count - position >= last.count && bytes.suffix(last.count).elementsEqual(last)
  }

  /// A literal with its failure table.
  private struct Piece: Sendable, Hashable {
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

    /// The end of the first occurrence at or after `start`.
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
}
