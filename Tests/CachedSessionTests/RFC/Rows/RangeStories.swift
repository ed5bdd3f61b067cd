import HTTPTypes

extension Story {
  private static let minute = "cache-control: max-age=60"
  private static let tag = "etag: \"a\""
  private static let ten = ScriptedReply.status(
    200, [minute, tag, "content-length: 10"], "0123456789")

  /// Parts (RFC 9110 section 14, RFC 9111 sections 3.3 and 3.4).
  static let ranges = rangesOfWhole + partsInFlows

  private static let rangesOfWhole: [Story] =
    [
      ("the first bytes", "bytes=0-2", "store 206 012", "content-range: bytes 0-2/10"),
      ("bytes in between", "bytes=3-5", "store 206 345", "content-range: bytes 3-5/10"),
      ("to the end", "bytes=7-", "store 206 789", "content-range: bytes 7-9/10"),
      ("the last bytes", "bytes=-2", "store 206 89", "content-range: bytes 8-9/10"),
      ("past the end", "bytes=8-99", "store 206 89", "content-range: bytes 8-9/10"),
      ("more than all", "bytes=-99", "store 206 0123456789", "content-range: bytes 0-9/10"),
      ("two that touch", "bytes=0-2,3-4", "store 206 01234", "content-range: bytes 0-4/10"),
      ("behind the end", "bytes=10-", "store 416", "content-range: bytes */10"),
      ("none of the last", "bytes=-0", "store 416", "content-range: bytes */10"),
      ("another unit", "lines=0-1", "store 200 0123456789", "!content-range"),
      ("no range", "bytes=2-1", "store 200 0123456789", "!content-range"),
    ].map { id, range, expected, line in
      Story(
        id, "RFC 9110 14.2", step(reply: ten, gives: "origin 200 0123456789"),
        step(.get, "/a", ["range: \(range)"], after: 5, gives: expected, has: [line, "age: 5"]))
    }

  private static let partsInFlows: [Story] = [
    Story(
      "a part has its own length", "RFC 9110 15.3.7",
      step(reply: ten, gives: "origin 200 0123456789"),
      step(
        .get, "/a", ["range: bytes=0-2"], gives: "store 206 012", has: ["content-length: 3", tag])),
    Story(
      "If-Range that holds", "RFC 9110 13.1.5", step(reply: ten, gives: "origin 200 0123456789"),
      step(.get, "/a", ["range: bytes=0-2", "if-range: \"a\""], gives: "store 206 012")),
    Story(
      "If-Range with another tag", "RFC 9110 13.1.5",
      step(reply: ten, gives: "origin 200 0123456789"),
      step(.get, "/a", ["range: bytes=0-2", "if-range: \"b\""], gives: "store 200 0123456789")),
    Story(
      "If-Range compares strongly", "RFC 9110 13.1.5",
      step(reply: ten, gives: "origin 200 0123456789"),
      step(.get, "/a", ["range: bytes=0-2", "if-range: W/\"a\""], gives: "store 200 0123456789")),
    Story(
      "If-Range with a date", "RFC 9110 13.1.5",
      step(
        reply: .status(200, [minute, at(-60, "last-modified")], "0123456789"),
        gives: "origin 200 0123456789"),
      step(.get, "/a", ["range: bytes=0-2", at(-60, "if-range")], gives: "store 206 012"),
      step(.get, "/a", ["range: bytes=0-2", at(-61, "if-range")], gives: "store 200 0123456789")),
    Story(
      "the client's condition first", "RFC 9110 13.2.2",
      step(reply: ten, gives: "origin 200 0123456789"),
      step(.get, "/a", ["range: bytes=0-2", "if-none-match: \"a\""], gives: "store 304"),
      step(.get, "/a", ["range: bytes=0-2", "if-none-match: \"b\""], gives: "store 206 012")),
    Story(
      "a HEAD has no parts", "RFC 9110 14.2", step(reply: ten, gives: "origin 200 0123456789"),
      step(.head, "/a", ["range: bytes=0-2"], gives: "store 200", has: ["content-length: 10"])),
    Story(
      "a 404 has no parts", "RFC 9110 14.2",
      step(reply: .status(404, [minute], "0123456789"), gives: "origin 404 0123456789"),
      step(.get, "/a", ["range: bytes=0-2"], gives: "store 404 0123456789")),
    Story(
      "a part is not taken for the whole", "3.3",
      step(
        .get, "/a", ["range: bytes=0-2"],
        reply: .status(206, [minute, "content-range: bytes 0-2/10"], "012"),
        gives: "origin 206 012", sends: ["range: bytes=0-2"]),
      step(reply: ten, gives: "origin 200 0123456789", sends: ["!range"])),
    Story(
      "a 206 that nobody asked for is not stored", "3.3",
      step(
        reply: .status(206, [minute, "content-range: bytes 0-2/10"], "012"), gives: "origin 206 012"
      ),
      step(reply: ten, gives: "origin 200 0123456789")),
    Story(
      "a 416 is not stored", "3.3",
      step(
        .get, "/a", ["range: bytes=20-"],
        reply: .status(416, [minute, "content-range: bytes */10"]), gives: "origin 416"),
      step(reply: ten, gives: "origin 200 0123456789")),
    Story(
      "a whole that comes for a part is stored", "3.3",
      step(.get, "/a", ["range: bytes=0-2"], reply: ten, gives: "origin 200 0123456789"),
      step(.get, "/a", ["range: bytes=0-2"], gives: "store 206 012"),
      step(gives: "store 200 0123456789")),
    Story(
      "a stale whole is validated for its part", "4.3.1",
      step(reply: ten, gives: "origin 200 0123456789"),
      step(
        .get, "/a", ["range: bytes=0-2"], after: 61, reply: .status(304, [minute, tag]),
        gives: "kept 206 012", sends: ["if-none-match: \"a\"", "range: bytes=0-2"]),
      step(after: 59, gives: "store 200 0123456789")),
    Story(
      "a part of something new ends the old", "4.3.3",
      step(reply: ten, gives: "origin 200 0123456789"),
      step(
        .get, "/a", ["range: bytes=0-2"], after: 61,
        reply: .status(206, [minute, "etag: \"b\"", "content-range: bytes 0-2/9"], "abc"),
        gives: "origin 206 abc"),
      step(reply: .status(200, [], "new"), gives: "origin 200 new", sends: ["!if-none-match"])),
    Story(
      "a part of the same leaves the whole", "3.4",
      step(reply: ten, gives: "origin 200 0123456789"),
      step(
        .get, "/a", ["range: bytes=0-2", "cache-control: no-cache"],
        reply: .status(206, [minute, tag, "content-range: bytes 0-2/10"], "012"),
        gives: "origin 206 012"), step(gives: "store 200 0123456789")),
    Story(
      "a stale part while the whole is renewed", "RFC 5861 3",
      step(
        reply: .status(
          200, ["cache-control: max-age=60, stale-while-revalidate=60"], "0123456789"),
        gives: "origin 200 0123456789"),
      step(
        .get, "/a", ["range: bytes=0-2"], after: 61,
        reply: .status(200, [minute], "abcdefghij"), gives: "store 206 012"),
      step(.get, "/a", ["range: bytes=0-2"], gives: "store 206 abc")),
    Story(
      "no part from the cache alone", "5.2.1.7",
      step(.get, "/a", ["range: bytes=0-2", "cache-control: only-if-cached"], gives: "store 504")),
    Story(
      "a part of coded content without a length is the whole", "RFC 9110 14.2",
      step(
        reply: .status(200, [minute, "content-encoding: x-a"], "0123456789"),
        gives: "origin 200 0123456789"),
      step(.get, "/a", ["range: bytes=0-2"], gives: "store 200 0123456789")),
    Story(
      "a part of nothing", "RFC 9110 14.1.2",
      step(reply: .status(200, [minute]), gives: "origin 200"),
      step(.get, "/a", ["range: bytes=0-"], gives: "store 416", has: ["content-range: bytes */0"])),
  ]
}
