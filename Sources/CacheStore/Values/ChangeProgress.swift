/// How far a change of many entries is. A store that makes one tells whoever set `current`, between two of its
/// transactions.
package struct ChangeProgress: Sendable {
  /// Told how many entries were dealt with since the last time. False ends a change of its own there: what was
  /// changed until then is its result, and can be undone. An undo goes on, as half of one could not be undone.
  private let advanced: @Sendable (Int) -> Bool

  /// Of the change that this task makes; nil where nobody wants to know.
  @TaskLocal package static var current: ChangeProgress?

  package init(advanced: @escaping @Sendable (Int) -> Bool) { self.advanced = advanced }

  /// Tells how many entries were dealt with since the last time.
  ///
  /// - Returns: whether the change goes on.
  package static func tell(_ count: Int) -> Bool { current?.advanced(count) ?? true }
}
