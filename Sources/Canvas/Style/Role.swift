/// What a piece of the screen means. A ``Theme`` gives it its look; no other code names a colour.
package enum Role: String, Sendable, Hashable, CaseIterable {
  /// Plain text, titles, the label of a field, text of less weight, a border.
  case normal, title, label, muted, border
  /// The state letters of an entry.
  case fresh, staleServable, stale, validate, never, corrupt, running, trash
  /// The row under the cursor, a mark, a row that a search found, a focused border.
  case selected, mark, match, focus
  /// The bars at the top and the bottom, the name of a key in them, a key that can't act now.
  case bar, key, disabled
  /// Messages and dialogs.
  case info, success, warning, error, dialog, danger
  /// What the sanitiser put in place of something.
  case escaped
  /// Parts of bodies and headers.
  case name, string, number, keyword, punctuation, comment, heading
  /// Differences.
  case added, removed, changed
  /// Charts: requests answered from the cache, and not.
  case hit, miss, chart
}
