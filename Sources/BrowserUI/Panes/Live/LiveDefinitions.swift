import Canvas

/// What the numbers of the live panes mean, for help.
enum LiveDefinitions {
  static let section = HelpSection(
    "WHAT THE NUMBERS ARE",
    [
      .init("hit", "answered fresh, no contact with the origin"),
      .init("lookups", "all requests but bypasses"),
      .init("hit ratio", "hits of lookups; 304s are no hits"),
      .init("bytes", "share of body bytes from the cache"),
      .init("stale", "served stale, as allowed: no hit"),
      .init("304", "origin said the stored one still holds"),
      .init("changed", "origin sent another one instead"),
      .init("miss", "nothing stored could be used"),
      .init("bypass", "never looked up; counted apart"),
      .init("saved", "time of stored fetches less hits' time"),
      .init("peak", "most requests within one second"),
      .init("p50", "half of the answers were faster"),
    ])
}
