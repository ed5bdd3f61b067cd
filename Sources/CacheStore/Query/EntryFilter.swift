/// Which entries: the value that the filter language parses to, and that each store translates.
public indirect enum EntryFilter: Sendable, Hashable {
  /// Every entry.
  case all
  /// Those that match each of them; all entries when empty.
  case and([EntryFilter])
  /// Those that match any of them; none when empty.
  case or([EntryFilter])
  /// Those that don't match.
  case not(EntryFilter)
  /// URL contains the text; without regard to case unless the text has an upper-case letter.
  case urlContains(String)
  /// A text column matches a glob (`*`, `?`), without regard to case.
  case glob(TextColumn, String)
  /// A text column is exactly that text.
  case equals(TextColumn, String)
  /// A number column compares to a number.
  case number(NumberColumn, Comparison, Double)
  /// A flag holds at the query's moment.
  case flag(Flag)
  /// Exactly these entries.
  case ids(Set<EntryID>)

  /// A column of text.
  public enum TextColumn: String, Sendable, Hashable, CaseIterable {
    case url, host, path, query, scheme, method, mediaType, key, rule
  }

  /// A column of numbers. Times are seconds: `timeToLive` from now until it is stale (negative when
  /// stale, infinite when it never expires, no number when it is corrupt), `age` since it was
  /// generated, `idle` since it last answered, or since it was stored if it never did.
  public enum NumberColumn: String, Sendable, Hashable, CaseIterable {
    case status, size, hits, timeToLive, age, idle
  }

  /// How numbers compare.
  public enum Comparison: String, Sendable, Hashable, CaseIterable {
    case less = "<", lessOrEqual = "<=", equal = "=", notEqual = "!=", greaterOrEqual = ">=",
      greater = ">"
  }

  /// A yes-or-no fact. A state is that of `FreshnessTimeline.state(at:)`, and a corrupt entry is in
  /// none; `fresh` includes `never`, and `stale` includes `swr` and `sie`.
  public enum Flag: String, Sendable, Hashable, CaseIterable {
    case fresh, stale, swr, sie, validate, immutable, never, heuristic, corrupt, redirect, variant,
      error, entityTag = "etag", lastModified = "last-modified", validator, vary, used
  }
}
