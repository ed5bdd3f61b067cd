import Canvas
import FoundationEssentials

/// A difference between two bodies, line by line.
enum BodyChange {
  /// Longer texts are cut at so many lines.
  private static let lineLimit = 2000
  private static let shownLimit = 200

  /// The lines that went and came; nil for what isn't text.
  static func lines(_ before: Data, _ after: Data) -> [StyledText]? {
    guard let old = text(before), let new = text(after) else { return nil }
    let difference = new.difference(from: old)
    var shown = difference.prefix(shownLimit).map { change in
      switch change {
      case .remove(let offset, let line, _): row("- ", offset, line, .removed)
      case .insert(let offset, let line, _): row("+ ", offset, line, .added)
      }
    }
    if difference.count > shownLimit {
      shown.append(StyledText("    and \(difference.count - shownLimit) more", Style(.muted)))
    }
    return shown
  }

  private static func row(
    _ sign: VisibleText, _ offset: Int, _ line: Substring, _ role: Role
  ) -> StyledText {
    let number = VisibleText("\(offset + 1)").padded(to: 5, .trailing)
    return StyledText("  " + sign, Style(role)) + StyledText(number + " ", Style(.muted))
      + StyledText(VisibleText(untrusted: String(line.prefix(1000)), .body), Style(role))
  }

  private static func text(_ data: Data) -> [Substring]? {
    guard let text = String(validating: data, as: UTF8.self), !text.contains("\0") else {
      return nil
    }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return Array(lines.prefix(lineLimit))
  }
}
