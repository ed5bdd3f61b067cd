import Canvas

/// A tag with its name, attributes and values in their styles.
struct TagText {
  private var rest: ArraySlice<UInt8>
  private var line = StyledText()

  static func styled(_ tag: MarkupScanner.Tag) -> StyledText {
    var text = TagText(rest: Array(tag.source.utf8.prefix(BodyLimits.lineLength))[...])
    text.print()
    return text.line
  }

  private init(rest: ArraySlice<UInt8>) {
    // Line breaks between attributes are blanks.
    self.rest = rest.map { $0 == 0x0A || $0 == 0x0D || $0 == 0x09 ? 0x20 : $0 }[...]
  }

  private mutating func print() {
    take(.punctuation) { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: "/") }
    take(.keyword) { $0 != 0x20 && $0 != UInt8(ascii: ">") && $0 != UInt8(ascii: "/") }
    while let byte = rest.first, line.runs.count < BodyLimits.runs {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "'"): takeQuoted(byte)
      case UInt8(ascii: "="), UInt8(ascii: ">"), UInt8(ascii: "/"):
        append(1, .punctuation)
      default: take(.name) { !Self.endsName($0) }
      }
    }
    append(rest.count, .normal)
  }

  private mutating func takeQuoted(_ quote: UInt8) {
    append(rest.dropFirst().prefix { $0 != quote }.count + 2, .string)
  }

  private mutating func take(_ role: Role, while belongs: (UInt8) -> Bool) {
    append(rest.prefix(while: belongs).count, role)
  }

  private mutating func append(_ count: Int, _ role: Role) {
    line.append(VisibleText(untrusted: rest.prefix(count), .body), Style(role))
    rest = rest.dropFirst(count)
  }

  private static func endsName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "="), UInt8(ascii: ">"),
      UInt8(ascii: "/"):
      true
    default: false
    }
  }
}
