/// One line of text that is safe to draw, copy and print: the only kind of text a ``Frame`` takes.
///
/// It can't be made around the sanitiser. Controls become symbols (`␛`, `␍`), whatever is invisible or
/// changes direction becomes its code (`<U+202E>`), bytes that aren't UTF-8 become `\xNN`, and at most
/// four marks stay on a base. The same text goes to the screen, to standard output, to messages and logs.
package struct VisibleText: Sendable, Hashable {
  /// The text to print, in Unicode. Never holds a control, a line break or an invisible scalar outside of
  /// an emoji sequence.
  package let plainText: String
  /// The columns that it fills when nothing is cut.
  package let width: Int
  /// Where the sanitiser put something in place of what was there, as UTF-8 offsets.
  let escapes: [Range<Int>]

  package init(untrusted string: String, _ context: TextContext = .header) {
    if Self.isPrintableASCII(string.utf8) {
      self.init(ascii: string)
      return
    }
    var sanitizer = Sanitizer(context)
    sanitizer.append(string.unicodeScalars)
    self.init(sanitizer)
  }

  package init(untrusted bytes: some Collection<UInt8>, _ context: TextContext = .header) {
    if Self.isPrintableASCII(bytes) {
      self.init(ascii: String(decoding: bytes, as: UTF8.self))
      return
    }
    var sanitizer = Sanitizer(context)
    sanitizer.append(bytes: bytes)
    self.init(sanitizer)
  }

  /// A part of safe text, or safe texts put together.
  init(parts plainText: String, escapes: [Range<Int>], width: Int) {
    self.plainText = plainText
    self.escapes = escapes
    self.width = width
  }

  private init(ascii string: String) {
    self.init(parts: string, escapes: [], width: string.utf8.count)
  }

  private init(_ sanitizer: Sanitizer) {
    self.init(parts: sanitizer.text, escapes: sanitizer.escapes, width: sanitizer.columns)
  }

  /// No text.
  package static let empty = VisibleText(parts: "", escapes: [], width: 0)

  package var isEmpty: Bool { plainText.isEmpty }

  /// Whether the sanitiser replaced something.
  package var hasEscapes: Bool { !escapes.isEmpty }

  /// Whether each byte is a column: any other scalar takes more bytes than columns.
  var isASCII: Bool { width == plainText.utf8.count }

  private static func isPrintableASCII(_ bytes: some Collection<UInt8>) -> Bool {
    bytes.allSatisfy { $0 >= 0x20 && $0 <= 0x7E }
  }
}

extension VisibleText: CustomStringConvertible {
  package var description: String { plainText }
}
