/// A pattern in which `*` stands for any bytes, `?` for one, `[abc]`, `[a-z]` and `[!abc]` for one of some,
/// and all else for itself. An IPv6 address in brackets stands for itself too, and so does a bracket that
/// nothing closes.
///
/// Literal pieces between stars are searched in linear time, whatever the pattern; the others take at most
/// the product of both lengths.
package struct Glob: Sendable, Hashable {
  let text: String
  private let first: GlobPiece
  private let middle: [GlobPiece]
  private let last: GlobPiece?

  package init(_ text: String) {
    self.text = text
    var pieces = GlobPiece.pieces(of: Array(text.utf8))
    first = pieces.removeFirst()
    last = pieces.popLast()
    middle = pieces.filter { $0.count > 0 }
  }

  package func matches(_ subject: some Sequence<UInt8>) -> Bool {
    let bytes = Array(subject)
    guard first.stands(at: 0, in: bytes) else { return false }
    guard let last else { return bytes.count == first.count }
    var position = first.count
    for piece in middle {
      guard let end = piece.end(in: bytes, from: position) else { return false }
      position = end
    }
    let start = bytes.count - last.count
    return start >= position && last.stands(at: start, in: bytes)
  }
}
