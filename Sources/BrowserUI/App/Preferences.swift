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
  /// Those of them that may go to one host.
  package var perHost = 2
  /// Milliseconds between the starts of two requests of a bulk revalidation to one host.
  package var requestDelay = 0
  /// Errors after which a bulk revalidation starts no more requests; 0: however many.
  package var stopAfterErrors = 0
  /// Names of query parameters and fields that are taken out of what is copied and written, besides the
  /// usual ones; in lower case.
  package var secretNames: Set<String> = []

  package init(
    glyphs: Glyphs = .unicode, animates: Bool = true, utcOffset: Int = 0, concurrency: Int = 4
  ) {
    self.glyphs = glyphs
    self.animates = animates
    self.utcOffset = utcOffset
    self.concurrency = max(1, concurrency)
  }
}
