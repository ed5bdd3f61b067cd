import Canvas

/// URLs as the list shows them.
enum URLText {
  /// Without the scheme, which says little and is long.
  static func visible(_ url: String) -> VisibleText {
    for scheme in ["https://", "http://"] where url.hasPrefix(scheme) {
      return VisibleText(untrusted: String(url.dropFirst(scheme.count)))
    }
    return VisibleText(untrusted: url)
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
