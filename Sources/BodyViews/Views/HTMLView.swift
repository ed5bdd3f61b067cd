package import Canvas

/// HTML source, an element a line, indented.
package struct HTMLView: BodyView {
  package let id = "html"
  package let title: VisibleText = "html source"
  package let goesByWindow = false

  package init() {}

  package func priority(for input: BodyInput) -> Int {
    guard input.fitsStructured else { return 0 }
    if input.mediaType.isHTML { return 90 }
    return input.mediaType.essence.isEmpty && Self.looksLikeHTML(input.bytes) ? 60 : 0
  }

  package func render(_ input: BodyInput) throws -> BodyContent {
    let decoded = DecodedText(input, isMarkup: true)
    var printer = MarkupPrinter(decoded.text, isHTML: true)
    printer.print()
    return BodyContent(
      printer.lines,
      notes: [decoded.note] + (printer.isCut ? ["the first \(BodyLimits.lines) lines"] : []))
  }

  static func looksLikeHTML(_ bytes: ArraySlice<UInt8>) -> Bool {
    let head = String(decoding: bytes.prefix(256), as: Unicode.ASCII.self).lowercased()
    return head.contains("<!doctype html") || head.contains("<html")
  }
}
