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

  /// What Escape goes back to.
  var former: Former?
  /// Which of the history is shown; nil for what was typed.
  private var historyPlace: Int?

  struct Former: Sendable {
    var filter: Filter
    var sort: EntrySort
    var entry: EntryID?
  }

  static let historyLimit = 100

  package init() {}

  package var isOpen: Bool { field != nil }

  mutating func open(former: Former) {
    self.former = former
    error = nil
    historyPlace = nil
    let text = applied.text
    field = TextField(text.isEmpty ? "" : text + " ")
  }

  /// The text as it can be read now, or the error in it.
  mutating func read() -> Filter? {
    do throws(FilterError) {
      let filter = try Filter(field?.text ?? "")
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
    former = nil
  }

  mutating func remember() {
    let text = applied.text
    guard !text.isEmpty else { return }
    history.removeAll { $0 == text }
    history.insert(text, at: 0)
    history = Array(history.prefix(Self.historyLimit))
  }

  /// Shows an older (1) or newer (-1) filter of the history.
  mutating func recall(_ step: Int) {
    let place = (historyPlace ?? -1) + step
    guard place < history.count else { return }
    historyPlace = place < 0 ? nil : place
    field?.set(place < 0 ? "" : history[place])
  }
}
