extension Reuse {
  private static let fresh = "cache-control: max-age=60"
  private static let tag = "etag: \"a\""

  /// Which stored response a request selects (RFC 9111 section 4.1).
  static let vary: [Reuse] = [
    Reuse("no Vary", "4.1", [fresh], first: ["accept: a"], second: ["accept: b"], .reused),
    Reuse(
      "the same", "4.1", [fresh, "vary: accept"], first: ["accept: a"], second: ["accept: a"],
      .reused),
    Reuse(
      "another", "4.1", [fresh, "vary: accept"], first: ["accept: a"], second: ["accept: b"],
      .fetched),
    Reuse("absent in both", "4.1", [fresh, "vary: accept"], .reused),
    Reuse("absent in the first", "4.1", [fresh, "vary: accept"], second: ["accept: a"], .fetched),
    Reuse("absent in the second", "4.1", [fresh, "vary: accept"], first: ["accept: a"], .fetched),
    Reuse("empty and absent", "4.1", [fresh, "vary: accept"], first: ["accept:"], .fetched),
    Reuse(
      "names in any case", "4.1", [fresh, "vary: ACCEPT"], first: ["accept: a"],
      second: ["Accept: a"], .reused),
    Reuse(
      "white space", "4.1", [fresh, "vary: accept"], first: ["accept: a,b"],
      second: ["accept:  a ,\tb "], .reused),
    Reuse(
      "several lines", "4.1", [fresh, "vary: accept"], first: ["accept: a, b"],
      second: ["accept: a", "accept: b"], .reused),
    Reuse(
      "another order", "4.1", [fresh, "vary: accept"], first: ["accept: a, b"],
      second: ["accept: b, a"], .fetched),
    Reuse(
      "codings in another order and case", "4.1", [fresh, "vary: accept-encoding"],
      first: ["accept-encoding: gzip, br;q=0.80"], second: ["accept-encoding: br; Q=0.8,GZIP"],
      .reused),
    Reuse(
      "a weight of one", "4.1", [fresh, "vary: accept-encoding"],
      first: ["accept-encoding: gzip;q=1.0"], second: ["accept-encoding: gzip"], .reused),
    Reuse(
      "another weight", "4.1", [fresh, "vary: accept-encoding"],
      first: ["accept-encoding: gzip;q=0"], second: ["accept-encoding: gzip"], .fetched),
    Reuse(
      "languages in another case", "4.1", [fresh, "vary: accept-language"],
      first: ["accept-language: en-GB, de ; q=0.5"], second: ["accept-language: EN-gb,de;q=0.500"],
      .reused),
    Reuse(
      "languages in another order", "4.1", [fresh, "vary: accept-language"],
      first: ["accept-language: en, de"], second: ["accept-language: de, en"], .fetched),
    Reuse(
      "types in another case", "4.1", [fresh, "vary: accept"],
      first: ["accept: Text/HTML; level=1"], second: ["accept: text/html;level=1"], .reused),
    Reuse(
      "a type's parameter in another case", "4.1", [fresh, "vary: accept"],
      first: ["accept: a/b;c=D"], second: ["accept: a/b;c=d"], .fetched),
    Reuse(
      "the case of values", "4.1", [fresh, "vary: x-a"], first: ["x-a: a"], second: ["x-a: A"],
      .fetched),
    Reuse(
      "a list of names", "4.1", [fresh, "vary: x-a, x-b"], first: ["x-b: 1"], second: ["x-b: 2"],
      .fetched),
    Reuse(
      "a list of names, the same", "4.1", [fresh, "vary: x-a , x-b"], first: ["x-b: 1"],
      second: ["x-b: 1"], .reused),
    Reuse(
      "two lines of Vary", "4.1", [fresh, "vary: x-a", "vary: x-b"], first: ["x-b: 1"],
      second: ["x-b: 2"], .fetched),
    Reuse(
      "a field that Vary doesn't name", "4.1", [fresh, "vary: x-a"], first: ["x-a: 1", "x-b: 1"],
      second: ["x-a: 1", "x-b: 2"], .reused),
    Reuse("star", "4.1", [fresh, tag, "vary: *"], .fetched),
    Reuse("star in a list", "4.1", [fresh, tag, "vary: accept, *"], .fetched),
    Reuse("star on a second line", "4.1", [fresh, tag, "vary: accept", "vary: *"], .fetched),
    Reuse("an empty Vary", "4.1", [fresh, "vary:"], .reused),
    Reuse(
      "Vary on Authorization", "4.1", [fresh, "vary: authorization"], first: ["authorization: a"],
      second: ["authorization: a"], .fetched),
    Reuse(
      "Vary on Cookie", "4.1", [fresh, "vary: cookie"], first: ["cookie: a"], second: ["cookie: b"],
      .fetched),
  ]

  /// Conditions of the client's own, answered from what is fresh (RFC 9111 section 4.3.2).
  static let conditions: [Reuse] = [
    Reuse("If-None-Match", "4.3.2", [fresh, tag], second: ["if-none-match: \"a\""], .notModified),
    Reuse("another tag", "4.3.2", [fresh, tag], second: ["if-none-match: \"b\""], .reused),
    Reuse("a list", "4.3.2", [fresh, tag], second: ["if-none-match: \"b\", \"a\""], .notModified),
    Reuse(
      "two lines", "4.3.2", [fresh, tag], second: ["if-none-match: \"b\"", "if-none-match: \"a\""],
      .notModified),
    Reuse(
      "a comma in a tag", "4.3.2", [fresh, "etag: \"a,b\""],
      second: ["if-none-match: \"x\", \"a,b\""], .notModified),
    Reuse(
      "half of a tag", "4.3.2", [fresh, "etag: \"a\""], second: ["if-none-match: \"a,b\""], .reused),
    Reuse(
      "weak in the request", "RFC 9110 8.8.3.2", [fresh, tag], second: ["if-none-match: W/\"a\""],
      .notModified),
    Reuse(
      "weak in the response", "RFC 9110 8.8.3.2", [fresh, "etag: W/\"a\""],
      second: ["if-none-match: \"a\""], .notModified),
    Reuse(
      "w/ in lower case is no weak tag", "RFC 9110 8.8.3", [fresh, tag],
      second: ["if-none-match: w/\"a\""], .reused),
    Reuse("star", "RFC 9110 13.1.2", [fresh], second: ["if-none-match: *"], .notModified),
    Reuse(
      "tags in another case", "RFC 9110 8.8.3", [fresh, tag], second: ["if-none-match: \"A\""],
      .reused),
    Reuse("a tag, and none is stored", "4.3.2", [fresh], second: ["if-none-match: \"a\""], .reused),
    Reuse(
      "If-Modified-Since, the same", "4.3.2", [fresh, at(-60, "last-modified")],
      second: [at(-60, "if-modified-since")], .notModified),
    Reuse(
      "If-Modified-Since, later", "4.3.2", [fresh, at(-60, "last-modified")],
      second: [at(-30, "if-modified-since")], .notModified),
    Reuse(
      "If-Modified-Since, earlier", "4.3.2", [fresh, at(-60, "last-modified")],
      second: [at(-61, "if-modified-since")], .reused),
    Reuse(
      "If-Modified-Since of RFC 850", "RFC 9110 5.6.7", [fresh, at(0, "last-modified")],
      second: ["if-modified-since: Sunday, 01-Mar-26 10:00:00 GMT"], .notModified),
    Reuse(
      "If-Modified-Since of asctime", "RFC 9110 5.6.7", [fresh, at(0, "last-modified")],
      second: ["if-modified-since: Sun Mar  1 10:00:00 2026"], .notModified),
    Reuse(
      "If-Modified-Since that is no date", "RFC 9110 13.1.3", [fresh, at(-60, "last-modified")],
      second: ["if-modified-since: x"], .reused),
    Reuse(
      "If-Modified-Since in another zone", "RFC 9110 13.1.3", [fresh, at(-60, "last-modified")],
      second: ["if-modified-since: Sun, 01 Mar 2026 10:00:00 PST"], .reused),
    Reuse(
      "If-Modified-Since by Date", "4.3.2", [fresh], second: [at(0, "if-modified-since")],
      .notModified),
    Reuse(
      "If-Modified-Since before Date", "4.3.2", [fresh], second: [at(-1, "if-modified-since")],
      .reused),
    Reuse(
      "the tag before the date", "RFC 9110 13.2.2", [fresh, tag, at(-60, "last-modified")],
      second: ["if-none-match: \"b\"", at(0, "if-modified-since")], .reused),
    Reuse(
      "the tag before an earlier date", "RFC 9110 13.2.2", [fresh, tag, at(-60, "last-modified")],
      second: ["if-none-match: \"a\"", at(-600, "if-modified-since")], .notModified),
    Reuse(
      "a 404 has no conditions", "RFC 9110 13.2.1", [fresh, tag], status: 404,
      second: ["if-none-match: \"a\""], .reused),
    Reuse(
      "stale, and the origin says so too", "4.3.2", [fresh, tag], second: ["if-none-match: \"a\""],
      after: 61, .passedOn),
    Reuse(
      "stale, and the client has another", "4.3.2", [fresh, tag], second: ["if-none-match: \"b\""],
      after: 61, .fetched),
    Reuse(
      "If-Match goes to the origin", "4.3.2", [fresh, tag], second: ["if-match: \"a\""], .fetched),
    Reuse(
      "If-Unmodified-Since goes to the origin", "4.3.2", [fresh, tag],
      second: [at(0, "if-unmodified-since")], .fetched),
    Reuse(
      "If-Range without Range means nothing", "RFC 9110 13.1.5", [fresh, tag],
      second: ["if-range: \"b\""], .reused),
    Reuse(
      "stale-while-revalidate, and the client has it", "4.3.2",
      ["cache-control: max-age=60, stale-while-revalidate=60", tag],
      second: ["if-none-match: \"a\""], after: 61, .notModified),
  ]

  /// Validators, and what is asked with them (RFC 9111 section 4.3.1).
  static let validators: [Reuse] = [
    Reuse("a tag", "4.3.1", [fresh, tag], after: 61, .validated),
    Reuse("a weak tag", "4.3.1", [fresh, "etag: W/\"a\""], after: 61, .validated),
    Reuse("a tag without quotes", "4.3.1", [fresh, "etag: a"], after: 61, .validated),
    Reuse("a date", "4.3.1", [fresh, at(-60, "last-modified")], after: 61, .validated),
    Reuse(
      "a date of RFC 850, sent back as it is", "4.3.1",
      [fresh, "last-modified: Sunday, 01-Mar-26 09:00:00 GMT"], after: 61, .validated),
    Reuse("a date that is none", "4.3.1", [fresh, "last-modified: x"], after: 61, .fetched),
    Reuse("both", "4.3.1", [fresh, tag, at(-60, "last-modified")], after: 61, .validated),
    Reuse("an empty tag", "4.3.1", [fresh, "etag:"], after: 61, .fetched),
    Reuse("none", "4.3.1", [fresh], after: 61, .fetched),
    Reuse(
      "a 404 with a tag", "RFC 9110 13.2.1", [fresh, tag], status: 404, after: 61, .fetched),
  ]
}
