extension Reuse {
  private static let fresh = "cache-control: max-age=60"
  private static let tag = "etag: \"a\""
  private static let secret = ["authorization: Basic x"]

  /// What may be stored (RFC 9111 section 3).
  static let storing: [Reuse] = [
    Reuse("no-store", "5.2.2.5", ["cache-control: no-store, max-age=60"], .fetched),
    Reuse(
      "no-store in the request", "5.2.1.5", [fresh], first: ["cache-control: no-store"], .fetched),
    Reuse(
      "no-store in the second request", "5.2.1.5", [fresh], second: ["cache-control: no-store"],
      .fetched),
    Reuse("private", "5.2.2.7", ["cache-control: private, max-age=60"], .reused, shared: .fetched),
    Reuse(
      "private with a name", "5.2.2.7", ["cache-control: private=\"x-a\", max-age=60", "x-a: 1"],
      .reused),
    Reuse(
      "private with an empty name", "5.2.2.7", ["cache-control: private=\"\", max-age=60"], .reused,
      shared: .fetched),
    Reuse(
      "private and public", "5.2.2.7", ["cache-control: private, public, max-age=60"], .reused,
      shared: .fetched),
    Reuse("public", "5.2.2.9", ["cache-control: public, max-age=60"], .reused),
    Reuse("Authorization", "3.5", [fresh], first: secret, .reused, shared: .fetched),
    Reuse(
      "Authorization, both", "3.5", [fresh], first: secret, second: secret, .reused,
      shared: .fetched),
    Reuse(
      "Authorization, public", "3.5", ["cache-control: public, max-age=60"], first: secret, .reused),
    Reuse(
      "Authorization, must-revalidate", "3.5", ["cache-control: must-revalidate, max-age=60"],
      first: secret, .reused),
    Reuse(
      "Authorization, s-maxage", "3.5", ["cache-control: max-age=60, s-maxage=60"], first: secret,
      .reused),
    Reuse(
      "Authorization, proxy-revalidate", "3.5", ["cache-control: max-age=60, proxy-revalidate"],
      first: secret, .reused, shared: .fetched),
    Reuse(
      "Authorization, Expires", "3.5", [at(60, "expires")], first: secret, .reused, shared: .fetched
    ),
    Reuse(
      "a stored answer for all, asked with Authorization", "3.5", [fresh], second: secret, .reused),
    Reuse("Set-Cookie", "7.3", [fresh, "set-cookie: a=1"], .reused),
    Reuse(
      "Set-Cookie, Expires", "7.3", [at(60, "expires"), "set-cookie: a=1"], .reused,
      shared: .fetched),
    Reuse(
      "Set-Cookie, public", "7.3", ["cache-control: public, max-age=60", "set-cookie: a=1"], .reused
    ),
    Reuse(
      "Set-Cookie that no-cache names", "7.3",
      ["cache-control: max-age=60, no-cache=\"set-cookie\"", "set-cookie: a=1"], .reused),
    Reuse("a Cookie in the request", "3", [fresh], first: ["cookie: a=1"], .reused),
    Reuse(
      "must-understand, understood", "5.2.2.3",
      ["cache-control: must-understand, no-store, max-age=60"], .reused),
    Reuse(
      "must-understand, unknown status", "5.2.2.3", ["cache-control: must-understand, max-age=60"],
      status: 299, .fetched),
    Reuse(
      "must-understand and no-store, unknown status", "5.2.2.3",
      ["cache-control: must-understand, no-store, max-age=60"], status: 299, .fetched),
    Reuse("an unknown status with a lifetime", "3", [fresh], status: 299, .reused),
    Reuse("an unknown status without", "3", [at(-1000, "last-modified")], status: 299, .fetched),
    Reuse("302 with max-age", "3", [fresh], status: 302, .reused),
    Reuse(
      "302 with s-maxage", "3", ["cache-control: s-maxage=60"], status: 302, .fetched,
      shared: .reused),
    Reuse(
      "302 with private", "3", ["cache-control: private"], status: 302,
      second: ["cache-control: max-stale"], .stale, shared: .fetched),
    Reuse("307 with Expires", "3", [at(60, "expires")], status: 307, .reused),
    Reuse("308", "3", [at(-1000, "last-modified")], status: 308, .reused),
    Reuse("401 with max-age", "3", [fresh], status: 401, .reused),
    Reuse("403 with max-age", "3", [fresh], status: 403, .reused),
    Reuse("404", "3", [fresh], status: 404, .reused),
    Reuse("500 with max-age", "3", [fresh], status: 500, .reused),
    Reuse("503 with max-age", "3", [fresh], status: 503, .reused),
    Reuse("503 without", "3", [at(-1000, "last-modified")], status: 503, .fetched),
    Reuse("206", "3.3", [fresh, "content-range: bytes 0-2/10"], status: 206, .fetched),
    Reuse("204", "3", [fresh], status: 204, .reused),
  ]

  /// What must be asked before use (RFC 9111 sections 4.2.4 and 5.2.2).
  static let responseDirectives: [Reuse] = [
    Reuse("no-cache", "5.2.2.4", ["cache-control: no-cache, max-age=60", tag], .validated),
    Reuse(
      "no-cache without a validator", "5.2.2.4", ["cache-control: no-cache, max-age=60"], .fetched),
    Reuse(
      "no-cache with max-stale", "5.2.2.4", ["cache-control: no-cache, max-age=60", tag],
      second: ["cache-control: max-stale"], .validated),
    Reuse(
      "no-cache with names", "5.2.2.4", ["cache-control: no-cache=\"x-a\", max-age=60", tag],
      .reused),
    Reuse(
      "no-cache with names that can't be read", "5.2.2.4",
      ["cache-control: no-cache=\"x a\", max-age=60", tag], .validated),
    Reuse(
      "no-cache with and without names", "5.2.2.4",
      ["cache-control: no-cache=\"x-a\", no-cache, max-age=60", tag], .validated),
    Reuse(
      "no-cache with Expires", "5.2.2.4", ["cache-control: no-cache", at(60, "expires"), tag],
      .validated),
    Reuse(
      "must-revalidate, fresh", "5.2.2.2", ["cache-control: max-age=60, must-revalidate"],
      after: 59, .reused),
    Reuse(
      "must-revalidate, stale", "5.2.2.2", ["cache-control: max-age=60, must-revalidate"],
      second: ["cache-control: max-stale"], after: 61, .fetched),
    Reuse(
      "proxy-revalidate, stale", "5.2.2.8", ["cache-control: max-age=60, proxy-revalidate"],
      second: ["cache-control: max-stale"], after: 61, .stale, shared: .fetched),
    Reuse(
      "s-maxage, stale", "5.2.2.10", ["cache-control: s-maxage=60, max-age=60"],
      second: ["cache-control: max-stale"], after: 61, .stale, shared: .fetched),
    Reuse(
      "stale-while-revalidate, within", "RFC 5861 3",
      ["cache-control: max-age=60, stale-while-revalidate=60"], after: 61, .stale),
    Reuse(
      "stale-while-revalidate, over", "RFC 5861 3",
      ["cache-control: max-age=60, stale-while-revalidate=60"], after: 120, .fetched),
    Reuse(
      "stale-while-revalidate and must-revalidate", "4.2.4",
      ["cache-control: max-age=60, stale-while-revalidate=60, must-revalidate"], after: 61, .fetched
    ),
    Reuse(
      "stale-while-revalidate and no-cache", "4.2.4",
      ["cache-control: no-cache, stale-while-revalidate=60", tag], .validated),
    Reuse(
      "stale-while-revalidate and s-maxage", "4.2.4",
      ["cache-control: max-age=60, s-maxage=60, stale-while-revalidate=60"], after: 61, .stale,
      shared: .fetched),
    Reuse(
      "stale-while-revalidate that can't be read", "RFC 5861 3",
      ["cache-control: max-age=60, stale-while-revalidate=x"], after: 61, .fetched),
    Reuse(
      "immutable, fresh, reloaded", "RFC 8246 2", ["cache-control: max-age=60, immutable", tag],
      second: ["cache-control: max-age=0"], after: 1, .reused),
    Reuse(
      "immutable, stale", "RFC 8246 2", ["cache-control: max-age=60, immutable", tag], after: 61,
      .validated),
    Reuse(
      "immutable, no-cache asked", "RFC 8246 2", ["cache-control: max-age=60, immutable", tag],
      second: ["cache-control: no-cache"], .validated),
  ]

  /// What a request asks of caches (RFC 9111 section 5.2.1).
  static let requestDirectives: [Reuse] = [
    Reuse(
      "max-age, younger", "5.2.1.1", [fresh, tag], second: ["cache-control: max-age=30"], after: 30,
      .reused),
    Reuse(
      "max-age, older", "5.2.1.1", [fresh, tag], second: ["cache-control: max-age=30"], after: 31,
      .validated),
    Reuse(
      "max-age=0, no older", "5.2.1.1", [fresh, tag], second: ["cache-control: max-age=0"], .reused),
    Reuse(
      "max-age=0, older", "5.2.1.1", [fresh, tag], second: ["cache-control: max-age=0"], after: 1,
      .validated),
    Reuse(
      "max-age counts Age", "5.2.1.1", [fresh, tag, "age: 20"],
      second: ["cache-control: max-age=30"], after: 11, .validated),
    Reuse(
      "an unreadable max-age", "5.2.1.1", [fresh, tag], second: ["cache-control: max-age=x"],
      after: 1, .validated),
    Reuse(
      "max-age doesn't lengthen", "5.2.1.1", [fresh, tag], second: ["cache-control: max-age=600"],
      after: 61, .validated),
    Reuse(
      "max-age with max-stale", "5.2.1.2", [fresh, tag],
      second: ["cache-control: max-age=600, max-stale"], after: 61, .stale),
    Reuse(
      "max-stale, within", "5.2.1.2", [fresh, tag], second: ["cache-control: max-stale=10"],
      after: 70, .stale),
    Reuse(
      "max-stale, over", "5.2.1.2", [fresh, tag], second: ["cache-control: max-stale=10"],
      after: 71, .validated),
    Reuse(
      "max-stale without an argument", "5.2.1.2", [fresh, tag],
      second: ["cache-control: max-stale"], after: 6000, .stale),
    Reuse(
      "max-stale that can't be read", "5.2.1.2", [fresh, tag],
      second: ["cache-control: max-stale=x"], after: 61, .validated),
    Reuse(
      "max-stale twice", "5.2.1.2", [fresh, tag], second: ["cache-control: max-stale, max-stale=5"],
      after: 70, .validated),
    Reuse(
      "min-fresh, enough", "5.2.1.3", [fresh, tag], second: ["cache-control: min-fresh=30"],
      after: 30, .reused),
    Reuse(
      "min-fresh, too little", "5.2.1.3", [fresh, tag], second: ["cache-control: min-fresh=30"],
      after: 31, .validated),
    Reuse(
      "min-fresh that can't be read", "5.2.1.3", [fresh, tag],
      second: ["cache-control: min-fresh=x"], .validated),
    Reuse(
      "min-fresh beats max-stale", "5.2.1.3", [fresh, tag],
      second: ["cache-control: min-fresh=30, max-stale"], after: 50, .validated),
    Reuse("no-cache", "5.2.1.4", [fresh, tag], second: ["cache-control: no-cache"], .validated),
    Reuse(
      "no-cache in capitals", "5.2.1.4", [fresh, tag], second: ["cache-control: NO-CACHE"],
      .validated),
    Reuse(
      "no-cache without a validator", "5.2.1.4", [fresh], second: ["cache-control: no-cache"],
      .fetched),
    Reuse("Pragma: no-cache", "5.4", [fresh, tag], second: ["pragma: no-cache"], .validated),
    Reuse("Pragma in a list", "5.4", [fresh, tag], second: ["pragma: x, No-Cache"], .validated),
    Reuse(
      "Pragma beside Cache-Control", "5.4", [fresh, tag],
      second: ["pragma: no-cache", "cache-control: max-age=600"], .reused),
    Reuse("another Pragma", "5.4", [fresh, tag], second: ["pragma: x"], .reused),
    Reuse(
      "only-if-cached, fresh", "5.2.1.7", [fresh, tag], second: ["cache-control: only-if-cached"],
      .reused),
    Reuse(
      "only-if-cached, stale", "5.2.1.7", [fresh, tag], second: ["cache-control: only-if-cached"],
      after: 61, .timeout),
    Reuse(
      "only-if-cached, max-stale", "5.2.1.7", [fresh, tag],
      second: ["cache-control: only-if-cached, max-stale"], after: 61, .stale),
    Reuse(
      "only-if-cached, no-cache", "5.2.1.7", [fresh, tag],
      second: ["cache-control: only-if-cached, no-cache"], .timeout),
    Reuse(
      "only-if-cached, another variant", "5.2.1.7", [fresh, "vary: accept"],
      second: ["cache-control: only-if-cached", "accept: a"], .timeout),
    Reuse(
      "an unknown directive of a request", "5.2.3", [fresh, tag], second: ["cache-control: foo"],
      .reused),
    Reuse(
      "no-transform", "5.2.1.6", [fresh, tag], second: ["cache-control: no-transform"], .reused),
    Reuse(
      "s-maxage is none of requests", "5.2", [fresh, tag], second: ["cache-control: s-maxage=0"],
      after: 1, .reused),
  ]
}
