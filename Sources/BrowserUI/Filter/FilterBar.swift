import CacheStore

/// The filter as it is typed, as it applies, and the ones before it.
package struct FilterBar: Sendable {
  /// What is applied.
  package var applied = Filter()
  /// What is being typed; nil when the bar isn't open.
  package var field: TextField?
  /// What is wrong with what is being typed.
  package var error: FilterError?
  /// Filters that were applied, the latest first.
  package var history: [String] = []

  /// Whether the list still shows an earlier result: what is typed is unfinished and matches nothing.
  package var isHeld = false

  /// Something to be told of what is being typed: candidates with their counts, or what Enter will do.
  var hint: Hint?

  /// What Escape goes back to.
  var former: Former?
  /// Which of the history is shown; nil for what was typed.
  private var historyPlace: Int?
  /// What was typed before the history was looked at.
  private var typed = ""

  enum Hint: Sendable, Hashable {
    /// What the word before the caret can become, and which of it Tab put there.
    case candidates([FilterCompletion.Candidate], chosen: Int?)
    /// Heads and bodies have to be looked at, which Enter begins.
    case enterScans
  }

  struct Former: Sendable {
    var filter: Filter
    var sort: EntrySort
    var entry: EntryID?
    var run: FilterRun?
  }

  static let historyLimit = 100

  package init() {}

  package var isOpen: Bool { field != nil }

  /// The entry that was under the cursor when the filter was opened.
  var formerEntry: EntryID? { former?.entry }

  mutating func open(former: Former) {
    self.former = former
    error = nil
    hint = nil
    historyPlace = nil
    let text = applied.text
    field = TextField(text.isEmpty ? "" : text + " ")
  }

  /// The text as it can be read now, or the error in it.
  mutating func read(_ saved: SavedFilters) -> Filter? {
    do throws(FilterError) {
      let filter = try Filter(field?.text ?? "", saved: saved)
      error = nil
      return filter
    } catch {
      self.error = error
      return nil
    }
  }

  mutating func close() {
    field = nil
    error = nil
    hint = nil
    former = nil
  }

  mutating func remember() {
    let text = applied.text
    guard !text.isEmpty else { return }
    history.removeAll { $0 == text }
    history.insert(text, at: 0)
    history = Array(history.prefix(Self.historyLimit))
  }

  /// Shows an older (1) or newer (-1) filter of the history; before the newest is what was typed.
  mutating func recall(_ step: Int) {
    let place = (historyPlace ?? -1) + step
    guard place >= -1, place < history.count else { return }
    if historyPlace == nil { typed = field?.text ?? "" }
    historyPlace = place < 0 ? nil : place
    field?.set(place < 0 ? typed : history[place])
  }
}
