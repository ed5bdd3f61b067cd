package import CacheStore
package import Canvas
package import FoundationEssentials

/// What a person set: how the browser looks, moves and works. ``Setting/all`` names each of them.
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

  /// The looks.
  package var theme = KnownThemes.dark
  /// The themes that can be chosen: those of the program and of the person.
  package var themes = KnownThemes.all
  /// The most colours that are used.
  package var colors = ColorDepth.full
  /// Whether the terminal's locale has more than ASCII.
  package var canShowUnicode = true
  /// Whether clicks and the wheel are keys.
  package var mouse = true
  /// Milliseconds after which a lone Escape is a key.
  package var escapeDelay = 25

  /// The order of the list at the start.
  package var sort = EntrySort()
  /// The columns that come where there is room.
  package var columns = Set(ListColumn.optional)
  /// Milliseconds between two looks at what sessions did.
  package var liveInterval = 250
  /// Seconds of the longest window of live statistics.
  package var liveWindow = 300
  /// How much of the room the list has, by layout; where nothing is said the layout decides.
  package var listShares: [Layout.Kind: Int] = [:]

  /// Seconds for which the trash is kept.
  package var trashAge: TimeInterval = StoreLimits().trashAge
  /// Bytes that the trash may have. Neither limit can turn it off: deleting is to be undone.
  package var trashBytes = StoreLimits().trashBytes
  /// Names of query parameters and fields that are taken out of what is copied and written, besides the
  /// usual ones; in lower case.
  package var secretNames: Set<String> = []

  /// Which keys do what.
  package var keys = KeyMap.standard
  /// Filters by the names that a person gave them.
  package var filters: [String: String] = [:]
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

extension Preferences {
  /// How long what was deleted can come back, in words: `kept 7 days or 64 MB`.
  package var trashPolicy: String {
    let days = trashAge / 86_400
    let age =
      days == days.rounded()
      ? Numbers.count(Int(days), "day", "days") : SettingValue.seconds(trashAge).plain
    let size = SettingValue.bytes(trashBytes).plain
    let unit = size.last.map { $0.isLetter } ?? false
    return "kept \(age) or \(unit ? size.dropLast() + " \(size.suffix(1))B" : size + " B")"
  }
}
