extension Story {
  private static let minute = "cache-control: max-age=60"

  /// Fields of one connection (RFC 9111 section 3.1, RFC 9110 section 7.6.1).
  static let connections: [Story] =
    [
      ("Connection", ["connection: close"], "!connection"),
      ("what Connection names", ["connection: x-hop", "x-hop: 1"], "!x-hop"),
      ("in any case", ["Connection: X-HOP", "X-Hop: 1"], "!x-hop"),
      ("in a list", ["connection: close, x-hop", "x-hop: 1"], "!x-hop"),
      ("on a second line", ["connection: close", "connection: x-hop", "x-hop: 1"], "!x-hop"),
      ("Keep-Alive", ["keep-alive: timeout=5"], "!keep-alive"),
      ("TE", ["te: trailers"], "!te"), ("Trailer", ["trailer: x-a"], "!trailer"),
      ("Transfer-Encoding", ["transfer-encoding: chunked"], "!transfer-encoding"),
      ("Upgrade", ["upgrade: h2c"], "!upgrade"),
      ("Proxy-Connection", ["proxy-connection: close"], "!proxy-connection"),
      ("Proxy-Authenticate", ["proxy-authenticate: Basic"], "!proxy-authenticate"),
      (
        "Proxy-Authentication-Info", ["proxy-authentication-info: a"], "!proxy-authentication-info"
      ),
      ("Proxy-Authorization", ["proxy-authorization: a"], "!proxy-authorization"),
      ("what nobody names", ["connection: x-hop", "x-a: 1"], "x-a: 1"),
      ("an unknown field", ["x-unknown: 1"], "x-unknown: 1"),
      ("Content-Type", ["connection: content-type", "content-type: a/b"], "content-type: a/b"),
      ("Cache-Control", ["connection: cache-control"], "cache-control: max-age=60"),
      (
        "CDN-Cache-Control",
        ["connection: cdn-cache-control", "cdn-cache-control: max-age=9"],
        "cdn-cache-control: max-age=9"
      ),
    ].map { id, lines, line in
      Story(
        id, "3.1", step(reply: .status(200, [minute] + lines, "one"), gives: "origin 200 one"),
        step(gives: "store 200 one", has: [line]))
    }
}
