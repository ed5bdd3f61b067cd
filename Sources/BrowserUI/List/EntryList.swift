package import CacheStore

/// The list: a window of rows around what is on screen, a count, and a place. It never holds the whole
/// cache.
package struct EntryList: Sendable {
  /// The loaded rows, with the store's cursors.
  package var rows: [EntrySummary] = []
  package var cursors: [EntryCursor] = []
  /// The number of the first loaded row.
  package var firstRow = 0
  /// How many entries match.
  package var total = 0
  /// Whether any page has come since the filter was set.
  package var isLoaded = false

  /// The row under the cursor, as wanted: while it is not loaded, nothing is focused.
  package private(set) var cursor = 0
  /// The first row on screen, as wanted.
  package private(set) var top = 0
  /// The first row on screen, as drawn: follows `top` as soon as the rows are there.
  package private(set) var shownTop = 0
  /// Rows on screen.
  package private(set) var height = 1
  /// Rows between the top and the cursor when a person moved last: a screen that was smaller for a while
  /// shows the same rows again afterwards.
  private var offset = 0

  package init() {}

  /// The rows that are loaded.
  package var loaded: Range<Int> { firstRow..<firstRow + rows.count }

  /// The entry under the cursor; nil while it is being loaded, and in an empty list.
  package var focused: EntrySummary? { row(cursor) }

  /// The store's cursor of the entry under the cursor.
  package var focusedPlace: EntryCursor? {
    loaded.contains(cursor) && cursor - firstRow < cursors.count
      ? cursors[cursor - firstRow] : nil
  }

  /// A row by number; nil while it isn't loaded.
  package func row(_ number: Int) -> EntrySummary? {
    loaded.contains(number) ? rows[number - firstRow] : nil
  }

  /// The rows on screen, as wanted.
  var wanted: Range<Int> { top..<max(top, min(total, top + height)) }

  /// Whether a page has to be fetched: something on screen, or within a page of it, is missing.
  var needsPage: Bool {
    let near = max(0, top - height)..<max(0, min(total, top + 2 * height))
    return !(near.lowerBound >= loaded.lowerBound && near.upperBound <= loaded.upperBound)
  }

  /// Moves the cursor; the list scrolls as little as it must.
  mutating func move(to row: Int) {
    let former = cursor
    cursor = max(0, min(total - 1, row))
    if cursor < top { top = cursor }
    if cursor >= top + height { top = cursor - height + 1 }
    settle()
    if cursor != former { offset = cursor - top }
  }

  /// Moves the cursor by so many rows; cursor and screen scroll together by whole pages.
  mutating func scroll(by count: Int) {
    top = max(0, min(total - height, top + count))
    move(to: cursor + count)
    offset = cursor - top
  }

  /// The screen got another height.
  mutating func resize(to rows: Int) {
    guard max(1, rows) != height else { return move(to: cursor) }
    height = max(1, rows)
    top = cursor - min(offset, height - 1)
    settle()
  }

  /// The cursor at a row, and that row so many below the top.
  mutating func place(cursor row: Int, below offset: Int) {
    cursor = max(0, min(total - 1, row))
    top = cursor - offset
    move(to: cursor)
  }

  /// Takes a page.
  mutating func absorb(_ page: EntryPage) {
    rows = page.rows
    cursors = page.cursors
    firstRow = page.firstRow
    total = max(page.total, page.firstRow + page.rows.count)
    isLoaded = true
  }

  /// Keeps top within bounds and draws from there once the rows are there.
  private mutating func settle() {
    top = max(0, min(top, max(0, total - height)))
    let isThere = wanted.lowerBound >= loaded.lowerBound && wanted.upperBound <= loaded.upperBound
    if isThere || wanted.isEmpty { shownTop = top }
  }
}
