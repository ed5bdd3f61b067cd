import HTTPTypes

extension Story {
  private static let minute = "cache-control: max-age=60"
  private static let tag = "etag: \"a\""

  /// A part of ten bytes.
  private static func part(_ first: Int, _ last: Int, _ lines: [String] = [tag]) -> ScriptedReply {
    let text = "0123456789".dropFirst(first).prefix(last - first + 1)
    return .status(
      206, [minute, "content-range: bytes \(first)-\(last)/10"] + lines, String(text))
  }

  private static func asks(_ range: String, _ reply: ScriptedReply) -> Step {
    step(
      .get, "/a", ["range: bytes=\(range)"], reply: reply, gives: "origin 206 \(reply.body)",
      sends: ["range: bytes=\(range)"])
  }

  private static func finds(_ range: String, _ text: String, _ place: String) -> Step {
    step(
      .get, "/a", ["range: bytes=\(range)"], gives: "store 206 \(text)",
      has: ["content-range: bytes \(place)/10", "content-length: \(text.count)"])
  }

  /// Asks for a range, of which the origin is asked for what isn't stored.
  private static func completes(
    _ range: String, _ text: String, by reply: ScriptedReply, _ missing: String,
    _ lines: [String] = [], has: [String] = []
  ) -> Step {
    step(
      .get, "/a", ["range: bytes=\(range)"] + lines, reply: reply, gives: "kept 206 \(text)",
      has: ["content-length: \(text.count)"] + has, sends: ["range: bytes=\(missing)"])
  }

  private static let new = ScriptedReply.status(200, [minute, "etag: \"b\""], "new")

  /// Parts that are stored (RFC 9111 sections 3.3 and 3.4).
  static let parts = storedParts + combinedParts + completedParts + continuedParts

  private static let storedParts: [Story] = [
    Story(
      "a part is stored as such", "3.3", asks("0-2", part(0, 2)), finds("0-2", "012", "0-2"),
      finds("1-1", "1", "1-1")),
    Story(
      "a part without a validator is stored too", "3.3", asks("7-", part(7, 9, [])),
      finds("-3", "789", "7-9"), finds("8-", "89", "8-9")),
    Story(
      "a part doesn't answer who asks for others", "3.3", asks("0-2", part(0, 2)),
      asks("4-5", part(4, 5))),
    Story(
      "a part of another size than it says is not stored", "3.3",
      step(
        .get, "/a", ["range: bytes=0-3"],
        reply: .status(206, [minute, tag, "content-range: bytes 0-3/10"], "012"),
        gives: "origin 206 012"), asks("0-3", part(0, 3))),
    Story(
      "a part of a whole of unknown size is not stored", "3.3",
      asks("0-2", .status(206, [minute, tag, "content-range: bytes 0-2/*"], "012")),
      asks("0-2", part(0, 2))),
    Story(
      "a part with no-store is not stored", "5.2.2.5",
      asks("0-2", .status(206, ["cache-control: no-store", "content-range: bytes 0-2/10"], "012")),
      asks("0-2", part(0, 2))),
    Story(
      "a part for one user is not stored in a shared cache", "5.2.2.7", in: [.shared],
      asks(
        "0-2", .status(206, ["cache-control: private", "content-range: bytes 0-2/10"], "012")),
      asks("0-2", part(0, 2))),
    Story(
      "a stale part is validated", "4.3", asks("0-2", part(0, 2)),
      step(
        .get, "/a", ["range: bytes=0-2"], after: 61, reply: .status(304, [minute, tag]),
        gives: "kept 206 012", sends: ["if-none-match: \"a\"", "range: bytes=0-2"]),
      finds("0-2", "012", "0-2")),
    Story(
      "a part of another variant answers nobody else", "4.1",
      step(
        .get, "/a", ["range: bytes=0-2", "x-a: 1"], reply: part(0, 2, [tag, "vary: x-a"]),
        gives: "origin 206 012"),
      step(
        .get, "/a", ["range: bytes=0-2", "x-a: 2"], reply: part(0, 2, [tag, "vary: x-a"]),
        gives: "origin 206 012"),
      step(.get, "/a", ["range: bytes=0-2", "x-a: 1"], gives: "store 206 012")),
    Story(
      "a part of one variant beside the whole of another", "4.1",
      step(
        .get, "/a", ["x-a: 1"], reply: .status(200, [minute, "etag: \"w\"", "vary: x-a"], "one"),
        gives: "origin 200 one"),
      step(
        .get, "/a", ["range: bytes=0-2", "x-a: 2"], reply: part(0, 2, [tag, "vary: x-a"]),
        gives: "origin 206 012"),
      step(.get, "/a", ["range: bytes=0-2", "x-a: 2"], gives: "store 206 012"),
      step(
        .get, "/a", ["x-a: 2"], reply: part(3, 9, [tag, "vary: x-a"]),
        gives: "kept 200 0123456789", sends: ["range: bytes=3-", "if-range: \"a\""]),
      step(.get, "/a", ["x-a: 1"], gives: "store 200 one")),
    Story(
      "If-Range about a part", "RFC 9110 13.1.5", asks("0-2", part(0, 2)),
      step(.get, "/a", ["range: bytes=0-2", "if-range: \"a\""], gives: "store 206 012"),
      step(
        .get, "/a", ["range: bytes=0-2", "if-range: \"b\""], reply: new, gives: "origin 200 new",
        sends: ["if-range: \"b\""])),
    Story(
      "an unsafe request ends a part", "4.4", asks("0-2", part(0, 2)),
      step(.post, reply: .status(200), gives: "origin 200"), asks("0-2", part(0, 2))),
    Story(
      "a HEAD of the whole's length leaves a part", "4.3.5", asks("0-2", part(0, 2)),
      step(.head, reply: .status(200, [tag, "content-length: 10"]), gives: "origin 200"),
      finds("0-2", "012", "0-2")),
    Story(
      "a HEAD of another length ends a part", "4.3.5", asks("0-2", part(0, 2)),
      step(.head, reply: .status(200, ["content-length: 11"]), gives: "origin 200"),
      asks("0-2", part(0, 2))),
  ]

  private static let combinedParts: [Story] = [
    Story(
      "parts that touch become one", "3.4", asks("0-2", part(0, 2)), asks("3-5", part(3, 5)),
      finds("0-5", "012345", "0-5"), finds("2-3", "23", "2-3")),
    Story(
      "parts that overlap become one", "3.4", asks("4-7", part(4, 7)),
      completes("2-5", "2345", by: part(2, 3), "2-3"), finds("2-7", "234567", "2-7")),
    Story(
      "parts that overlap become one where the origin sends more than it was asked for", "3.4",
      asks("4-7", part(4, 7)),
      step(
        .get, "/a", ["range: bytes=2-5"], reply: part(2, 5), gives: "origin 206 2345",
        sends: ["range: bytes=2-3"]), finds("2-7", "234567", "2-7")),
    Story(
      "a part between becomes one with what is around it", "3.4", asks("1-8", part(1, 8)),
      step(
        .get, "/a", ["range: bytes=3-4", "cache-control: no-cache"],
        reply: part(3, 4, [tag, "x-a: 1"]), gives: "origin 206 34"),
      step(.get, "/a", ["range: bytes=1-8"], gives: "store 206 12345678", has: ["x-a: 1"])),
    Story(
      "parts that are all become a whole", "3.4", asks("0-4", part(0, 4)), asks("5-9", part(5, 9)),
      step(gives: "store 200 0123456789", has: ["content-length: 10", "!content-range"]),
      finds("-1", "9", "9-9")),
    Story(
      "a part that is all is a whole", "RFC 9110 15.3.7", asks("0-", part(0, 9)),
      step(gives: "store 200 0123456789", has: ["content-length: 10", "!content-range"])),
    Story(
      "of parts with a gap the newer one stays", "3.4", asks("0-2", part(0, 2)),
      asks("8-9", part(8, 9)), finds("8-9", "89", "8-9"), asks("0-2", part(0, 2))),
    Story(
      "a part with another tag takes its place", "3.4", asks("0-2", part(0, 2)),
      asks("3-5", part(3, 5, ["etag: \"b\""])), finds("3-5", "345", "3-5"),
      asks("0-2", part(0, 2, ["etag: \"b\""]))),
    Story(
      "weak tags join nothing", "3.4", asks("0-2", part(0, 2, ["etag: W/\"a\""])),
      asks("3-5", part(3, 5, ["etag: W/\"a\""])), asks("0-5", part(0, 5, ["etag: W/\"a\""]))),
    Story(
      "a part renews the whole that it is of", "3.4",
      step(
        reply: .status(200, [minute, tag, "content-length: 10"], "0123456789"),
        gives: "origin 200 0123456789"),
      step(
        .get, "/a", ["range: bytes=0-2"], after: 61, reply: part(0, 2), gives: "origin 206 012"),
      step(after: 59, gives: "store 200 0123456789", has: ["!content-range"])),
  ]

  private static let completedParts: [Story] = [
    Story(
      "the end of a part is asked for", "3.4", asks("0-2", part(0, 2, [tag, "x-a: 1", "x-b: 1"])),
      step(
        after: 61, reply: part(3, 9, [tag, "x-a: 2"]), gives: "kept 200 0123456789",
        has: ["content-length: 10", "!content-range", tag, "x-a: 2", "x-b: 1"],
        sends: ["range: bytes=3-", "if-range: \"a\""]),
      step(gives: "store 200 0123456789", has: ["x-a: 2", "x-b: 1"]),
      finds("0-2", "012", "0-2")),
    Story(
      "the beginning of a part is asked for", "3.4", asks("-3", part(7, 9)),
      step(
        reply: part(0, 6), gives: "kept 200 0123456789",
        sends: ["range: bytes=0-6", "if-range: \"a\""]), step(gives: "store 200 0123456789")),
    Story(
      "what is not to be stored is completed too", "3.4", asks("0-2", part(0, 2)),
      step(
        reply: .status(
          206, ["cache-control: no-store", tag, "content-range: bytes 3-9/10"], "3456789"),
        gives: "kept 200 0123456789", sends: ["range: bytes=3-"]),
      step(reply: new, gives: "origin 200 new")),
    Story(
      "a part that is outdated is not completed", "3.4", asks("0-2", part(0, 2)),
      step(reply: new, gives: "origin 200 new", sends: ["range: bytes=3-", "if-range: \"a\""]),
      step(gives: "store 200 new")),
    Story(
      "too little for the rest is an error", "3.4", asks("0-2", part(0, 2)),
      step(
        reply: .status(206, [minute, tag, "content-range: bytes 3-9/10"], "345"), gives: "error"),
      step(reply: part(3, 9), gives: "kept 200 0123456789", sends: ["range: bytes=3-"])),
    Story(
      "too much for the rest is an error", "3.4", asks("0-2", part(0, 2)),
      step(
        reply: .status(206, [minute, tag, "content-range: bytes 3-9/10"], "3456789x"),
        gives: "error")),
    Story(
      "a part from the middle is not completed", "3.4", asks("3-5", part(3, 5)),
      step(reply: new, gives: "origin 200 new", sends: ["!range", "!if-range"])),
    Story(
      "a part with a weak tag is not completed", "3.4",
      asks("0-2", part(0, 2, ["etag: W/\"a\""])),
      step(reply: new, gives: "origin 200 new", sends: ["!range", "!if-range"])),
    Story(
      "a condition is not about a part", "4.3.2", asks("0-2", part(0, 2)),
      step(
        .get, "/a", ["if-none-match: \"z\""], reply: new, gives: "origin 200 new",
        sends: ["!range", "if-none-match: \"z\""])),
    Story(
      "the cache alone can't complete", "5.2.1.7", asks("0-2", part(0, 2)),
      step(.get, "/a", ["cache-control: only-if-cached"], gives: "store 504")),
  ]
  /// Ranges that begin or end in a part.
  private static let continuedParts: [Story] = [
    Story(
      "a range that begins in a part", "3.4", asks("2-5", part(2, 5, [tag, "x-a: 1", "x-b: 1"])),
      completes(
        "4-7", "4567", by: part(6, 7, [tag, "x-a: 2"]), "6-7",
        has: ["content-range: bytes 4-7/10", "x-a: 2", "x-b: 1"]),
      finds("2-7", "234567", "2-7")),
    Story(
      "a range that ends in a part", "3.4", asks("4-7", part(4, 7)),
      completes("2-5", "2345", by: part(2, 3), "2-3", has: ["content-range: bytes 2-5/10"]),
      finds("2-7", "234567", "2-7")),
    Story(
      "a range to the end, or so many last bytes", "3.4", asks("4-6", part(4, 6)),
      completes("5-", "56789", by: part(7, 9), "7-"), finds("-6", "456789", "4-9"),
      completes("-8", "23456789", by: part(2, 3), "2-3"), finds("2-", "23456789", "2-9")),
    Story(
      "a range of all is a part too, and stored as the whole", "3.4", asks("0-2", part(0, 2)),
      completes(
        "0-", "0123456789", by: part(3, 9), "3-", has: ["content-range: bytes 0-9/10"]),
      step(gives: "store 200 0123456789", has: ["!content-range"])),
    Story(
      "a range that has a part in its middle is asked for as it is", "3.4",
      asks("4-5", part(4, 5)), asks("2-7", part(2, 7)), finds("2-7", "234567", "2-7")),
    Story(
      "several ranges are asked for as they are", "3.4", asks("0-2", part(0, 2)),
      step(
        .get, "/a", ["range: bytes=1-4,8-9"], reply: new, gives: "origin 200 new",
        sends: ["range: bytes=1-4,8-9"])),
    Story(
      "a range with If-Range of the same", "RFC 9110 13.1.5", asks("0-2", part(0, 2)),
      completes("1-4", "1234", by: part(3, 4), "3-4", ["if-range: \"a\""])),
    Story(
      "a range with If-Range of another", "RFC 9110 13.1.5", asks("0-2", part(0, 2)),
      step(
        .get, "/a", ["range: bytes=1-4", "if-range: \"b\""], reply: new, gives: "origin 200 new",
        sends: ["range: bytes=1-4", "if-range: \"b\""])),
    Story(
      "an origin that knows no ranges", "RFC 9110 14.2", asks("0-2", part(0, 2)),
      step(
        .get, "/a", ["range: bytes=1-4"], reply: new, gives: "origin 200 new",
        sends: ["range: bytes=3-4", "!if-range"]), step(gives: "store 200 new")),
    Story(
      "too little for the rest of a range is an error", "3.4", asks("0-2", part(0, 2)),
      step(
        .get, "/a", ["range: bytes=1-4"],
        reply: .status(206, [minute, tag, "content-range: bytes 3-4/10"], "3"), gives: "error"),
      finds("0-2", "012", "0-2")),
    Story(
      "a range of what is not to be stored is completed too", "3.4", asks("0-2", part(0, 2)),
      completes(
        "1-4", "1234",
        by: .status(206, ["cache-control: no-store", tag, "content-range: bytes 3-4/10"], "34"),
        "3-4")),
  ]
}
