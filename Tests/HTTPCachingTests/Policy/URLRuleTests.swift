import HTTPCaching
import HTTPTypes
import Testing

@Suite struct URLRuleTests {
  static let globs: [(String, String, Bool)] = [
    ("example.com", "https://example.com/a", true),
    ("example.com/api", "https://example.com/api/users?page=1", true),
    ("example.com/api", "https://example.com/ap", false),
    ("*.example.com", "https://api.example.com/x", true),
    ("*.example.com", "https://example.com/x", false),
    ("example.com/*/users", "https://example.com/a/b/users", true),
    ("example.com/**/users", "https://example.com/a/b/users", true),
    ("*/b*d/*e", "https://example.com/b/c/d/x/e/f", true),
    ("https://example.com", "https://example.com/", true),
    ("http://example.com", "https://example.com/", false),
    ("*://example.com", "https://example.com/", true),
    ("example.com/a?b=1", "https://example.com/a?b=1&c", true),
    ("example.com/a?b=1", "https://example.com/aXb=1", true),
    ("example.com/a?b=1", "https://example.com/ab=1", false),
    ("example.com/?", "https://example.com/", false),
    ("example.com/[ab]", "https://example.com/b", true),
    ("example.com/[ab]", "https://example.com/c", false),
    ("example.com/[!ab]", "https://example.com/b", false),
    ("example.com/[!ab]", "https://example.com/c", true),
    ("example.com/[a-cx]", "https://example.com/x", true),
    ("example.com/[a-cx]", "https://example.com/d", false),
    ("example.com/[c-a]", "https://example.com/b", false),
    ("example.com/[]a]", "https://example.com/]", true),
    ("example.com/[a-]", "https://example.com/-", true),
    ("example.com/[a", "https://example.com/[a", true),
    ("example.com/[!]", "https://example.com/[!]", true),
    ("[::1]:80/a", "http://[::1]:80/a", true),
    ("[::1]:80/a", "http://1:80/a", false),
    ("*/[0-9][0-9]*/x?z", "https://example.com/1/12a/xyz", true),
    ("*/[0-9][0-9]*/x?z", "https://example.com/1/12a/yz", false),
    ("", "https://example.com/", true),
    ("*", "https://example.com/", true),
    ("example.com/*aab*", "https://example.com/aaab", true),
  ]

  @Test(arguments: globs)
  func `a glob matches from the start, and stars cross slashes`(
    glob: String, url: String, matches: Bool
  ) {
    #expect(URLRule(glob: glob, .never).matches(url) == matches)
  }

  @Test func `a glob is matched in linear time, whatever it is`() {
    // Backtracking over these would outlast the universe.
    let glob = Glob(String(repeating: "*aaaaaaaab", count: 200) + "*c")
    let text = String(repeating: "aaaaaaaa", count: 20_000)
    #expect(!glob.matches(text.utf8))
    #expect(Glob("*ab*").matches((text + "b").utf8))
    // With places that allow several bytes it takes the product of both lengths at most.
    let open = Glob(String(repeating: "*a?[ab]aaab", count: 50) + "*c")
    #expect(!open.matches(text.prefix(20_000).utf8))
  }

  @Test func `a regular expression is searched in the whole URL`() throws {
    let rule = try URLRule(regex: #"\.(png|jpe?g)$"#, .after(60))
    #expect(rule.matches("https://example.com/a.jpg"))
    #expect(!rule.matches("https://example.com/a.jpg?x"))
    #expect(throws: (any Error).self) { try URLRule(regex: "(", .never) }
  }

  @Test func `the first rule that matches applies, with its place`() {
    let rules = policy {
      $0.urlRules = [URLRule(glob: "other", .never), URLRule(glob: "*/a", .after(5))]
      $0.expireAfter = .after(9)
    }
    let matched = rules.settings(for: request(path: "/a")).urlRule
    #expect(matched == .init(pattern: "*/a", index: 1, expiration: .after(5)))
    #expect(rules.settings(for: request(path: "/b")).urlRule == nil)
    #expect(rules.settings(for: request(path: "/b")).session == .after(9))
  }

  @Test func `a policy hands its settings to the response`() {
    let strict = policy {
      $0.usesResponseFields = false
      $0.heuristicFraction = 0.2
      $0.staleIfError = .always
      $0.staleWhileRevalidate = .seconds(-4)
    }
    let settings = strict.settings(for: request(), perRequest: .never)
    #expect(!settings.usesResponseFields)
    #expect(settings.heuristicFraction == 0.2)
    #expect(settings.staleIfError == 2_147_483_648)
    #expect(settings.staleWhileRevalidate == 0)
    #expect(settings.perRequest == .never)
  }
}
