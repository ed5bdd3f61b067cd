/// A term of mitmproxy's filters, for fingers that know those: `~u users` is `url~users`.
struct FilterAlias: Sendable {
  enum Meaning: Sendable {
    /// Any of these fields, with the value that follows.
    case value([String], FilterOperator)
    /// A term by itself.
    case term(field: String, value: String)
    /// Nothing here can answer it; the sentence says why.
    case missing(String)
  }

  var name: String
  var meaning: Meaning

  static let all: [FilterAlias] = [
    FilterAlias(name: "u", meaning: .value(["url"], .regex)),
    FilterAlias(name: "d", meaning: .value(["host"], .regex)),
    FilterAlias(name: "m", meaning: .value(["method"], .regex)),
    FilterAlias(name: "c", meaning: .value(["status"], .matches)),
    FilterAlias(name: "t", meaning: .value(["type"], .regex)),
    FilterAlias(name: "h", meaning: .value(["req", "header"], .regex)),
    FilterAlias(name: "hq", meaning: .value(["req"], .regex)),
    FilterAlias(name: "hs", meaning: .value(["header"], .regex)),
    FilterAlias(name: "b", meaning: .value(["body"], .regex)),
    FilterAlias(name: "bs", meaning: .value(["body"], .regex)),
    FilterAlias(
      name: "bq",
      meaning: .missing("a cache keeps no bodies of requests: ~bs looks in those of responses")),
    FilterAlias(
      name: "a",
      meaning: .term(
        field: "type", value: "css,javascript,x-javascript,image,font,x-shockwave-flash")
    ),
    FilterAlias(name: "marked", meaning: .term(field: "is", value: "marked")),
    FilterAlias(name: "all", meaning: .term(field: "url", value: "*")),
  ]

  static func named(_ name: String) -> FilterAlias? { all.first { $0.name == name } }

  /// The sentence about a name that is none.
  static func unknown(_ name: String) -> String {
    "there is no ~\(name): " + all.map { "~" + $0.name }.joined(separator: " ")
  }
}
