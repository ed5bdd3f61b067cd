package import Canvas

/// One line of a shown body.
package struct BodyLine: Sendable, Hashable {
  /// The text with its styles; never broken, the screen cuts or scrolls it.
  package var text: StyledText
  /// Where it belongs in a tree such as JSON; nil in flat views.
  package var node: Node?
  /// Where in the body its bytes begin; nil in views that rearrange them.
  package var offset: Int64?

  /// A line's place in a tree.
  package struct Node: Sendable, Hashable {
    /// The line that opened what it lies in; nil at the top.
    package var parent: Int?
    /// How it is reached from there: `.name` or `[3]`.
    package var label: VisibleText
    /// The line that closes what this one opens; nil when it opens nothing.
    package var lastLine: Int?
    /// The line that opened what this one closes; nil when it closes nothing.
    package var firstLine: Int?
    /// What stands for all of it when folded: `{ 9 keys }`.
    package var summary: VisibleText?

    init(parent: Int?, label: VisibleText) {
      self.parent = parent
      self.label = label
    }
  }

  /// A line.
  package init(_ text: StyledText, node: Node? = nil, at offset: Int64? = nil) {
    self.text = text
    self.node = node
    self.offset = offset
  }

  /// A line of one style.
  package init(_ text: VisibleText, _ style: Style = .normal, at offset: Int64? = nil) {
    self.init(StyledText(text, style), at: offset)
  }
}
