import HTTPTypes

extension Story {
  private static let minute = "cache-control: max-age=60"
  private static let tag = "etag: \"a\""
  private static let first = ScriptedReply.status(200, [minute, tag], "one")

  /// What an unsafe request makes outdated (RFC 9111 section 4.4).
  static let invalidation = unsafeMethods + successes + errors + unsafeRequests

  private static let unsafeMethods: [Story] =
    [("POST", HTTPRequest.Method.post), ("PUT", .put), ("DELETE", .delete), ("PATCH", .patch)].map {
      name, method in
      Story(
        "a successful \(name)", "4.4", step(reply: first, gives: "origin 200 one"),
        step(method, reply: .status(200), gives: "origin 200"),
        step(reply: .status(200, [], "two"), gives: "origin 200 two"))
    }

  private static let successes: [Story] = [200, 201, 204, 303, 307].map { status in
    Story(
      "a POST with \(status)", "4.4", step(reply: first, gives: "origin 200 one"),
      step(.post, reply: .status(status), gives: "origin \(status)"),
      step(reply: .status(200, [], "two"), gives: "origin 200 two"))
  }

  private static let errors: [Story] = [400, 403, 404, 409, 500, 503].map { status in
    Story(
      "a POST with \(status)", "4.4", step(reply: first, gives: "origin 200 one"),
      step(.post, reply: .status(status), gives: "origin \(status)"), step(gives: "store 200 one"))
  }

  private static let unsafeRequests: [Story] = [
    Story(
      "a method that nobody knows", "4.4", step(reply: first, gives: "origin 200 one"),
      step(.init("FOO") ?? .post, reply: .status(200), gives: "origin 200"),
      step(reply: .status(200, [], "two"), gives: "origin 200 two")),
    Story(
      "OPTIONS is safe", "4.4", step(reply: first, gives: "origin 200 one"),
      step(.options, reply: .status(200), gives: "origin 200"), step(gives: "store 200 one")),
    Story(
      "a POST that never arrived", "4.4", step(reply: first, gives: "origin 200 one"),
      step(.post, reply: .down, gives: "error"), step(gives: "store 200 one")),
    Story(
      "a POST elsewhere", "4.4", step(reply: first, gives: "origin 200 one"),
      step(.post, "/b", reply: .status(200), gives: "origin 200"), step(gives: "store 200 one")),
    Story(
      "Location of the same origin", "4.4", step(reply: first, gives: "origin 200 one"),
      step(.post, "/b", reply: .status(201, ["location: /a"]), gives: "origin 201"),
      step(reply: .status(200, [], "two"), gives: "origin 200 two")),
    Story(
      "an absolute Location", "4.4", step(reply: first, gives: "origin 200 one"),
      step(
        .post, "/b", reply: .status(201, ["location: http://example.com/a"]), gives: "origin 201"),
      step(reply: .status(200, [], "two"), gives: "origin 200 two")),
    Story(
      "Content-Location of the same origin", "4.4", step(reply: first, gives: "origin 200 one"),
      step(.post, "/b", reply: .status(200, ["content-location: /a"]), gives: "origin 200"),
      step(reply: .status(200, [], "two"), gives: "origin 200 two")),
    Story(
      "Location of another error", "4.4", step(reply: first, gives: "origin 200 one"),
      step(.post, "/b", reply: .status(500, ["location: /a"]), gives: "origin 500"),
      step(gives: "store 200 one")),
    Story(
      "all variants go", "4.4",
      step(
        .get, "/a", ["accept: a"], reply: .status(200, [minute, "vary: accept"], "one"),
        gives: "origin 200 one"),
      step(
        .get, "/a", ["accept: b"], reply: .status(200, [minute, "vary: accept"], "two"),
        gives: "origin 200 two"), step(.post, "/a", reply: .status(200), gives: "origin 200"),
      step(.get, "/a", ["accept: a"], reply: .status(200, [], "three"), gives: "origin 200 three")),
    Story(
      "the answer of a POST is not stored", "3",
      step(.post, reply: .status(200, [minute], "one"), gives: "origin 200 one"),
      step(.post, reply: .status(200, [minute], "two"), gives: "origin 200 two")),
  ]
}
