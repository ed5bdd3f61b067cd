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
    let lines = TextLines(decoded.text)
    return BodyContent(lines.lines.map { BodyLine($0) }, notes: [decoded.note] + lines.notes)
  }
}
