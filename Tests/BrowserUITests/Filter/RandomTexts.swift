/// Texts of the pieces that filters are made of, in any order, the same ones each time.
struct RandomTexts {
  private var state: UInt64 = 11

  private static let pieces = [
    "a", "users", " ", " ", " ", "(", ")", "not ", "-", "!", " or ", " and ", "|", "&", "\"", "'",
    "\\", "host:", "host:api.*", "status:404,5xx", "size>1M", "size:1..2", "url~", "[ab]+", "a|b",
    "(x)", "\\d", "header:", "etag", "~", "!~", "=", "req:accept~json", "body~x", "body:",
    "is:stale",
    "has:", "vary", ",", "sort:-size", "limit:3", "@big", "~u ", "~b x", "~marked", "stored>",
    "2026-02-01", "..", "ttl<-5m", "expires:never", "{2}", "^$", "ü", "\u{301}", "\u{0}", "\n", "🐟",
    "key:", "type:json", "why:max-age", "lm:", "@", ":", "http://x:80/?a=b&c",
  ]

  private mutating func below(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % bound
  }

  mutating func next() -> String {
    (0..<(1 + below(9))).map { _ in Self.pieces[below(Self.pieces.count)] }.joined()
  }
}
