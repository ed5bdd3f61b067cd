import HTTPTypes

extension Story {
  private static let minute = "cache-control: max-age=60"
  private static let tag = "etag: \"a\""
  private static let first = ScriptedReply.status(200, [minute, tag], "one")

  /// What a 304 and a new response do to what is stored (RFC 9111 sections 3.2 and 4.3).
  static let validation: [Story] = [
    Story(
      "the tag and the date are sent", "4.3.1",
      step(
        reply: .status(200, [minute, tag, at(-60, "last-modified")], "one"), gives: "origin 200 one"
      ),
      step(
        after: 61, reply: .status(304, [tag]), gives: "kept 200 one",
        sends: ["if-none-match: \"a\"", at(-60, "if-modified-since")])),
    Story(
      "a 304 renews the lifetime", "4.3.4", step(reply: first, gives: "origin 200 one"),
      step(after: 61, reply: .status(304, [minute, tag]), gives: "kept 200 one"),
      step(after: 59, gives: "store 200 one", has: ["age: 59"])),
    Story(
      "a 304 brings a new lifetime", "3.2", step(reply: first, gives: "origin 200 one"),
      step(
        after: 61, reply: .status(304, ["cache-control: max-age=600", tag]), gives: "kept 200 one"),
      step(after: 599, gives: "store 200 one", has: ["cache-control: max-age=600"])),
    Story(
      "a 304 brings and replaces fields", "3.2",
      step(reply: .status(200, [minute, tag, "x-a: 1", "x-b: 1"], "one"), gives: "origin 200 one"),
      step(
        after: 61, reply: .status(304, [minute, tag, "x-a: 2", "x-c: 3"]), gives: "kept 200 one",
        has: ["x-a: 2", "x-b: 1", "x-c: 3"]),
      step(gives: "store 200 one", has: ["x-a: 2", "x-b: 1", "x-c: 3"])),
    Story(
      "a 304 brings a new Date", "3.2",
      step(reply: first, gives: "origin 200 one", has: [at(0, "date")]),
      step(after: 61, reply: .status(304, [minute, tag]), gives: "kept 200 one"),
      step(after: 5, gives: "store 200 one", has: [at(61, "date"), "age: 5"])),
    Story(
      "a 304 without Date is of the time when it came", "RFC 9110 6.6.1",
      step(reply: first, gives: "origin 200 one"),
      step(
        after: 61, reply: .status(304, [minute, tag, "date:"]), gives: "kept 200 one",
        has: [at(61, "date")]),
      step(after: 59, gives: "store 200 one", has: [at(61, "date"), "age: 59"])),
    Story(
      "an error is not asked about", "RFC 9110 15.4.5",
      step(reply: .status(404, [minute, tag], "one"), gives: "origin 404 one"),
      step(
        after: 61, reply: .status(200, [minute, tag], "two"), gives: "origin 200 two",
        sends: ["!if-none-match"])),
    Story(
      "a 304 to the client's condition renews no error", "RFC 9110 15.4.5",
      step(reply: .status(404, [minute, tag], "one"), gives: "origin 404 one"),
      step(
        .get, "/a", ["if-none-match: \"a\""], after: 61, reply: .status(304, [minute, tag]),
        gives: "origin 304"), step(reply: .status(200, [], "two"), gives: "origin 200 two")),
    Story(
      "a 304 with Expires alone", "3.2",
      step(reply: .status(200, [at(60, "expires"), tag], "one"), gives: "origin 200 one"),
      step(after: 61, reply: .status(304, [at(161, "expires"), tag]), gives: "kept 200 one"),
      step(after: 99, gives: "store 200 one")),
    Story(
      "a 304 without validators", "4.3.4", step(reply: first, gives: "origin 200 one"),
      step(after: 61, reply: .status(304, [minute]), gives: "kept 200 one"),
      step(after: 59, gives: "store 200 one")),
    Story(
      "a 304 that makes the tag weak", "4.3.4", step(reply: first, gives: "origin 200 one"),
      step(after: 61, reply: .status(304, [minute, "etag: W/\"a\""]), gives: "kept 200 one"),
      step(after: 59, gives: "store 200 one")),
    Story(
      "a 304 by date", "4.3.4",
      step(
        reply: .status(200, [minute, at(-60, "last-modified")], "one"), gives: "origin 200 one"),
      step(
        after: 61, reply: .status(304, [minute, at(-60, "last-modified")]), gives: "kept 200 one",
        sends: [at(-60, "if-modified-since"), "!if-none-match"]),
      step(after: 59, gives: "store 200 one")),
    Story(
      "a new response without a lifetime is validated again", "4.3.3",
      step(reply: first, gives: "origin 200 one"),
      step(after: 61, reply: .status(200, ["etag: \"b\""], "two"), gives: "origin 200 two"),
      step(
        reply: .status(304, ["etag: \"b\""]), gives: "kept 200 two",
        sends: ["if-none-match: \"b\""])),
    Story(
      "a broken connection without anything that allows stale", "4.2.4",
      step(reply: first, gives: "origin 200 one"), step(after: 61, reply: .down, gives: "error")),
    Story(
      "a 304 replaces all lines of a field", "3.2",
      step(reply: .status(200, [minute, tag, "x-a: 1", "x-a: 2"], "one"), gives: "origin 200 one"),
      step(
        after: 61, reply: .status(304, [tag, "x-a: 3"]), gives: "kept 200 one", has: ["x-a: 3"]),
      step(
        after: -1, gives: "store 200 one", has: ["x-a: 3"])),
    Story(
      "a 304 updates Content-Type", "3.2",
      step(
        reply: .status(200, [minute, tag, "content-type: text/plain"], "one"),
        gives: "origin 200 one"),
      step(
        after: 61, reply: .status(304, [minute, tag, "content-type: text/html"]),
        gives: "kept 200 one"),
      step(gives: "store 200 one", has: ["content-type: text/html"])),
    Story(
      "a 304 leaves Content-Length and the codings", "3.2",
      step(
        reply: .status(
          200, [minute, tag, "content-length: 3", "content-encoding: identity"], "one"),
        gives: "origin 200 one"),
      step(
        after: 61,
        reply: .status(
          304,
          [
            minute, tag, "content-length: 0", "content-encoding: gzip",
            "content-range: bytes 0-1/2",
          ]
        ), gives: "kept 200 one"),
      step(
        gives: "store 200 one",
        has: ["content-length: 3", "content-encoding: identity", "!content-range"])),
    Story(
      "a 304 brings no field of its connection", "3.1", step(reply: first, gives: "origin 200 one"),
      step(
        after: 61,
        reply: .status(304, [minute, tag, "connection: x-hop", "x-hop: 1", "keep-alive: 5"]),
        gives: "kept 200 one"),
      step(gives: "store 200 one", has: ["!x-hop", "!keep-alive", "!connection"])),
    Story(
      "a 304 without Age ends the old one", "5.1",
      step(
        reply: .status(200, ["cache-control: max-age=60", "age: 30", tag], "one"),
        gives: "origin 200 one"),
      step(after: 31, reply: .status(304, [minute, tag]), gives: "kept 200 one"),
      step(after: 59, gives: "store 200 one", has: ["age: 59"])),
    Story(
      "a 304 with another tag fits nothing, and is asked again", "4.3.4",
      step(reply: first, gives: "origin 200 one"),
      step(after: 61, reply: .status(304, ["etag: \"z\""]), gives: "origin 304")),
    Story(
      "a 304 with no-store removes it", "3", step(reply: first, gives: "origin 200 one"),
      step(
        after: 61, reply: .status(304, ["cache-control: no-store", tag]), gives: "kept 200 one"),
      step(reply: .status(200, [], "two"), gives: "origin 200 two", sends: ["!if-none-match"])),
    Story(
      "a 304 with private removes it from a shared cache", "5.2.2.7", in: [.shared],
      step(reply: first, gives: "origin 200 one"),
      step(
        after: 61, reply: .status(304, ["cache-control: private, max-age=60", tag]),
        gives: "kept 200 one"
      ),
      step(reply: .status(200, [], "two"), gives: "origin 200 two", sends: ["!if-none-match"])),
    Story(
      "a 304 with private stays with its user", "5.2.2.7", in: [.private],
      step(reply: first, gives: "origin 200 one"),
      step(
        after: 61, reply: .status(304, ["cache-control: private, max-age=60", tag]),
        gives: "kept 200 one"
      ), step(gives: "store 200 one")),
    Story(
      "a 304 with Set-Cookie renews it", "7.3",
      step(reply: first, gives: "origin 200 one"),
      step(
        after: 61, reply: .status(304, [minute, tag, "set-cookie: a=1"]), gives: "kept 200 one",
        has: ["set-cookie: a=1"]), step(gives: "store 200 one", has: ["set-cookie: a=1"])),
    Story(
      "a new response replaces the stored one", "4.3.3",
      step(reply: first, gives: "origin 200 one"),
      step(
        after: 61, reply: .status(200, [minute, "etag: \"b\""], "two"), gives: "origin 200 two"),
      step(gives: "store 200 two", has: ["etag: \"b\""])),
    Story(
      "a new response that may not be stored ends the old one", "4.3.3",
      step(reply: first, gives: "origin 200 one"),
      step(
        after: 61, reply: .status(200, ["cache-control: no-store"], "two"), gives: "origin 200 two"),
      step(reply: .status(200, [], "three"), gives: "origin 200 three", sends: ["!if-none-match"])),
    Story(
      "an error that may not be stored leaves the old one", "4.3.3",
      step(reply: first, gives: "origin 200 one"),
      step(after: 61, reply: .status(500, [], "oh"), gives: "origin 500 oh"),
      step(
        reply: .status(304, [minute, tag]), gives: "kept 200 one", sends: ["if-none-match: \"a\""])),
    Story(
      "an error that may be stored is", "4.3.3", step(reply: first, gives: "origin 200 one"),
      step(after: 61, reply: .status(404, [minute], "gone"), gives: "origin 404 gone"),
      step(gives: "store 404 gone")),
    Story(
      "stale-if-error on an error", "RFC 5861 4",
      step(
        reply: .status(200, ["cache-control: max-age=60, stale-if-error=60"], "one"),
        gives: "origin 200 one"),
      step(after: 61, reply: .status(503, [], "oh"), gives: "kept 200 one", has: ["age: 61"]),
      step(after: 60, reply: .status(503, [], "oh"), gives: "origin 503 oh")),
    Story(
      "stale-if-error on a broken connection", "RFC 5861 4",
      step(
        reply: .status(200, ["cache-control: max-age=60, stale-if-error=60"], "one"),
        gives: "origin 200 one"), step(after: 61, reply: .down, gives: "kept 200 one"),
      step(after: 60, reply: .down, gives: "error")),
    Story(
      "stale-if-error in the request", "RFC 5861 4", step(reply: first, gives: "origin 200 one"),
      step(
        .get, "/a", ["cache-control: stale-if-error=60"], after: 61, reply: .status(502),
        gives: "kept 200 one")),
    Story(
      "stale-if-error is no word about 404", "RFC 5861 4",
      step(
        reply: .status(200, ["cache-control: max-age=60, stale-if-error=60"], "one"),
        gives: "origin 200 one"),
      step(after: 61, reply: .status(404, [], "gone"), gives: "origin 404 gone")),
    Story(
      "must-revalidate before stale-if-error", "5.2.2.2",
      step(
        reply: .status(
          200, ["cache-control: max-age=60, stale-if-error=60, must-revalidate"], "one"),
        gives: "origin 200 one"),
      step(after: 61, reply: .status(503, [], "oh"), gives: "origin 503 oh")),
    Story(
      "s-maxage before stale-if-error", "5.2.2.10", in: [.shared],
      step(
        reply: .status(200, ["cache-control: s-maxage=60, stale-if-error=60"], "one"),
        gives: "origin 200 one"),
      step(after: 61, reply: .status(503, [], "oh"), gives: "origin 503 oh")),
    Story(
      "no-cache names fields that an answer without validation lacks", "5.2.2.4",
      step(
        reply: .status(200, ["cache-control: max-age=60, no-cache=\"x-a\"", tag, "x-a: 1"], "one"),
        gives: "origin 200 one", has: ["x-a: 1"]), step(gives: "store 200 one", has: ["!x-a"]),
      step(
        after: 61,
        reply: .status(304, ["cache-control: max-age=60, no-cache=\"x-a\"", tag, "x-a: 2"]),
        gives: "kept 200 one", has: ["x-a: 2"])),
    Story(
      "no-cache names fields that a shared cache keeps from others", "5.2.2.4", in: [.shared],
      step(
        reply: .status(
          200, ["cache-control: max-age=60, no-cache=\"set-cookie\"", tag, "set-cookie: a=1"],
          "one"), gives: "origin 200 one", has: ["set-cookie: a=1"]),
      step(gives: "store 200 one", has: ["!set-cookie"]),
      step(
        after: 61, reply: .status(304, [tag]), gives: "kept 200 one", has: ["!set-cookie"])),
    Story(
      "a 304 with Authorization tells others nothing", "3.5", in: [.shared],
      step(reply: first, gives: "origin 200 one"),
      step(
        .get, "/a", ["authorization: x"], after: 61,
        reply: .status(304, [minute, tag, "x-user: 1"]), gives: "kept 200 one",
        has: ["x-user: 1"]),
      step(
        reply: .status(304, [minute, tag]), gives: "kept 200 one", has: ["!x-user"],
        sends: ["if-none-match: \"a\""])),
    Story(
      "private names fields that a shared cache lacks", "5.2.2.7", in: [.shared],
      step(
        reply: .status(200, ["cache-control: max-age=60, private=\"x-a\"", "x-a: 1"], "one"),
        gives: "origin 200 one", has: ["x-a: 1"]), step(gives: "store 200 one", has: ["!x-a"])),
    Story(
      "private names fields that a private cache has", "5.2.2.7", in: [.private],
      step(
        reply: .status(200, ["cache-control: max-age=60, private=\"x-a\"", "x-a: 1"], "one"),
        gives: "origin 200 one"), step(gives: "store 200 one", has: ["x-a: 1"])),
    Story(
      "the client's 304 renews what is stored", "4.3.4",
      step(reply: first, gives: "origin 200 one"),
      step(
        .get, "/a", ["if-none-match: \"a\""], after: 61, reply: .status(304, [minute, tag]),
        gives: "origin 304"), step(after: 59, gives: "store 200 one")),
    Story(
      "the client's 304 about another renews nothing", "4.3.4",
      step(reply: first, gives: "origin 200 one"),
      step(
        .get, "/a", ["if-none-match: \"z\""], after: 61,
        reply: .status(304, [minute, "etag: \"z\""]), gives: "origin 304"),
      step(
        reply: .status(304, [minute, tag]), gives: "kept 200 one", sends: ["if-none-match: \"a\""])),
    Story(
      "a 304 to a condition without anything stored is passed on", "4.3.2",
      step(
        .get, "/a", ["if-none-match: \"a\""], reply: .status(304, [minute, tag]),
        gives: "origin 304",
        sends: ["if-none-match: \"a\""]), step(reply: first, gives: "origin 200 one")),
    Story(
      "an answer from the store has its age", "5.1",
      step(reply: first, gives: "origin 200 one", has: ["!age"]),
      step(after: 7, gives: "store 200 one", has: ["age: 7"])),
    Story(
      "an age that came along counts on", "5.1",
      step(
        reply: .status(200, [minute, "age: 20"], "one"), gives: "origin 200 one", has: ["age: 20"]),
      step(after: 7, gives: "store 200 one", has: ["age: 27"])),
    Story(
      "what came without Date has one from the store", "RFC 9110 6.6.1",
      step(reply: .status(200, [minute, "date:"], "one"), gives: "origin 200 one", has: ["!date"]),
      step(after: 7, gives: "store 200 one", has: [at(0, "date")])),
  ]
}
