/// Reads a list of directives, `name`, `name=token` or `name="quoted string"`, from the bytes of one field
/// line, without allocating. Empty elements are skipped; a quoted string that never ends runs to the end
/// of the line; what follows an argument up to the comma belongs to it.
struct DirectiveScanner {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var position = 0

  /// A directive as ranges of the scanned bytes.
  struct Directive {
    var name: UnsafeBufferPointer<UInt8>
    /// The argument without its quotes; nil without `=`.
    var argument: UnsafeBufferPointer<UInt8>?
  }

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  mutating func next() -> Directive? {
    skip { $0 == Self.comma || FieldValue.isSpace($0) }
    guard position < bytes.count else { return nil }
    let start = position
    skip { $0 != Self.comma && $0 != Self.equals }
    let name = trimmed(start, position)
    guard position < bytes.count, bytes[position] == Self.equals else {
      return Directive(name: name, argument: nil)
    }
    position += 1
    skip(while: FieldValue.isSpace)
    return Directive(name: name, argument: argument())
  }

  private mutating func argument() -> UnsafeBufferPointer<UInt8> {
    let start = position
    guard position < bytes.count, bytes[position] == Self.quote else {
      skip { $0 != Self.comma }
      return trimmed(start, position)
    }
    position += 1
    while position < bytes.count, bytes[position] != Self.quote {
      position += bytes[position] == Self.backslash ? 2 : 1
    }
    let end = min(position, bytes.count)
    position = min(position + 1, bytes.count)
    let tail = position
    skip { $0 != Self.comma }
    // `"600"x` is not 600: then the quotes are part of what can't be read.
    return trimmed(tail, position).isEmpty
      ? UnsafeBufferPointer(rebasing: bytes[(start + 1)..<end]) : trimmed(start, position)
  }

  private mutating func skip(while condition: (UInt8) -> Bool) {
    while position < bytes.count, condition(bytes[position]) { position += 1 }
  }

  private func trimmed(_ start: Int, _ end: Int) -> UnsafeBufferPointer<UInt8> {
    FieldValue.trimmed(bytes, start, end)
  }

  private static let comma = UInt8(ascii: ",")
  private static let equals = UInt8(ascii: "=")
  private static let quote = UInt8(ascii: "\"")
  private static let backslash = UInt8(ascii: "\\")
}
