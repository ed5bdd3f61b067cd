/// Cuts HTML or XML into tags, text and comments, without ever refusing any.
struct MarkupScanner {
  /// A piece of markup; all pieces one behind the other are the whole.
  enum Token: Equatable {
    case text(Substring)
    /// The text of `script`, `style`, `pre`, ..., kept as it is.
    case raw(Substring)
    case tag(Tag)
    /// A comment, declaration or processing instruction.
    case remark(Substring)
  }

  /// A tag.
  struct Tag: Equatable {
    var source: Substring
    /// In lower case in HTML.
    var name: String
    var isClosing: Bool
    var isSelfClosing: Bool
  }

  private var rest: Substring
  private let isHTML: Bool
  private var rawElement: String?

  init(_ text: String, isHTML: Bool) {
    rest = text[...]
    self.isHTML = isHTML
  }

  mutating func next() -> Token? {
    guard let first = rest.utf8.first else { return nil }
    if let rawElement {
      self.rawElement = nil
      let text = take(until: "</" + rawElement)
      if !text.isEmpty { return .raw(text) }
    }
    guard first == UInt8(ascii: "<") else { return .text(takeText()) }
    if begins(with: "<!--") { return .remark(take(through: "-->")) }
    if begins(with: "<![CDATA[") { return .raw(take(through: "]]>")) }
    if begins(with: "<!") { return .remark(take(through: ">")) }
    if begins(with: "<?") { return .remark(take(through: isHTML ? ">" : "?>")) }
    return tag()
  }

  private mutating func tag() -> Token {
    let afterBracket = rest.utf8.dropFirst().first ?? 0
    let isTag = afterBracket == UInt8(ascii: "/") || Self.isLetter(afterBracket)
    guard isTag else { return .text(takeText()) }
    let source = takeTag()
    let isClosing = source.utf8.dropFirst().first == UInt8(ascii: "/")
    let name = source.utf8.dropFirst(isClosing ? 2 : 1).prefix { !Self.endsName($0) }
    let shownName = String(
      decoding: isHTML ? name.map(Self.lower) : Array(name), as: UTF8.self)
    if isHTML, !isClosing, Self.rawElements.contains(shownName) { rawElement = shownName }
    return .tag(
      Tag(
        source: source, name: shownName, isClosing: isClosing,
        isSelfClosing: source.utf8.suffix(2).elementsEqual("/>".utf8)))
  }

  /// A tag up to its end; a bracket in quotes is none.
  private mutating func takeTag() -> Substring {
    var quote: UInt8?
    for index in rest.utf8.indices {
      let byte = rest.utf8[index]
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      } else if byte == UInt8(ascii: ">") {
        return take(to: rest.utf8.index(after: index))
      }
    }
    return take(to: rest.endIndex)
  }

  private mutating func takeText() -> Substring {
    let start = rest.utf8.index(after: rest.startIndex)
    return take(to: rest.utf8[start...].firstIndex(of: UInt8(ascii: "<")) ?? rest.endIndex)
  }

  private mutating func take(through end: String) -> Substring {
    take(to: find(end).map { rest.utf8.index($0, offsetBy: end.utf8.count) } ?? rest.endIndex)
  }

  private mutating func take(until end: String) -> Substring {
    take(to: find(end) ?? rest.endIndex)
  }

  private mutating func take(to end: Substring.Index) -> Substring {
    let taken = rest[..<end]
    rest = rest[end...]
    return taken
  }

  /// Where an ASCII text begins, in any case.
  private func find(_ text: String) -> Substring.Index? {
    let wanted = Array(text.utf8)
    let bytes = rest.utf8
    var index = bytes.startIndex
    while let start = bytes[index...].firstIndex(where: { Self.lower($0) == wanted[0] }) {
      if bytes[start...].prefix(wanted.count).map(Self.lower) == wanted { return start }
      index = bytes.index(after: start)
    }
    return nil
  }

  private static func lower(_ byte: UInt8) -> UInt8 {
    (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte | 0x20) || byte >= 0x80 || byte == 0x5F
  }

  private static func endsName(_ byte: UInt8) -> Bool {
    byte <= 0x20 || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/")
  }

  private func begins(with text: StaticString) -> Bool {
    text.withUTF8Buffer { rest.utf8.prefix($0.count).elementsEqual($0) }
  }

  /// Elements whose content is no markup, or whose blanks count.
  static let rawElements: Set<String> = ["script", "style", "textarea", "title", "pre"]
}
