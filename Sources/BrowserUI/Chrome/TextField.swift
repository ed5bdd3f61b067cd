import Canvas

/// A line of text under the keys.
package struct TextField: Sendable, Hashable {
  package private(set) var text: String
  /// In front of which character the caret is.
  package private(set) var caret: Int
  /// Whether the text is a proposal that nobody touched: what is typed or pasted takes its place.
  package private(set) var isProposed = false

  /// More than anyone types; a paste is cut here.
  static let limit = 4096

  package init(_ text: String = "") {
    self.text = text
    caret = text.count
  }

  /// A line with a proposal in it, which Enter takes, typing replaces, and other keys begin to change.
  init(proposal: String) {
    self.init(proposal)
    isProposed = !proposal.isEmpty
  }

  /// Replaces everything.
  mutating func set(_ text: String) { self = TextField(text) }

  /// Takes a key.
  ///
  /// - Returns: whether the key meant something here.
  mutating func take(_ key: Key) -> Bool {
    let wasProposed = isProposed
    switch key {
    case .character(let character): insert(String(character), inPlaceOfAll: wasProposed)
    case .paste(let pasted): insert(Self.oneLine(pasted), inPlaceOfAll: wasProposed)
    case .backspace, .control("h"): delete(caret - 1..<caret)
    case .delete: delete(caret..<caret + 1)
    case .left: caret = max(0, caret - 1)
    case .right: caret = min(text.count, caret + 1)
    case .home, .control("a"): caret = 0
    case .end, .control("e"): caret = text.count
    case .control("u"): delete(0..<caret)
    case .control("k"): delete(caret..<text.count)
    case .control("w"): delete(wordStart..<caret)
    default: return false
    }
    isProposed = false
    return true
  }

  private mutating func insert(_ added: String, inPlaceOfAll: Bool) {
    if inPlaceOfAll { set("") }
    let room = Self.limit - text.count
    let part = String(added.prefix(max(0, room)))
    text.insert(contentsOf: part, at: index(caret))
    // Combining marks may join the character before them.
    caret = min(text.count, caret + part.count)
  }

  private mutating func delete(_ range: Range<Int>) {
    let bounds = range.clamped(to: 0..<text.count)
    guard !bounds.isEmpty else { return }
    text.removeSubrange(index(bounds.lowerBound)..<index(bounds.upperBound))
    caret = bounds.lowerBound
  }

  /// Where the word before the caret begins.
  private var wordStart: Int {
    let before = Array(text.prefix(caret))
    let end = before.lastIndex { !$0.isWhitespace } ?? -1
    return (before.prefix(end + 1).lastIndex { $0.isWhitespace } ?? -1) + 1
  }

  private func index(_ place: Int) -> String.Index {
    text.index(text.startIndex, offsetBy: max(0, min(place, text.count)))
  }

  private static func oneLine(_ text: String) -> String {
    String(text.map { $0.isNewline || $0 == "\t" ? " " : $0 })
  }
}

extension TextField {
  /// Draws the text so that the caret is visible, and puts the terminal's cursor there.
  func draw(into frame: inout Frame, _ rect: Rect, _ style: Style = .normal, hasCaret: Bool) {
    let before = VisibleText(untrusted: String(text.prefix(caret)))
    let all = before + VisibleText(untrusted: String(text.dropFirst(caret)))
    let hidden = max(0, before.width - max(0, rect.columns - 1))
    let shown = isProposed ? style.reverse : style
    frame.write(all.dropFirst(columns: hidden), in: rect, shown, cut: .clip)
    if hasCaret, !rect.isEmpty {
      frame.cursor = Point(column: rect.column + before.width - hidden, row: rect.row)
    }
  }
}
