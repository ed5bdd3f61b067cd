package import Canvas

/// How the browser looks and moves.
package struct Preferences: Sendable, Hashable {
  /// Unicode or ASCII.
  package var glyphs: Glyphs
  /// Whether spinners turn.
  package var animates: Bool
  /// Times of day are shown so many seconds east of UTC.
  package var utcOffset: Int
  /// Limits of a bulk revalidation.
  package var pace: RequestPace

  package init(
    glyphs: Glyphs = .unicode, animates: Bool = true, utcOffset: Int = 0,
    pace: RequestPace = RequestPace()
  ) {
    self.glyphs = glyphs
    self.animates = animates
    self.utcOffset = utcOffset
    self.pace = pace
  }
}
