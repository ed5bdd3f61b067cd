extension Reuse {
  /// How long a response is fresh (RFC 9111 section 4.2).
  static let freshness: [Reuse] = [
    Reuse("max-age, before its end", "5.2.2.1", ["cache-control: max-age=60"], after: 59, .reused),
    Reuse("max-age, at its end", "4.2", ["cache-control: max-age=60"], after: 60, .fetched),
    Reuse("max-age=0", "5.2.2.1", ["cache-control: max-age=0"], .fetched),
    Reuse("Expires, before", "5.3", [at(60, "expires")], after: 59, .reused),
    Reuse("Expires, at the moment", "4.2", [at(60, "expires")], after: 60, .fetched),
    Reuse("Expires in the past", "5.3", [at(-60, "expires")], .fetched),
    Reuse("Expires: 0", "5.3", ["expires: 0"], .fetched),
    Reuse("Expires: -1", "5.3", ["expires: -1"], .fetched),
    Reuse("Expires without a date", "5.3", ["expires: soon"], .fetched),
    Reuse("an empty Expires", "5.3", ["expires:"], .fetched),
    Reuse(
      "Expires of RFC 850", "RFC 9110 5.6.7", ["expires: Sunday, 01-Mar-26 10:01:00 GMT"],
      after: 59, .reused),
    Reuse(
      "Expires of asctime", "RFC 9110 5.6.7", ["expires: Sun Mar  1 10:01:00 2026"], after: 59,
      .reused),
    Reuse(
      "Expires in another zone", "RFC 9110 5.6.7", ["expires: Sun, 01 Mar 2026 10:01:00 PST"],
      .fetched),
    Reuse(
      "Expires twice, the earlier", "4.2.1", [at(60, "expires"), at(600, "expires")], after: 60,
      .fetched),
    Reuse(
      "Expires twice, one unreadable", "4.2.1", [at(600, "expires"), "expires: x"], .fetched),
    Reuse(
      "Expires less Date", "4.2.1", [at(-100, "date"), at(60, "expires")], after: 59, .reused),
    Reuse(
      "max-age before Expires", "5.3", ["cache-control: max-age=60", at(600, "expires")],
      after: 60, .fetched),
    Reuse(
      "a longer max-age before Expires", "5.3",
      ["cache-control: max-age=600", at(-60, "expires")], after: 60, .reused),
    Reuse(
      "an unreadable max-age before Expires", "4.2.1",
      ["cache-control: max-age=x", at(600, "expires")], .fetched),
    Reuse(
      "heuristic, a tenth", "4.2.2", [at(-1000, "last-modified")], after: 99, .reused),
    Reuse(
      "heuristic, over", "4.2.2", [at(-1000, "last-modified")], after: 100, .validated),
    Reuse(
      "heuristic for 404", "4.2.2", [at(-1000, "last-modified")], status: 404, after: 99, .reused),
    Reuse(
      "heuristic for 410", "4.2.2", [at(-1000, "last-modified")], status: 410, after: 99, .reused),
    Reuse(
      "heuristic for 301", "4.2.2", [at(-1000, "last-modified")], status: 301, after: 99, .reused),
    Reuse(
      "no heuristic for 302", "4.2.2", [at(-1000, "last-modified")], status: 302, .fetched),
    Reuse(
      "heuristic for 302 with public", "4.2.2",
      [at(-1000, "last-modified"), "cache-control: public"], status: 302, after: 99, .reused),
    Reuse(
      "Last-Modified in the future", "4.2.2", [at(1000, "last-modified")], after: 1, .validated),
    Reuse("nothing that says", "4.2.2", [], .fetched),
    Reuse(
      "s-maxage, longer", "5.2.2.10", ["cache-control: max-age=60, s-maxage=600"], after: 100,
      .fetched, shared: .reused),
    Reuse(
      "s-maxage, shorter", "5.2.2.10", ["cache-control: max-age=600, s-maxage=60"], after: 100,
      .reused, shared: .fetched),
    Reuse(
      "s-maxage alone", "5.2.2.10", ["cache-control: s-maxage=60"], after: 59, .fetched,
      shared: .reused),
    Reuse(
      "s-maxage before Expires", "5.2.2.10", ["cache-control: s-maxage=600", at(60, "expires")],
      after: 100, .fetched, shared: .reused),
    Reuse(
      "s-maxage=0", "5.2.2.10", ["cache-control: max-age=60, s-maxage=0"], .reused,
      shared: .fetched),
    Reuse(
      "an unreadable s-maxage", "4.2.1", ["cache-control: max-age=60, s-maxage=x"], .reused,
      shared: .fetched),
    Reuse(
      "a validator, and nothing that says", "4.2.2", ["etag: \"a\""], .validated),
  ]

  /// How directives are read (RFC 9111 sections 1.2.2, 4.2.1 and 5.2).
  static let parsing: [Reuse] = [
    Reuse("in capitals", "5.2", ["Cache-Control: MAX-AGE=60"], after: 59, .reused),
    Reuse("in capitals, no-store", "5.2", ["cache-control: No-Store, max-age=60"], .fetched),
    Reuse("quoted", "5.2", ["cache-control: max-age=\"60\""], after: 59, .reused),
    Reuse("in single quotes", "4.2.1", ["cache-control: max-age='60'"], .fetched),
    Reuse("space around", "5.2", ["cache-control:  max-age=60  ,  public "], after: 59, .reused),
    Reuse("a tab around", "5.2", ["cache-control: \tmax-age=60\t,\tpublic"], after: 59, .reused),
    Reuse("no space", "5.2", ["cache-control: public,max-age=60"], after: 59, .reused),
    Reuse(
      "empty elements", "RFC 9110 5.6.1", ["cache-control: ,, max-age=60,,"], after: 59, .reused),
    Reuse(
      "on a second line", "5.2", ["cache-control: public", "cache-control: max-age=60"], after: 59,
      .reused),
    Reuse(
      "no-store on a second line", "5.2", ["cache-control: max-age=60", "cache-control: no-store"],
      .fetched),
    Reuse(
      "twice, the first smaller", "4.2.1", ["cache-control: max-age=60, max-age=600"], after: 60,
      .fetched),
    Reuse(
      "twice, the second smaller", "4.2.1", ["cache-control: max-age=600, max-age=60"], after: 60,
      .fetched),
    Reuse("twice, one unreadable", "4.2.1", ["cache-control: max-age=600, max-age=x"], .fetched),
    Reuse("negative", "4.2.1", ["cache-control: max-age=-60"], .fetched),
    Reuse("a fraction", "4.2.1", ["cache-control: max-age=60.5"], .fetched),
    Reuse("an exponent", "4.2.1", ["cache-control: max-age=6e1"], .fetched),
    Reuse("hexadecimal", "4.2.1", ["cache-control: max-age=0x60"], .fetched),
    Reuse("with a unit", "4.2.1", ["cache-control: max-age=60s"], .fetched),
    Reuse("without an argument", "4.2.1", ["cache-control: max-age"], .fetched),
    Reuse("with an empty argument", "4.2.1", ["cache-control: max-age="], .fetched),
    Reuse("with a semicolon", "4.2.1", ["cache-control: max-age=60; public"], .fetched),
    Reuse("leading zeros", "1.2.2", ["cache-control: max-age=0060"], after: 59, .reused),
    Reuse("2^31", "1.2.2", ["cache-control: max-age=2147483648"], after: 86_400, .reused),
    Reuse(
      "more than 2^63", "1.2.2", ["cache-control: max-age=99999999999999999999"], after: 86_400,
      .reused),
    Reuse("an unknown directive", "5.2.3", ["cache-control: foo, max-age=60"], after: 59, .reused),
    Reuse(
      "an unknown directive with an argument", "5.2.3",
      ["cache-control: foo=\"a, no-store\", max-age=60"], after: 59, .reused),
    Reuse(
      "a name inside another", "5.2.3", ["cache-control: x-no-store, max-age=60"], after: 59,
      .reused),
    Reuse(
      "no-store with an argument", "5.2.2.5", ["cache-control: no-store=1, max-age=60"], .fetched),
    Reuse(
      "no-store in a comment is none", "5.2.3", ["cache-control: foo=\"no-store\", max-age=60"],
      after: 59, .reused),
    Reuse("no comma between", "5.2.3", ["cache-control: max-age=60 no-store"], .fetched),
    Reuse(
      "Pragma in a response means nothing", "5.4",
      ["pragma: no-cache", "cache-control: max-age=60"], after: 59, .reused),
    Reuse(
      "an empty Cache-Control", "5.2", ["cache-control:", at(60, "expires")], after: 59, .reused),
    Reuse("immutable alone", "RFC 8246 2", ["cache-control: immutable"], .fetched),
  ]

  /// How old a response is (RFC 9111 section 4.2.3).
  static let age: [Reuse] = [
    Reuse("Age, fresh", "4.2.3", ["cache-control: max-age=60", "age: 30"], after: 29, .reused),
    Reuse("Age, stale", "4.2.3", ["cache-control: max-age=60", "age: 30"], after: 30, .fetched),
    Reuse("old on arrival", "4.2.3", ["cache-control: max-age=60", "age: 60"], .fetched),
    Reuse(
      "an old Date", "4.2.3", ["cache-control: max-age=60", at(-30, "date")], after: 30, .fetched),
    Reuse(
      "an old Date, fresh", "4.2.3", ["cache-control: max-age=60", at(-30, "date")], after: 29,
      .reused),
    Reuse(
      "the larger of Age and Date", "4.2.3",
      ["cache-control: max-age=60", at(-50, "date"), "age: 5"], after: 10, .fetched),
    Reuse(
      "Date in the future", "4.2.3", ["cache-control: max-age=60", at(600, "date")], after: 60,
      .fetched),
    Reuse(
      "Date in the future, fresh", "4.2.3", ["cache-control: max-age=60", at(600, "date")],
      after: 59, .reused),
    Reuse("no Date", "RFC 9110 6.6.1", ["cache-control: max-age=60", "date:"], after: 59, .reused),
    Reuse("no Date, Expires", "RFC 9110 6.6.1", [at(60, "expires"), "date:"], after: 59, .reused),
    Reuse(
      "a Date that is none", "RFC 9110 6.6.1", ["cache-control: max-age=60", "date: now"],
      after: 59, .reused),
    Reuse(
      "a list of ages", "5.1", ["cache-control: max-age=60", "age: 30, 0"], after: 30, .fetched),
    Reuse(
      "a list of ages, the first", "5.1", ["cache-control: max-age=60", "age: 0, 600"], after: 59,
      .reused),
    Reuse(
      "two lines of Age", "5.1", ["cache-control: max-age=60", "age: 30", "age: 0"], after: 30,
      .fetched),
    Reuse(
      "two lines of Age, the first is none", "5.1",
      ["cache-control: max-age=60", "age: x", "age: 30"], after: 59, .reused),
    Reuse("a negative Age", "5.1", ["cache-control: max-age=60", "age: -600"], after: 59, .reused),
    Reuse(
      "an Age that is none", "5.1", ["cache-control: max-age=60", "age: x"], after: 59, .reused),
    Reuse(
      "a fraction of Age", "5.1", ["cache-control: max-age=60", "age: 59.9"], after: 59, .reused),
    Reuse("an empty Age", "5.1", ["cache-control: max-age=60", "age:"], after: 59, .reused),
    Reuse(
      "an Age beyond 2^63", "1.2.2", ["cache-control: max-age=60", "age: 99999999999999999999"],
      .fetched),
    Reuse(
      "an Age of 2^31", "1.2.2", ["cache-control: max-age=2147483648", "age: 2147483648"], .fetched),
    Reuse(
      "Age and s-maxage", "4.2.3", ["cache-control: s-maxage=60", "age: 30"], after: 29, .fetched,
      shared: .reused),
  ]
}
