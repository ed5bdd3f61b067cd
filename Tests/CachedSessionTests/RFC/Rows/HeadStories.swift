import HTTPTypes

extension Story {
  private static let minute = "cache-control: max-age=60"
  private static let tag = "etag: \"a\""
  private static let first = ScriptedReply.status(200, [minute, tag], "one")
  private static let ten = ScriptedReply.status(
    200, [minute, tag, "content-length: 10"], "0123456789")

  /// HEAD beside GET (RFC 9111 section 4.3.5).
  static let head: [Story] = [
    Story(
      "HEAD is answered by a stored GET", "4", step(reply: first, gives: "origin 200 one"),
      step(.head, after: 5, gives: "store 200", has: [tag, "age: 5"])),
    Story(
      "GET is not answered by a stored HEAD", "4", step(.head, reply: first, gives: "origin 200"),
      step(reply: first, gives: "origin 200 one")),
    Story(
      "HEAD is answered by a stored HEAD", "4", step(.head, reply: first, gives: "origin 200"),
      step(.head, gives: "store 200")),
    Story(
      "a HEAD that agrees freshens", "4.3.5", step(reply: first, gives: "origin 200 one"),
      step(.head, after: 61, reply: .status(200, [minute, tag]), gives: "origin 200"),
      step(after: 30, gives: "store 200 one")),
    Story(
      "a HEAD with another tag invalidates", "4.3.5", step(reply: first, gives: "origin 200 one"),
      step(.head, after: 61, reply: .status(200, [minute, "etag: \"b\""]), gives: "origin 200"),
      step(reply: .status(200, [], "two"), gives: "origin 200 two", sends: ["!if-none-match"])),
    Story(
      "a HEAD with another length invalidates", "4.3.5",
      step(reply: ten, gives: "origin 200 0123456789"),
      step(
        .head, after: 61, reply: .status(200, [minute, tag, "content-length: 11"]),
        gives: "origin 200"),
      step(reply: .status(200, [], "two"), gives: "origin 200 two", sends: ["!if-none-match"])),
    Story(
      "a HEAD of the same length freshens", "4.3.5",
      step(reply: .status(200, [minute, "content-length: 3"], "one"), gives: "origin 200 one"),
      step(
        .head, after: 61, reply: .status(200, [minute, "content-length: 3", "x-a: 1"]),
        gives: "origin 200"), step(after: 30, gives: "store 200 one", has: ["x-a: 1"])),
    Story(
      "a HEAD of the length that was counted freshens", "4.3.5",
      step(reply: .status(200, [minute], "one"), gives: "origin 200 one"),
      step(
        .head, after: 61, reply: .status(200, [minute, "content-length: 3"]), gives: "origin 200"),
      step(gives: "store 200 one")),
    Story(
      "a HEAD of another length than was counted invalidates", "4.3.5",
      step(reply: .status(200, [minute], "one"), gives: "origin 200 one"),
      step(
        .head, after: 61, reply: .status(200, [minute, "content-length: 4"]), gives: "origin 200"),
      step(reply: .status(200, [], "two"), gives: "origin 200 two")),
    Story(
      "a HEAD that has nothing to compare freshens", "4.3.5",
      step(reply: .status(200, [minute, "x-a: 1", "x-b: 1"], "one"), gives: "origin 200 one"),
      step(.head, after: 61, reply: .status(200, [minute, "x-a: 2"]), gives: "origin 200"),
      step(gives: "store 200 one", has: ["x-a: 2", "x-b: 1"])),
    Story(
      "a HEAD with a tag where none is stored invalidates", "4.3.5",
      step(reply: .status(200, [minute], "one"), gives: "origin 200 one"),
      step(.head, after: 61, reply: .status(200, [minute, tag]), gives: "origin 200"),
      step(reply: .status(200, [], "two"), gives: "origin 200 two")),
    Story(
      "a HEAD with another date invalidates", "4.3.5",
      step(
        reply: .status(200, [minute, at(-60, "last-modified")], "one"), gives: "origin 200 one"),
      step(
        .head, after: 61, reply: .status(200, [minute, at(-30, "last-modified")]),
        gives: "origin 200"),
      step(reply: .status(200, [], "two"), gives: "origin 200 two", sends: ["!if-modified-since"])),
    Story(
      "a HEAD that succeeds ends an error", "4.3.5",
      step(reply: .status(404, [minute], "one"), gives: "origin 404 one"),
      step(.head, after: 61, reply: .status(200, [minute]), gives: "origin 200"),
      step(reply: .status(200, [], "two"), gives: "origin 200 two")),
    Story(
      "a HEAD that fails says nothing", "4.3.5", step(reply: first, gives: "origin 200 one"),
      step(.head, after: 61, reply: .status(500), gives: "origin 500"),
      step(
        reply: .status(304, [minute, tag]), gives: "kept 200 one", sends: ["if-none-match: \"a\""])),
    Story(
      "a condition of a HEAD", "4.3.2", step(reply: first, gives: "origin 200 one"),
      step(.head, "/a", ["if-none-match: \"a\""], gives: "store 304")),
  ]
}
