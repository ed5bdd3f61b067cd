package import CacheStore

/// Names of files for what entries hold: nothing in them means something to a shell or leaves a folder.
package enum FileNames {
  /// A name for an entry's body: the end of its URL, with an ending from its type where that has none.
  package static func name(of entry: EntrySummary) -> String {
    let path = URLParts(entry.url).path.split(separator: "/").last ?? ""
    let safe = String(path.unicodeScalars.filter(isSafe).prefix(60).map(Character.init))
    let name = String(safe.drop { $0 == "." || $0 == "-" })
    guard !name.isEmpty else { return "entry" + ending(of: entry.mediaType) }
    return name.contains(".") ? name : name + ending(of: entry.mediaType)
  }

  /// A name without its ending.
  package static func stem(_ name: String) -> String {
    guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return name }
    return String(name[..<dot])
  }

  private static func isSafe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", ".", "-", "_": true
    default: false
    }
  }

  private static func ending(of mediaType: String) -> String {
    switch mediaType {
    case "text/html", "application/xhtml+xml": ".html"
    case "text/plain": ".txt"
    case "text/css": ".css"
    case "text/csv": ".csv"
    case "text/javascript", "application/javascript": ".js"
    case "image/png": ".png"
    case "image/jpeg": ".jpg"
    case "image/gif": ".gif"
    case "image/webp": ".webp"
    case "image/svg+xml": ".svg"
    case "application/pdf": ".pdf"
    case "application/zip": ".zip"
    case "application/gzip", "application/x-gzip": ".gz"
    case "application/x-tar": ".tar"
    case "application/x-ndjson", "application/jsonl": ".jsonl"
    case _ where mediaType.hasSuffix("json"): ".json"
    case _ where mediaType.hasSuffix("xml"): ".xml"
    default: ".bin"
    }
  }
}
