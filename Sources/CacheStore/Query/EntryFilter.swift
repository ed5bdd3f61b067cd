public import FoundationEssentials

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
  /// A text column has a place that matches a pattern.
  case pattern(TextColumn, TextPattern)
  /// A number column compares to a number.
  case number(NumberColumn, Comparison, Double)
  /// A moment of the entry compares to a moment; none holds where the entry has no such moment.
  case moment(MomentColumn, Comparison, Date)
  /// A flag holds at the query's moment.
  case flag(Flag)
  /// Exactly these entries.
  case ids(Set<EntryID>)

  /// A column of text. `vary` is the field as received.
  public enum TextColumn: String, Sendable, Hashable, CaseIterable {
    case url, host, path, query, scheme, method, mediaType, key, rule, vary
  }

  /// A column of numbers. Times are seconds: `timeToLive` from now until it is stale (negative when
  /// stale, infinite when it never expires, no number when it is corrupt), `age` since it was
  /// generated, `idle` since it last answered, or since it was stored if it never did, `sinceStored` and
  /// `sinceRevalidated` since then (no number when it never was), `saved` what its answers saved: their
  /// number times the seconds that the origin took. `port` is the URL's, or the one that its scheme has
  /// (no number where it has none).
  public enum NumberColumn: String, Sendable, Hashable, CaseIterable {
    case status, size, hits, timeToLive, age, idle, sinceStored, sinceRevalidated, saved, port
  }

  /// A moment in an entry's life: when this version arrived, was last validated, last answered, was
  /// generated, or stops being fresh.
  public enum MomentColumn: String, Sendable, Hashable, CaseIterable {
    case stored, revalidated, used, generated, expires
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
