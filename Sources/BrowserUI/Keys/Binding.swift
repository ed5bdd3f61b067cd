package import Canvas

/// One row of the key map: all that dispatch, footer, help, palette and README know of a key.
package struct Binding: Sendable, Hashable {
  package var action: Action
  /// The keys, the first of which is shown first.
  package var keys: [Key]
  package var section: Section
  /// What it does, in a few words.
  package var help: String
  /// Where it applies.
  package var contexts: Set<KeyContext>
  /// The word in the row of function keys.
  package var footer: String?

  /// What help calls it together with the rows beside it that have the same; nil where it stands alone.
  package var group: String?

  /// Parts of the help screen, in its order.
  package enum Section: String, Sendable, Hashable, CaseIterable {
    case move = "MOVE"
    case select = "SELECT"
    case find = "FIND"
    case act = "ACT ON ENTRY OR MARKS"
    case view = "VIEW"
    case program = "PROGRAM"
  }

  /// The keys as help shows them: `j Down`.
  package var keyNames: VisibleText { keys.map(\.displayName).joined(separator: " ") }
}
