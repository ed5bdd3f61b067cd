import BodyViews
package import CacheStore
import HTTPCaching
import HTTPTypes

/// A body to be shown by another program.
package struct ExternalBody: Sendable, Hashable {
  package var entry: CacheEntry
  /// A name for its file, whose end tells the program what it is. Never anything of the response itself.
  package var fileName: String
  /// What the name has behind that where the coding stays on the body.
  package var codedEnding: String

  init(_ entry: CacheEntry) {
    self.entry = entry
    let fields = entry.stored.response.headerFields
    let type = MediaType(fields[.contentType] ?? "")
    let kind =
      type.isJSON
      ? "json" : type.isHTML ? "html" : Self.kinds[type.essence] ?? (type.isXML ? "xml" : "txt")
    let coding = entry.body.encodedSize == nil ? fields[.contentEncoding]?.lowercased() : nil
    fileName = "body." + kind
    codedEnding = coding == "gzip" ? ".gz" : ""
  }

  private static let kinds = [
    "text/css": "css", "text/javascript": "js", "application/javascript": "js",
    "text/markdown": "md", "text/csv": "csv", "image/png": "png", "image/jpeg": "jpg",
    "image/gif": "gif", "image/webp": "webp", "image/svg+xml": "svg", "application/pdf": "pdf",
    "application/zip": "zip", "application/gzip": "gz", "application/x-tar": "tar",
    "application/octet-stream": "bin",
  ]
}

extension Model {
  /// Gives the body to the pager or editor of the person's environment.
  mutating func viewExternally() -> [Effect] {
    guard let entry = viewer.entry else { return nothingSelected() }
    return [.viewExternally(ExternalBody(entry))]
  }
}
