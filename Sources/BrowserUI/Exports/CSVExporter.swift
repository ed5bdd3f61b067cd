import CacheStore
import Canvas
import FoundationEssentials
import HTTPCaching

/// The list as CSV (RFC 4180): a header line, CRLF, quotes doubled. Text that a spreadsheet could take for a
/// formula (it begins with `=`, `+`, `-`, `@`, also behind blanks) is led by an apostrophe, and control
/// characters are made visible.
package struct CSVExporter: Exporter {
  package let name = "csv"
  package let letter: Character? = "c"
  package let title = "CSV"
  package let fileExtension = "csv"
  package let needs = ExportNeeds.summary
  package let opening =
    "key,method,url,status,type,size,state,rule,stored,expires,hits,used,vary\r\n"

  package init() {}

  package func piece(
    _ item: ExportItem, index: Int, redaction: inout Redaction
  ) -> ExportPiece {
    let row = item.summary
    let cells = [
      Self.text(row.key), Self.text(row.method), Self.text(redaction.url(row.url)),
      row.isCorrupt ? "" : String(row.status), Self.text(row.mediaType), String(row.size),
      row.isCorrupt ? "corrupt" : row.timeline.state(at: item.now).rawValue,
      row.timeline.rule.rawValue, Timestamp.text(row.stored),
      row.timeline.freshUntil.map(Timestamp.text) ?? "", String(row.hits),
      row.lastUsed.map(Timestamp.text) ?? "", Self.text(row.vary),
    ]
    return ExportPiece(cells.joined(separator: ",") + "\r\n")
  }

  /// A cell of text from the network.
  static func text(_ text: String) -> String {
    var cell = VisibleText(untrusted: text).plainText
    if let first = cell.first(where: { !$0.isWhitespace }), "=+-@".contains(first) {
      cell = "'" + cell
    }
    guard cell.contains(where: { "\",\r\n' ;".contains($0) }) else { return cell }
    return "\"" + cell.replacing("\"", with: "\"\"") + "\""
  }
}
