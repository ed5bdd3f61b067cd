package import Canvas

/// How the browser looks and moves.
package struct Preferences: Sendable, Hashable {
  /// Unicode or ASCII.
  package var glyphs: Glyphs
  /// Whether spinners turn.
  package var animates: Bool
  /// Times of day are shown so many seconds east of UTC.
  package var utcOffset: Int
  /// Requests of a bulk revalidation at once.
  package var concurrency: Int
  /// The filters that were saved.
  package var savedFilters: SavedFilters

  package init(
    glyphs: Glyphs = .unicode, animates: Bool = true, utcOffset: Int = 0, concurrency: Int = 4,
    savedFilters: SavedFilters = SavedFilters()
  ) {
    self.glyphs = glyphs
    self.animates = animates
    self.utcOffset = utcOffset
    self.concurrency = max(1, concurrency)
    self.savedFilters = savedFilters
  }
}
