package import BodyViews
package import CacheStore
import Canvas

/// A text, or bytes, looked for in a body from a place on: next or backwards, round the end.
///
/// Views that show a body page by page are searched in the store, all of the body; others in their lines, as a
/// match there may stand nowhere in the bytes. Both take a while: whoever performs the effect does it away from
/// the loop.
package struct BodySearch: Sendable, Equatable {
  /// What a person typed.
  package var text: String
  /// The body as shown.
  package var shown: BodyLayout
  /// Where its bytes are.
  package var body: BodyReference
  /// The place of the last match, or what stands before the place to begin at: a line, or a byte.
  package var start: Place
  package var backwards: Bool

  /// A place in a body.
  package enum Place: Sendable, Hashable {
    case line(Int)
    case offset(Int64)
  }

  /// What was found.
  package struct Match: Sendable, Hashable {
    package var place: Place
    /// Whether the search went round the end to it.
    package var isWrapped: Bool

    package init(_ place: Place, isWrapped: Bool) {
      self.place = place
      self.isWrapped = isWrapped
    }
  }

  /// The scan of the store's bytes; nil where lines are searched.
  package var scan: BodyScan? {
    guard case .offset(let start) = start, let search = Self.byteSearch(text, in: shown.body) else {
      return nil
    }
    return BodyScan(search, size: body.size, from: start, backwards: backwards)
  }

  /// What to look for in bytes; in the hex view also bytes by their digits.
  static func byteSearch(_ text: String, in body: RenderedBody) -> ByteSearch? {
    (body.viewID == "hex" ? ByteSearch(hexadecimal: text) : nil)
      ?? ByteSearch(text: text, charset: body.charset ?? .utf8)
  }

  /// The next line that has the text, any case.
  package func matchInLines() -> Match? {
    guard case .line(let start) = start, !text.isEmpty else { return nil }
    let lines = shown.body.lines
    let wanted = text.lowercased()
    for distance in stride(from: 1, through: lines.count, by: 1) {
      let next = start + (backwards ? -distance : distance)
      let line = ((next % lines.count) + lines.count) % lines.count
      if lines[line].text.plainText.lowercased().contains(wanted) {
        return Match(.line(line), isWrapped: line != next)
      }
    }
    return nil
  }
}

extension RenderedBody {
  /// Whether lines are found by their place in the stored body.
  var isSearchedByBytes: Bool { goesByWindow && !isUnpacked }

  /// The line that shows a byte, of those that are shown; nil in views that rearrange bytes.
  func line(at offset: Int64) -> Int? {
    guard range.contains(offset) else { return nil }
    let index = lines.partitioningIndex { $0.offset ?? .max > offset } - 1
    return lines.indices.contains(index) ? index : lines.first?.offset == nil ? nil : 0
  }
}
