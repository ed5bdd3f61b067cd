import Canvas

/// Prints markup with a line for each element that opens a block, indented by depth. The source is only
/// broken and indented, never changed.
struct MarkupPrinter {
  private var scanner: MarkupScanner
  private let isHTML: Bool
  private(set) var lines: [BodyLine] = []
  private(set) var isCut = false
  private var current = StyledText()
  private var elements = OpenElements()
  private var depth: Int { elements.depth }
  /// The element that the current line opened, if nothing but text followed.
  private var opened: String?

  init(_ text: String, isHTML: Bool) {
    scanner = MarkupScanner(text, isHTML: isHTML)
    self.isHTML = isHTML
  }

  mutating func print() {
    while !isCut, let token = scanner.next() {
      switch token {
      case .text(let text): add(text)
      case .raw(let text): addRaw(text)
      case .remark(let text): addRemark(text)
      case .tag(let tag): add(tag)
      }
    }
    flush()
  }

  private mutating func add(_ text: Substring) {
    let words = text.utf8.split { Self.isBlank($0) }
    guard !words.isEmpty else {
      if !current.isEmpty, !text.isEmpty { current.append(" ") }
      return
    }
    if let first = text.utf8.first, Self.isBlank(first), !current.isEmpty { current.append(" ") }
    let parts = TextLines(String(decoding: Array(words.joined(separator: " ".utf8)), as: UTF8.self))
      .lines
    for (index, part) in parts.enumerated() {
      append(part, .normal)
      if index < parts.count - 1 { flush() }
    }
    if let last = text.utf8.last, Self.isBlank(last), !current.isEmpty { current.append(" ") }
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 || byte == 0x0C
  }

  /// Text whose lines count; one line stays where it is.
  private mutating func addRaw(_ text: Substring) {
    let raw = TextLines(String(text)).lines
    guard raw.count > 1 else {
      append(raw.first ?? .empty, Style(.string))
      return
    }
    flush()
    for line in raw where !isBlank(line) {
      append(line, Style(.string))
      flush()
    }
    opened = nil
  }

  private mutating func addRemark(_ text: Substring) {
    flush()
    for line in TextLines(String(text)).lines {
      append(line, Style(.comment))
      flush()
    }
  }

  private mutating func add(_ tag: MarkupScanner.Tag) {
    if isHTML, Self.inlineElements.contains(tag.name) {
      append(tag)
    } else if tag.isClosing {
      close(tag)
    } else {
      flush()
      if isHTML { elements.endBefore(tag.name) }
      append(tag)
      guard !tag.isSelfClosing, !(isHTML && Self.emptyElements.contains(tag.name)) else {
        flush()
        return
      }
      elements.open(tag.name)
      opened = tag.name
    }
  }

  private mutating func close(_ tag: MarkupScanner.Tag) {
    let staysOnLine = opened == tag.name && current.width < 100
    if !staysOnLine { flush() }
    elements.close(tag.name)
    append(tag)
    flush()
  }

  private mutating func append(_ tag: MarkupScanner.Tag) {
    if current.isEmpty { current.append(.blank(min(depth, 40) * 2)) }
    current += TagText.styled(tag)
    breakIfLong()
  }

  private mutating func append(_ text: VisibleText, _ style: Style) {
    if current.isEmpty { current.append(.blank(min(depth, 40) * 2)) }
    current.append(text, style)
    breakIfLong()
  }

  private mutating func breakIfLong() {
    if current.width > BodyLimits.lineLength || current.runs.count > BodyLimits.runs { flush() }
  }

  private mutating func flush() {
    opened = nil
    guard current.runs.contains(where: { !isBlank($0.text) }) else {
      current = StyledText()
      return
    }
    guard lines.count < BodyLimits.lines else {
      isCut = true
      return
    }
    lines.append(BodyLine(current))
    current = StyledText()
  }

  private func isBlank(_ text: VisibleText) -> Bool {
    text.plainText.utf8.allSatisfy { $0 == 0x20 }
  }

  /// Elements that are part of the text around them.
  static let inlineElements: Set<String> = [
    "a", "abbr", "b", "bdi", "bdo", "br", "button", "cite", "code", "data", "del", "dfn", "em", "i",
    "img", "input", "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strong",
    "sub", "sup", "time", "u", "var", "wbr",
  ]

  /// Elements without content or closing tag.
  static let emptyElements: Set<String> = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
  ]
}
