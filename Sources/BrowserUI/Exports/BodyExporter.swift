/// The body as its viewers show it, without the coding that some stores leave on it; of several entries a file
/// each.
package struct BodyExporter: Exporter {
  package let name = "body"
  package let letter: Character? = "b"
  package let title = "body"
  package let fileExtension = "body"
  package let needs = ExportNeeds.body
  package let isOneFileEach = true
  package let undoesCoding = true

  package init() {}

  package func piece(
    _ item: ExportItem, index: Int, redaction: inout Redaction
  ) -> ExportPiece {
    ExportPiece("", body: .raw)
  }
}
