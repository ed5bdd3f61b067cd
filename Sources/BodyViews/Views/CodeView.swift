package import Canvas

/// CSS and JavaScript: source with strings and comments told apart, broken and indented where it came
/// without line breaks.
package struct CodeView: BodyView {
  package let id = "code"
  package let title: VisibleText = "code"
  package let goesByWindow = false

  package init() {}

  package func priority(for input: BodyInput) -> Int {
    guard input.fitsStructured else { return 0 }
    return Self.types.contains(input.mediaType.essence) ? 85 : 0
  }

  private static let types: Set<String> = [
    "text/css", "text/javascript", "application/javascript", "application/x-javascript",
    "application/ecmascript", "text/ecmascript",
  ]

  package func render(_ input: BodyInput) throws -> BodyContent {
    let decoded = DecodedText(input)
    var printer = CodePrinter(
      decoded.text, hasLineComments: input.mediaType.essence != "text/css")
    printer.print()
    var notes = [decoded.note]
    if printer.isReformatted { notes.append("lines broken for reading") }
    if printer.isCut { notes.append("the first \(BodyLimits.lines) lines") }
    return BodyContent(printer.lines, notes: notes)
  }
}
