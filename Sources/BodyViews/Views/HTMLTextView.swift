package import Canvas

/// The text of an HTML document.
package struct HTMLTextView: BodyView {
  package let id = "html-text"
  package let title: VisibleText = "html text"
  package let goesByWindow = false

  package init() {}

  package func priority(for input: BodyInput) -> Int {
    input.fitsStructured && input.mediaType.isHTML ? 60 : 0
  }

  package func render(_ input: BodyInput) throws -> BodyContent {
    let decoded = DecodedText(input, isMarkup: true)
    let text = HTMLText(decoded.text)
    return BodyContent(
      text.lines,
      notes: [decoded.note] + (text.isCut ? ["the first \(BodyLimits.lines) lines"] : []))
  }
}
