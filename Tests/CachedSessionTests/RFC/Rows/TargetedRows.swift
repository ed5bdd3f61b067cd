extension Reuse {
  /// Caches whose target list is `CDN-Cache-Control` (RFC 9213); a private one has no use for it.
  static let targeted: [Reuse] = [
    Reuse(
      "longer", "RFC 9213 2.2", ["cache-control: max-age=10", "cdn-cache-control: max-age=60"],
      after: 30, .fetched, shared: .reused),
    Reuse(
      "shorter", "RFC 9213 2.2", ["cache-control: max-age=60", "cdn-cache-control: max-age=10"],
      after: 30, .reused, shared: .fetched),
    Reuse(
      "before s-maxage", "RFC 9213 2.2",
      ["cache-control: s-maxage=10", "cdn-cache-control: max-age=60"], after: 30, .fetched,
      shared: .reused),
    Reuse(
      "before Expires", "RFC 9213 2.2", [at(60, "expires"), "cdn-cache-control: max-age=10"],
      after: 30, .reused, shared: .fetched),
    Reuse(
      "before no-store", "RFC 9213 2.2",
      ["cache-control: no-store", "cdn-cache-control: max-age=60"], after: 30, .fetched,
      shared: .reused),
    Reuse(
      "before private", "RFC 9213 2.2",
      ["cache-control: private, max-age=60", "cdn-cache-control: max-age=60"], after: 30, .reused),
    Reuse(
      "no-store", "RFC 9213 2.2", ["cache-control: max-age=60", "cdn-cache-control: no-store"],
      after: 30, .reused, shared: .fetched),
    Reuse(
      "private", "RFC 9213 2.2", ["cache-control: max-age=60", "cdn-cache-control: private"],
      after: 30, .reused, shared: .fetched),
    Reuse(
      "no-cache", "RFC 9213 2.2",
      ["cache-control: max-age=60", "etag: \"a\"", "cdn-cache-control: no-cache, max-age=60"],
      after: 30, .reused, shared: .validated),
    Reuse(
      "must-revalidate", "RFC 9213 2.2",
      [
        "cache-control: max-age=10", "etag: \"a\"",
        "cdn-cache-control: max-age=10, must-revalidate",
      ], second: ["cache-control: max-stale"], after: 30, .stale, shared: .validated),
    Reuse(
      "empty", "RFC 9213 2.1", ["cache-control: max-age=60", "cdn-cache-control:"], after: 30,
      .reused),
    Reuse(
      "broken", "RFC 9213 2.1", ["cache-control: max-age=60", "cdn-cache-control: no-store,"],
      after: 30, .reused),
    Reuse(
      "in capitals is broken", "RFC 9213 2.1",
      ["cache-control: max-age=60", "cdn-cache-control: NO-STORE"], after: 30, .reused),
    Reuse(
      "a decimal is no max-age", "RFC 9213 2.1",
      ["cache-control: max-age=60", "cdn-cache-control: max-age=60.0"], after: 30, .reused,
      shared: .fetched),
    Reuse(
      "a string is no max-age", "RFC 9213 2.1",
      ["cache-control: max-age=60", "cdn-cache-control: max-age=\"60\""], after: 30, .reused,
      shared: .fetched),
    Reuse(
      "a lifetime that is none leaves nothing to guess", "RFC 9111 4.2.1",
      [at(-10_000, "last-modified"), "cdn-cache-control: max-age=\"60\""], after: 30, .reused,
      shared: .validated),
    Reuse(
      "a shared lifetime that is none", "RFC 9111 4.2.1",
      [at(-10_000, "last-modified"), "cdn-cache-control: s-maxage, max-age=60"], after: 30, .reused,
      shared: .validated),
    Reuse(
      "parameters", "RFC 9213 2.1", ["cdn-cache-control: max-age=60;a=1"], after: 30, .fetched,
      shared: .reused),
    Reuse(
      "the last of two", "RFC 9213 2.1", ["cdn-cache-control: max-age=10, max-age=60"], after: 30,
      .fetched, shared: .reused),
    Reuse(
      "an unknown word", "RFC 9213 3.1",
      ["cache-control: no-store", "cdn-cache-control: none, max-age=60"], after: 30, .fetched,
      shared: .reused),
    Reuse(
      "another target", "RFC 9213 2.2",
      ["cache-control: max-age=10", "x-cache-control: max-age=60"], after: 30, .fetched),
  ]
}
