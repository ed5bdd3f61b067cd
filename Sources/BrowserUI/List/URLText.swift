import Canvas
import HTTPCaching

/// URLs as the list shows them.
enum URLText {
  /// Longer URLs lose their middle before anything else is done with them.
  private static let limit = 2000

  /// Without the scheme, which says little and is long. A host beyond ASCII has its ASCII form beside
  /// it: it may look like another.
  static func visible(_ url: String) -> VisibleText {
    let scheme = ["https://", "http://"].first { url.hasPrefix($0) } ?? ""
    let rest = shortened(url.dropFirst(scheme.count))
    guard !scheme.isEmpty, let ascii = Punycode.asciiHost(URLParts(scheme + rest).host) else {
      return VisibleText(untrusted: rest, .url)
    }
    let host = rest.prefix { !"/?#".contains($0) }
    return VisibleText(untrusted: String(host), .url) + "(\(ascii))"
      + VisibleText(untrusted: String(rest.dropFirst(host.count)), .url)
  }

  private static func shortened(_ text: Substring) -> String {
    guard text.utf8.count > limit else { return String(text) }
    return text.prefix(limit / 2) + "…" + text.suffix(limit / 2)
  }

  /// Cut in the middle: the start of the host and the end of the path stay, a third to two thirds.
  static func cut(_ text: VisibleText, to columns: Int, ellipsis: VisibleText) -> VisibleText {
    guard text.width > columns else { return text }
    let room = columns - ellipsis.width
    guard room > 2 else { return text.truncated(to: columns, .clip) }
    let start = text.prefix(columns: room / 3)
    return start + ellipsis + text.suffix(columns: room - start.width)
  }
}
