import Canvas

/// The text of an HTML document: what a reader without pictures and styles gets.
struct HTMLText {
  private(set) var lines: [BodyLine] = []
  private(set) var isCut = false
  private var current = ""
  private var style = Style.normal
  private var hidden: String?
  private var list = 0

  init(_ text: String) {
    var scanner = MarkupScanner(text, isHTML: true)
    while !isCut, let token = scanner.next() {
      switch token {
      case .text(let text) where hidden == nil: add(text)
      case .raw(let text) where hidden == nil: addRaw(text)
      case .tag(let tag): add(tag)
      case .text, .raw, .remark: break
      }
    }
    flush()
  }

  private mutating func add(_ text: Substring) {
    let words = HTMLEntities.decode(text).split(whereSeparator: \.isWhitespace)
    let beginsApart = text.first?.isWhitespace ?? false
    if beginsApart, !current.isEmpty, !current.hasSuffix(" ") { current += " " }
    current += words.joined(separator: " ")
    if text.last?.isWhitespace == true, !current.hasSuffix(" "), !current.isEmpty { current += " " }
  }

  /// `pre`, `textarea` and `title` count with their lines.
  private mutating func addRaw(_ text: Substring) {
    let raw = TextLines(HTMLEntities.decode(text)).lines
    for (index, line) in raw.enumerated() {
      current += line.plainText
      if index < raw.count - 1 { flush() }
    }
  }

  private mutating func add(_ tag: MarkupScanner.Tag) {
    if let hidden {
      if tag.isClosing, tag.name == hidden { self.hidden = nil }
      return
    }
    if Self.hiddenElements.contains(tag.name), !tag.isClosing, !tag.isSelfClosing {
      hidden = tag.name
    }
    switch tag.name {
    case "br": flush(keepsBlank: true)
    case "hr": rule()
    case "ul", "ol": changeList(tag)
    case "li" where !tag.isClosing:
      flush()
      current = String(repeating: "  ", count: max(0, min(list, 20) - 1)) + "* "
    case "td", "th": if !tag.isClosing, !current.isEmpty { current += "  " }
    case let name where Self.isHeading(name):
      blankLine()
      style = tag.isClosing ? .normal : Style(.heading, .bold)
    case "p", "table", "blockquote", "pre", "title": blankLine()
    case let name where MarkupPrinter.inlineElements.contains(name): break
    default: flush()
    }
  }

  private mutating func changeList(_ tag: MarkupScanner.Tag) {
    flush()
    list = max(0, list + (tag.isClosing ? -1 : 1))
    if list == 0 { blankLine() }
  }

  private mutating func rule() {
    flush()
    lines.append(BodyLine("----", Style(.muted)))
  }

  private mutating func blankLine() {
    flush()
    if let last = lines.last, !last.text.isEmpty { lines.append(BodyLine(.empty)) }
  }

  private mutating func flush(keepsBlank: Bool = false) {
    while current.last == " " { current.removeLast() }
    defer { current = "" }
    guard !current.isEmpty || keepsBlank else { return }
    for line in TextLines(current).lines {
      guard lines.count < BodyLimits.lines else {
        isCut = true
        return
      }
      lines.append(BodyLine(line, style))
    }
  }

  private static func isHeading(_ name: String) -> Bool {
    name.utf8.count == 2 && name.hasPrefix("h") && ("1"..."6").contains(name.suffix(1))
  }

  private static let hiddenElements: Set<String> = [
    "script", "style", "template", "svg", "noscript",
  ]
}
