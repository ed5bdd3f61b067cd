/// Where a text loses what does not fit.
package enum Truncation: Sendable, Hashable {
  /// `api.example.co…`
  case end
  /// `api.exa…users`: both ends stay, as URLs need.
  case middle
  /// `….com/v1/users`
  case start
  /// Cut without a mark.
  case clip
}

/// Where a text stands in a wider place.
package enum Alignment: Sendable, Hashable {
  case leading, trailing, center
}

extension VisibleText {
  /// The text in at most so many columns, with a mark where something was left out. Graphemes stay whole.
  package func truncated(
    to columns: Int, _ truncation: Truncation = .end, ellipsis: VisibleText = "…"
  ) -> VisibleText {
    if width <= columns { return self }
    if columns <= 0 { return .empty }
    let room = columns - ellipsis.width
    guard room > 0, truncation != .clip else { return prefix(columns: columns) }
    switch truncation {
    case .clip, .end: return prefix(columns: room) + ellipsis
    case .start: return ellipsis + suffix(columns: room)
    case .middle:
      let start = prefix(columns: (room + 1) / 2)
      return start + ellipsis + suffix(columns: room - start.width)
    }
  }

  /// The text with blanks up to so many columns, and cut to them.
  package func padded(
    to columns: Int, _ alignment: Alignment = .leading, _ truncation: Truncation = .end
  ) -> VisibleText {
    let columns = max(0, columns)
    let text = truncated(to: columns, truncation)
    let missing = max(0, columns - text.width)
    let before = alignment.offset(of: text.width, in: columns)
    return Self.blank(before) + text + Self.blank(missing - before)
  }

  /// So many spaces.
  package static func blank(_ columns: Int) -> VisibleText {
    let count = max(0, columns)
    return VisibleText(parts: String(repeating: " ", count: count), escapes: [], width: count)
  }

  /// The graphemes from the start that fit into so many columns.
  package func prefix(columns: Int) -> VisibleText {
    if width <= columns { return self }
    if isASCII { return slice(ascii: 0..<max(0, columns)) }
    var end = plainText.startIndex
    var used = 0
    while end < plainText.endIndex {
      let next = used + DisplayWidth.columns(of: plainText[end])
      if next > columns { break }
      used = next
      end = plainText.index(after: end)
    }
    return slice(plainText.startIndex..<end, width: used)
  }

  /// The graphemes from the end that fit into so many columns.
  package func suffix(columns: Int) -> VisibleText {
    if width <= columns { return self }
    if isASCII { return slice(ascii: width - max(0, columns)..<width) }
    var start = plainText.endIndex
    var used = 0
    while start > plainText.startIndex {
      let before = plainText.index(before: start)
      let next = used + DisplayWidth.columns(of: plainText[before])
      if next > columns { break }
      used = next
      start = before
    }
    return slice(start..<plainText.endIndex, width: used)
  }

  /// The text without its first columns; a wide character cut in half becomes a blank.
  package func dropFirst(columns: Int) -> VisibleText {
    if columns <= 0 { return self }
    if columns >= width { return .empty }
    let rest = suffix(columns: width - columns)
    return Self.blank(width - columns - rest.width) + rest
  }

  private func slice(ascii range: Range<Int>) -> VisibleText {
    let bytes = plainText.utf8
    let start = bytes.index(bytes.startIndex, offsetBy: range.lowerBound)
    return slice(start..<bytes.index(start, offsetBy: range.count), width: range.count)
  }

  private func slice(_ range: Range<String.Index>, width: Int) -> VisibleText {
    let start = plainText.utf8.distance(from: plainText.startIndex, to: range.lowerBound)
    let part = String(plainText[range])
    let kept = escapes.compactMap { escape -> Range<Int>? in
      let moved = escape.lowerBound - start..<escape.upperBound - start
      let inside = moved.clamped(to: 0..<part.utf8.count)
      return inside.isEmpty ? nil : inside
    }
    return VisibleText(parts: part, escapes: kept, width: width)
  }
}
