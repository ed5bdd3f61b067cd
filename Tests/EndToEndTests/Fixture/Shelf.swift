import FoundationEssentials
import HTTPCaching
import HTTPTypes

/// What the fixture holds besides the entries that point to an origin: every state, every kind of body,
/// and enough of them that no screen shows all.
enum Shelf {
  /// Entries with those of ``OriginScript/recipes(_:)``.
  static let count = 1284
  /// How many of them are stale.
  static let staleCount = 216
  static let damagedURL = "https://api.example.com/v1/blob/77"
  static let usersURL = "https://api.example.com/v1/users?page=1"
  static let largeURL = "https://cdn.example.net/archive/2026-02.log"
  static let itemsURL = "https://api.example.com/v2/items"
  static let variantsURL = "https://api.example.com/v1/profile"

  static var recipes: [Recipe] {
    let known = (1...200).map(users) + others + special + (1...9).map(search)
    let rest = count - known.count - OriginScript.paths.count
    return known + (1...rest).map(filler)
  }

  /// Stale, the first one longest: a second later each.
  private static func users(_ page: Int) -> Recipe {
    let age = 841.9 - Double(page - 1)
    var settings = FreshnessSettings()
    settings.session = .after(86_400)
    return Recipe(
      url: "https://api.example.com/v1/users?page=\(page)", age: age,
      fields: [
        ("Content-Type", "application/json; charset=utf-8"),
        ("Cache-Control", "public, max-age=600"), ("ETag", "\"9f1c-\(299 - page)\""),
        ("Expires", HTTPDate.format(Moment.ago(age.rounded(.up) - 3600))),
        ("Vary", "accept-encoding"),
      ],
      requestFields: [("Accept", "application/json"), ("Accept-Encoding", "gzip, br")],
      varyNames: ["accept-encoding"], body: Bodies.users(page), settings: settings)
  }

  private static func search(_ number: Int) -> Recipe {
    Recipe(
      url: "https://api.example.com/v1/search?q=term\(number)", age: 40 + Double(number),
      fields: [("Content-Type", "application/json"), ("Cache-Control", "max-age=30")],
      body: Data(#"{"hits": \#(number)}"#.utf8))
  }

  private static func filler(_ number: Int) -> Recipe {
    Recipe(
      url: "https://docs.example.org/guide/chapter-\(number)", age: 600 + Double(number),
      fields: [
        ("Content-Type", "text/html; charset=utf-8"),
        ("Cache-Control", "max-age=\(86_400 + 60 * number)"), ("ETag", "\"c\(number)\""),
      ], body: Data("<h1>Chapter \(number)</h1>\n".utf8))
  }

  private static var others: [Recipe] {
    [
      Recipe(
        url: "https://api.example.com/v1/rates", age: 118,
        fields: [
          ("Content-Type", "application/json"),
          ("Cache-Control", "max-age=60, stale-while-revalidate=600"),
        ], body: Data(String(repeating: #"{"EUR": 1}"#, count: 64).utf8)),
      Recipe(
        url: "https://docs.example.org/index.html", age: 540,
        fields: [
          ("Content-Type", "text/html"), ("Cache-Control", "no-cache, max-age=86400"),
          ("ETag", "\"i1\""),
        ], body: Bodies.page),
      Recipe(
        url: "https://api.example.com/v1/users/99999", status: .notFound, age: 30,
        fields: [("Content-Type", "application/json"), ("Cache-Control", "max-age=60")],
        body: Data(#"{"error": "no such user"}"#.utf8), delay: 0),
      Recipe(
        url: "https://api.example.com/v1/countries", age: 10_800,
        fields: [("Content-Type", "application/json")],
        body: Data(String(repeating: "[]\n", count: 29_333).utf8), settings: rule),
      Recipe(
        url: "https://img.example.net/logo.png", age: 86_400,
        fields: [
          ("Content-Type", "image/png"),
          ("Last-Modified", HTTPDate.format(Moment.ago(86_400 + 70 * 86_400))),
        ], body: Bodies.picture),
      asset("GET", Data(repeating: 0x3B, count: 410_000)), asset("HEAD", Data()),
      Recipe(
        url: "https://example.org/", status: .movedPermanently, age: 172_800,
        fields: [("Location", "https://docs.example.org/")], settings: forEver),
      Recipe(
        url: damagedURL, age: 100, fields: [("Cache-Control", "max-age=60")],
        body: Data(count: 100)),
    ]
  }

  private static func asset(_ method: String, _ body: Data) -> Recipe {
    Recipe(
      method: method, url: "https://cdn.example.net/app.3f9c.js", age: 691_200,
      fields: [
        ("Content-Type", "text/javascript"), ("Cache-Control", "max-age=31536000, immutable"),
        ("ETag", "\"3f9c\""),
      ], body: body)
  }

  private static var rule: FreshnessSettings {
    var settings = FreshnessSettings()
    settings.urlRule = .init(
      pattern: "*.example.com/v1/countries", index: 0, expiration: .after(86_400))
    return settings
  }

  private static var forEver: FreshnessSettings {
    var settings = FreshnessSettings()
    settings.perRequest = .never
    return settings
  }

  /// All fresh, with bodies and addresses that test the viewer and the terminal.
  private static var special: [Recipe] {
    [
      Recipe(
        url: Hostile.url, status: .init(code: 200, reasonPhrase: Hostile.text), age: 20,
        fields: [
          ("Content-Type", "text/plain"), ("Cache-Control", "max-age=9000"),
          ("X-Title", Hostile.text), ("ETag", "\"\(Hostile.text)\""),
        ], body: Data(Hostile.body.utf8)),
      fresh(largeURL, "text/plain", Bodies.log),
      Recipe(
        url: "https://api.example.com/v2/export.txt", age: 60,
        fields: [
          ("Content-Type", "text/plain"), ("Content-Encoding", "gzip"),
          ("Cache-Control", "max-age=9000"),
        ], body: Data(String(repeating: "a line that packs well\n", count: 540).utf8),
        encodedSize: 3100),
      fresh("https://docs.example.org/preserves.html", "text/html", Bodies.page),
      fresh(itemsURL, "application/json", Bodies.items),
      fresh("https://example.net/日本語/🍓?味=甘い", "text/plain", Data("苺のジャム\n".utf8)),
    ] + ["en", "fr", "ja"].map(variant)
  }

  private static func fresh(_ url: String, _ type: String, _ body: Data) -> Recipe {
    Recipe(
      url: url, age: 60,
      fields: [("Content-Type", type), ("Cache-Control", "max-age=9000"), ("ETag", "\"f\"")],
      body: body)
  }

  private static func variant(_ language: String) -> Recipe {
    Recipe(
      url: variantsURL, age: 60,
      fields: [
        ("Content-Type", "application/json"), ("Cache-Control", "max-age=9000"),
        ("Vary", "Accept-Language"), ("Content-Language", language),
      ],
      requestFields: [("Accept-Language", language)], varyNames: ["accept-language"],
      body: Data(#"{"language": "\#(language)"}"#.utf8))
  }
}
