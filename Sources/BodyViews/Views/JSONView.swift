package import Canvas

/// JSON over lines, with order, duplicates and numbers as written; JSON lines too.
package struct JSONView: BodyView {
  package let id = "json"
  package let title: VisibleText = "json"
  package let goesByWindow = false

  package init() {}

  package func priority(for input: BodyInput) -> Int {
    guard input.fitsStructured else { return 0 }
    let type = input.mediaType
    if type.isJSON || Self.lineTypes.contains(type.essence) { return 90 }
    // Servers send JSON as text, or as nothing at all.
    guard type.essence.isEmpty || type.isText && !type.isHTML || type.essence.hasSuffix("stream")
    else { return 0 }
    return Self.looksLikeJSON(input.bytes) ? 50 : 0
  }

  private static let lineTypes: Set<String> = [
    "application/x-ndjson", "application/ndjson", "application/jsonl", "application/json-seq",
    "application/x-jsonlines",
  ]

  package func render(_ input: BodyInput) throws -> BodyContent {
    let decoded = DecodedText(input)
    let bytes = Array(decoded.text.utf8)[...]
    var printer = JSONPrinter(bytes, isCut: !input.isWhole)
    var notes = [decoded.note]
    do {
      try printer.print()
    } catch  where Self.lineTypes.contains(input.mediaType.essence) {
      // One spoilt line is no reason to show the others worse.
      printer = JSONPrinter(bytes, isCut: !input.isWhole)
      let broken = printer.printLines(of: bytes)
      notes.append(broken == 1 ? "1 line is no JSON" : "\(broken) lines are no JSON")
    } catch is JSONScanner.Problem {
      throw BodyViewError("it ends in the middle of a value")
    }
    guard !printer.lines.isEmpty else { throw BodyViewError("there is nothing in it") }
    if printer.documents > 1 { notes.append("\(printer.documents) values") }
    if printer.hasTooManyLines { notes.append("the first \(BodyLimits.lines) lines") }
    return BodyContent(printer.lines, notes: notes)
  }

  /// An opening bracket in front and what may follow one.
  private static func looksLikeJSON(_ bytes: ArraySlice<UInt8>) -> Bool {
    let text = bytes.prefix(256).drop { $0 <= 0x20 || $0 == 0xEF || $0 == 0xBB || $0 == 0xBF }
    guard let first = text.first, first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else {
      return false
    }
    guard let next = text.dropFirst().first(where: { $0 > 0x20 }) else { return false }
    return "\"{[}]-0123456789tfn".utf8.contains(next)
  }
}
