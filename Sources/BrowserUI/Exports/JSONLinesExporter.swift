/// One JSON object a line: what `larder show --json` tells, and the body as `body`, or as `body_base64` where
/// it isn't UTF-8.
package struct JSONLinesExporter: Exporter {
  package let name = "jsonl"
  package let letter: Character? = "j"
  package let title = "JSON lines"
  package let fileExtension = "jsonl"
  package let needs: ExportNeeds

  /// - Parameter hasBodies: whether bodies are written too.
  package init(hasBodies: Bool = true) { needs = hasBodies ? .body : .heads }

  package func piece(
    _ item: ExportItem, index: Int, redaction: inout Redaction
  ) -> ExportPiece {
    let facts =
      item.entry?.json(at: item.now, &redaction) ?? item.summary.json(at: item.now, &redaction)
    guard needs == .body, item.entry != nil else { return ExportPiece(facts.text + "\n") }
    let member = item.isText ? "body" : "body_base64"
    return ExportPiece(
      facts.text.dropLast() + ",\"\(member)\":\"", body: item.isText ? .jsonString : .base64,
      after: "\"}\n")
  }
}
