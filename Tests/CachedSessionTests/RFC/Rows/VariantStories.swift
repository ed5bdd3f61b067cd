import HTTPTypes

extension Story {
  private static let minute = "cache-control: max-age=60"
  private static let tag = "etag: \"a\""
  private static let first = ScriptedReply.status(200, [minute, tag], "one")

  /// Several variants under one URL (RFC 9111 section 4.1).
  static let variants: [Story] = [
    Story(
      "each variant answers its own", "4.1",
      step(
        .get, "/a", ["accept: a"], reply: .status(200, [minute, "vary: accept"], "one"),
        gives: "origin 200 one"),
      step(
        .get, "/a", ["accept: b"], reply: .status(200, [minute, "vary: accept"], "two"),
        gives: "origin 200 two"),
      step(.get, "/a", ["accept: a"], gives: "store 200 one"),
      step(.get, "/a", ["accept: b"], gives: "store 200 two")),
    Story(
      "the tags of all variants are sent", "4.3.1",
      step(
        .get, "/a", ["accept: a"], reply: .status(200, [minute, "vary: accept", tag], "one"),
        gives: "origin 200 one"),
      step(
        .get, "/a", ["accept: b"],
        reply: .status(200, [minute, "vary: accept", "etag: \"b\""], "two"), gives: "origin 200 two"
      ),
      step(
        .get, "/a", ["accept: a"], after: 61, reply: .status(304, [minute, tag]),
        gives: "kept 200 one",
        sends: ["if-none-match: \"a\", \"b\""])),
    Story(
      "a 304 may choose another variant", "4.3.4",
      step(
        .get, "/a", ["accept: a"], reply: .status(200, [minute, "vary: accept", tag], "one"),
        gives: "origin 200 one"),
      step(
        .get, "/a", ["accept: b"],
        reply: .status(200, [minute, "vary: accept", "etag: \"b\""], "two"), gives: "origin 200 two"
      ),
      step(
        .get, "/a", ["accept: a"], after: 61, reply: .status(304, [minute, "etag: \"b\""]),
        gives: "kept 200 two")),
    Story(
      "a weak tag of another variant is not sent", "4.3.1",
      step(
        .get, "/a", ["accept: a"],
        reply: .status(200, [minute, "vary: accept", "etag: W/\"a\""], "one"),
        gives: "origin 200 one"),
      step(
        .get, "/a", ["accept: b"],
        reply: .status(200, [minute, "vary: accept", "etag: W/\"b\""], "two"),
        gives: "origin 200 two"),
      step(
        .get, "/a", ["accept: a"], after: 61,
        reply: .status(200, [minute, "vary: accept", "etag: W/\"b\""], "three"),
        gives: "origin 200 three", sends: ["if-none-match: W/\"a\""])),
    Story(
      "a 304 to the client's condition leaves other variants", "4.3.4",
      step(
        .get, "/a", ["accept: a"], reply: .status(200, [minute, "vary: accept", tag], "one"),
        gives: "origin 200 one"),
      step(
        .get, "/a", ["accept: b", "if-none-match: \"a\""],
        reply: .status(304, ["cache-control: max-age=600", tag]), gives: "origin 304"),
      step(.get, "/a", ["accept: a"], gives: "store 200 one", has: [minute])),
    Story(
      "a new Vary on the same URL", "4.1",
      step(
        .get, "/a", ["accept: a", "x-a: 1"], reply: .status(200, [minute, "vary: accept"], "one"),
        gives: "origin 200 one"),
      step(
        .get, "/a", ["accept: b", "x-a: 2"], reply: .status(200, [minute, "vary: x-a"], "two"),
        gives: "origin 200 two"),
      step(.get, "/a", ["accept: a", "x-a: 3"], gives: "store 200 one"),
      step(
        .get, "/a", ["accept: c", "x-a: 3"], reply: .status(200, [], "three"),
        gives: "origin 200 three")),
    Story(
      "of two that match, the later Date", "4",
      step(
        .get, "/a", ["accept: a"], reply: .status(200, [minute, "vary: accept"], "one"),
        gives: "origin 200 one"),
      step(
        .get, "/a", ["cache-control: no-cache", "accept: a"], after: 5,
        reply: .status(200, [minute, "vary: x-a"], "two"), gives: "origin 200 two"),
      step(.get, "/a", ["accept: a"], gives: "store 200 two")),
    Story(
      "another query is another URL", "4",
      step(.get, "/a?x=1", reply: first, gives: "origin 200 one"),
      step(.get, "/a?x=2", reply: .status(200, [], "two"), gives: "origin 200 two"),
      step(.get, "/a?x=1", gives: "store 200 one")),
    Story(
      "parameters in another order", "4",
      step(.get, "/a?x=1&y=2", reply: first, gives: "origin 200 one"),
      step(.get, "/a?y=2&x=1", gives: "store 200 one")),
    Story(
      "parameters of one name in another order", "4",
      step(.get, "/a?x=1&x=2", reply: first, gives: "origin 200 one"),
      step(.get, "/a?x=2&x=1", reply: .status(200, [], "two"), gives: "origin 200 two")),
    Story(
      "another spelling of one URL", "RFC 3986 6.2",
      step(.get, "/a/%7eb", reply: first, gives: "origin 200 one"),
      step(.get, "/a/./x/../~b", gives: "store 200 one")),
    Story(
      "a path in another case", "RFC 3986 6.2",
      step(.get, "/a", reply: first, gives: "origin 200 one"),
      step(.get, "/A", reply: .status(200, [], "two"), gives: "origin 200 two")),
    Story(
      "another method is another key", "4",
      step(.get, "/a", reply: first, gives: "origin 200 one"),
      step(.options, "/a", reply: .status(200, [minute], "two"), gives: "origin 200 two"),
      step(.options, "/a", reply: .status(200, [], "three"), gives: "origin 200 three")),
  ]
}
