import Canvas

/// One curl command a line, for a shell.
package struct CurlExporter: Exporter {
  package let name = "curl"
  package let title = "curl commands"
  package let fileExtension = "sh"
  package let needs = ExportNeeds.heads

  package init() {}

  package func piece(
    _ item: ExportItem, index: Int, redaction: inout Redaction
  ) -> ExportPiece {
    guard let entry = item.entry else { return ExportPiece("") }
    // What stands in a file is printed one day.
    let command = VisibleText(untrusted: CurlCommand(entry).text(&redaction)).plainText
    return ExportPiece(command + "\n")
  }
}
