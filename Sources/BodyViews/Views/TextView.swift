package import Canvas

/// Text as it is, by the charset of field, byte order mark or guess.
package struct TextView: BodyView {
  package let id = "text"
  package let title: VisibleText = "text"
  package let goesByWindow = true

  package init() {}

  package func priority(for input: BodyInput) -> Int {
    if HexView.suits(input) { return 5 }
    return input.mediaType.isText ? 30 : 20
  }

  package func render(_ input: BodyInput) throws -> BodyContent {
    let decoded = DecodedText(input)
    let text = TextLines(decoded.bytes, decoded.charset)
    let first = input.offset + Int64(decoded.bytes.startIndex - input.bytes.startIndex)
    let lines = zip(text.lines, text.offsets).map { BodyLine($0, at: first + Int64($1)) }
    return BodyContent(lines, notes: [decoded.note] + text.notes, charset: decoded.charset)
  }
}
