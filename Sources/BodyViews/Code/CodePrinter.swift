import Canvas

/// Prints CSS or JavaScript with strings and comments in their styles. Source that came without line
/// breaks is broken at braces and semicolons and indented; all else stays as it is.
struct CodePrinter {
  private let bytes: [UInt8]
  private let breaks: Bool
  private let hasLineComments: Bool
  private(set) var lines: [BodyLine] = []
  private(set) var isCut = false
  private var current = StyledText()
  private var depth = 0
  private var plain: [UInt8] = []
  private var position = 0
  private var parentheses = 0
  /// Up to where a quote is known to have no partner, so that no text is searched twice.
  private var unpaired: [UInt8: Int] = [:]

  /// - Parameter hasLineComments: whether `//` begins a comment: in JavaScript, not in CSS.
  init(_ text: String, hasLineComments: Bool) {
    bytes = Array(text.utf8)
    self.hasLineComments = hasLineComments
    breaks = Self.isMinified(bytes)
  }

  /// Whether the source was broken anew.
  var isReformatted: Bool { breaks }

  mutating func print() {
    while position < bytes.count, !isCut { step() }
    flush()
  }

  private mutating func step() {
    let byte = bytes[position]
    switch byte {
    case 0x0A: endLine(upTo: position + 1)
    case 0x09: takePlain(Array("    ".utf8))
    case 0x0D where position + 1 < bytes.count && bytes[position + 1] == 0x0A: position += 1
    case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"): quoted(byte)
    case UInt8(ascii: "/") where hasComment(): comment()
    case UInt8(ascii: "{") where breaks: brace(opens: true)
    case UInt8(ascii: "}") where breaks: brace(opens: false)
    case UInt8(ascii: ";") where breaks && parentheses == 0:
      takePlain([byte])
      flush()
    case UInt8(ascii: "("), UInt8(ascii: ")"):
      parentheses = max(0, parentheses + (byte == UInt8(ascii: "(") ? 1 : -1))
      takePlain([byte])
    default: takePlain([byte])
    }
  }

  private mutating func takePlain(_ taken: [UInt8]) {
    // A new line begins with its own indent.
    let isLeading = breaks && plain.isEmpty && current.isEmpty && taken == [0x20]
    if !isLeading { plain += taken }
    position += 1
    if plain.count >= BodyLimits.lineLength { flush() }
  }

  private mutating func brace(opens: Bool) {
    if opens {
      takePlain([UInt8(ascii: "{")])
      flush()
      depth += 1
    } else {
      flush()
      depth = max(0, depth - 1)
      takePlain([UInt8(ascii: "}")])
      // `});` and `},` stay together.
      if position < bytes.count, !",;)".utf8.contains(bytes[position]) { flush() }
    }
  }

  private mutating func endLine(upTo next: Int) {
    flush(keepsBlank: !breaks)
    position = next
  }

  private mutating func quoted(_ quote: UInt8) {
    guard position >= unpaired[quote] ?? 0 else { return takePlain([quote]) }
    var end = position + 1
    while end < bytes.count, bytes[end] != quote, bytes[end] != 0x0A {
      end += bytes[end] == UInt8(ascii: "\\") ? 2 : 1
    }
    // A quote that isn't closed on its line is none: an apostrophe in a regular expression, say.
    guard end < bytes.count, bytes[end] == quote else {
      unpaired[quote] = end
      return takePlain([quote])
    }
    take(through: end, .string)
  }

  private func hasComment() -> Bool {
    guard position + 1 < bytes.count else { return false }
    let next = bytes[position + 1]
    return next == UInt8(ascii: "*") || next == UInt8(ascii: "/") && hasLineComments
  }

  private mutating func comment() {
    guard bytes[position + 1] == UInt8(ascii: "*") else {
      let end = bytes[position...].firstIndex(of: 0x0A) ?? bytes.count
      return take(through: end - 1, .comment)
    }
    var end = position + 2
    while end + 1 < bytes.count,
      bytes[end] != UInt8(ascii: "*") || bytes[end + 1] != UInt8(ascii: "/")
    {
      end += 1
    }
    take(through: min(end + 1, bytes.count - 1), .comment)
  }

  /// Takes a token that may go over several lines.
  private mutating func take(through end: Int, _ role: Role) {
    appendPlain()
    let parts = TextLines(String(decoding: bytes[position...end], as: UTF8.self)).lines
    for (index, part) in parts.enumerated() {
      append(part, Style(role))
      if index < parts.count - 1 { flush(keepsBlank: true) }
    }
    position = end + 1
  }

  private mutating func appendPlain() {
    guard !plain.isEmpty else { return }
    append(VisibleText(untrusted: plain, .body), .normal)
    plain = []
  }

  private mutating func append(_ text: VisibleText, _ style: Style) {
    if breaks, current.isEmpty { current.append(.blank(min(depth, 40) * 2)) }
    current.append(text, style)
  }

  private mutating func flush(keepsBlank: Bool = false) {
    appendPlain()
    guard !current.isEmpty || keepsBlank else { return }
    if lines.count >= BodyLimits.lines { isCut = true } else { lines.append(BodyLine(current)) }
    current = StyledText()
  }

  /// Whether lines are longer than people write them.
  private static func isMinified(_ bytes: [UInt8]) -> Bool {
    bytes.count > 300 && bytes.count / (bytes.count { $0 == 0x0A } + 1) > 200
  }
}
