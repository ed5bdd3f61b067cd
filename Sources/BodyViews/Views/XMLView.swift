package import Canvas

/// XML, an element a line, indented.
package struct XMLView: BodyView {
  package let id = "xml"
  package let title: VisibleText = "xml"
  package let goesByWindow = false

  package init() {}

  package func priority(for input: BodyInput) -> Int {
    guard input.fitsStructured else { return 0 }
    // SVG and XHTML have viewers of their own.
    if input.mediaType.isXML { return 80 }
    let text = input.bytes.prefix(64).drop { $0 <= 0x20 || $0 >= 0x80 }
    return text.starts(with: "<?xml".utf8) ? 55 : 0
  }

  package func render(_ input: BodyInput) throws -> BodyContent {
    let decoded = DecodedText(input, isMarkup: true)
    var printer = MarkupPrinter(decoded.text, isHTML: false)
    printer.print()
    guard !printer.lines.isEmpty else { throw BodyViewError("there is nothing in it") }
    return BodyContent(
      printer.lines,
      notes: [decoded.note] + (printer.isCut ? ["the first \(BodyLimits.lines) lines"] : []))
  }
}
