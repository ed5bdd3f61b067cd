import HTTPCaching
import HTTPTypes
import Testing

@Suite struct NormalizedURLTests {
  struct Case: Row {
    let id: String
    let section: String
    let url: String
    let normal: String

    init(_ id: String, _ section: String, _ url: String, _ normal: String) {
      (self.id, self.section, self.url, self.normal) = (id, section, url, normal)
    }
  }

  static let cases = [
    Case("nothing to do", "3986 6", "https://example.com/a/b.c", "https://example.com/a/b.c"),
    Case(
      "scheme and host in lower case", "3986 6.2.2.1", "HTTPS://EXAMPLE.com/A",
      "https://example.com/A"),
    Case("default port of https", "3986 6.2.3", "https://example.com:443/", "https://example.com/"),
    Case("default port of http", "3986 6.2.3", "http://example.com:80/", "http://example.com/"),
    Case("empty port", "3986 6.2.3", "https://example.com:/", "https://example.com/"),
    Case("other port", "3986 6.2.3", "https://example.com:80/", "https://example.com:80/"),
    Case("IPv6", "3986 3.2.2", "http://[2001:DB8::1]:80/a", "http://[2001:db8::1]/a"),
    Case(
      "IPv6 in upper case to its end", "3986 3.2.2", "http://[2001:DB8::AB]/a",
      "http://[2001:db8::ab]/a"),
    Case(
      "a host beyond ASCII", "3492", "http://BÜCHER.example:8080/",
      "http://xn--bcher-kva.example:8080/"
    ),
    Case("empty path", "9110 4.2.3", "https://example.com", "https://example.com/"),
    Case(
      "empty path with query", "9110 4.2.3", "https://example.com?a=1", "https://example.com/?a=1"),
    Case("user and password", "9110 4.2.4", "https://u:p@example.com/", "https://example.com/"),
    Case("at signs", "9110 4.2.4", "https://a@b@example.com/", "https://example.com/"),
    Case("fragment", "3986 3.5", "https://example.com/a#b?c", "https://example.com/a"),
    Case(
      "dot segments", "3986 5.2.4", "https://example.com/a/b/c/./../../g", "https://example.com/a/g"
    ),
    Case("dots at the end", "3986 5.2.4", "https://example.com/a/b/..", "https://example.com/a/"),
    Case("a dot at the end", "3986 5.2.4", "https://example.com/a/.", "https://example.com/a/"),
    Case("above the root", "3986 5.2.4", "https://example.com/../../a", "https://example.com/a"),
    Case(
      "three dots are a name", "3986 5.2.4", "https://example.com/.../a",
      "https://example.com/.../a"),
    Case("encoded dots", "3986 6.2.2.3", "https://example.com/a/%2e%2E/b", "https://example.com/b"),
    Case("empty segments stay", "3986 3.3", "https://example.com//a//", "https://example.com//a//"),
    Case(
      "hexadecimal in upper case", "3986 6.2.2.1", "https://example.com/%c3%a9",
      "https://example.com/%C3%A9"),
    Case(
      "unreserved is decoded", "3986 6.2.2.2", "https://example.com/%41%7e%5f",
      "https://example.com/A~_"),
    Case(
      "reserved stays encoded", "3986 6.2.2.2", "https://example.com/a%2Fb",
      "https://example.com/a%2Fb"),
    Case(
      "reserved stays plain", "3986 6.2.2.2", "https://example.com/a;b=c,d",
      "https://example.com/a;b=c,d"),
    Case(
      "what may not stand is encoded", "3986 2.1", "https://example.com/é <>\"",
      "https://example.com/%C3%A9%20%3C%3E%22"),
    Case(
      "a percent sign alone", "3986 2.1", "https://example.com/100%/%zz",
      "https://example.com/100%/%zz"),
    Case(
      "query in order of names", "setting", "https://example.com/?b=2&a=1",
      "https://example.com/?a=1&b=2"),
    Case(
      "equal names keep their order", "setting", "https://example.com/?s=z&s=a&b=1",
      "https://example.com/?b=1&s=z&s=a"),
    Case("blank values stay", "setting", "https://example.com/?b=&a", "https://example.com/?a&b="),
    Case("an empty query stays", "3986 6.2.3", "https://example.com/?", "https://example.com/?"),
    Case(
      "plus and space differ", "setting", "https://example.com/?a=1+2&b=1%202",
      "https://example.com/?a=1+2&b=1%202"),
    Case(
      "an equals sign in the value", "setting", "https://example.com/?a=b=c",
      "https://example.com/?a=b=c"),
    Case(
      "a slash in the query", "setting", "https://example.com/?a=/../b",
      "https://example.com/?a=/../b"),
    Case(
      "a secret", "setting", "https://example.com/?b=1&api_key=xyz",
      "https://example.com/?api_key=REDACTED&b=1"),
    Case(
      "a secret in any case", "setting", "https://example.com/?API%5Fkey=xyz",
      "https://example.com/?API_key=REDACTED"),
    Case(
      "a secret without value", "setting", "https://example.com/?access_token",
      "https://example.com/?access_token"),
    Case("no absolute URL", "setting", "/a/../b", "/a/../b"),
  ]

  @Test(arguments: cases)
  func `equal URLs have one spelling`(row: Case) {
    let policy = CachePolicy()
    #expect(CacheKey.normalizedURL(row.url, policy: policy) == row.normal)
    #expect(CacheKey.normalizedURL(row.normal, policy: policy) == row.normal)
  }

  @Test func `parameters keep their order where the policy says so`() throws {
    var policy = CachePolicy()
    policy.sortsQuery = false
    let url = "https://example.com/?b=1&api_key=xyz&a=%7e&b"
    let normal = "https://example.com/?b=1&api_key=REDACTED&a=~&b"
    #expect(CacheKey.normalizedURL(url, policy: policy) == normal)
    #expect(CacheKey.normalizedURL(normal, policy: policy) == normal)
    let keys = try ["?a=1&b=2", "?b=2&a=1"].map { query in
      let request = try #require(HTTPRequest(url: "https://example.com/" + query))
      return CacheKey.make(request, policy: policy).key
    }
    #expect(keys[0] != keys[1])
  }

  @Test(arguments: [
    ("http://bücher.example/ü", "http://xn--bcher-kva.example/%C3%BC"),
    ("http://Bücher:8080", "http://xn--bcher-kva:8080/"),
    ("http://[::1]:80/a", "http://[::1]:80/a"),
  ])
  func `a request names its host as it is looked up`(url: String, sent: String) throws {
    #expect(try #require(HTTPRequest(url: url)).absoluteURL == sent)
  }

  @Test func `a path without a slash gets one`() {
    let request = HTTPRequest(method: .get, scheme: "http", authority: "a.example", path: "b")
    #expect(request.absoluteURL == "http://a.example/b")
    #expect(CacheKey.make(request, policy: CachePolicy()).parts.url == "http://a.example/b")
  }

  @Test func `a server-wide request keeps its star`() {
    let star = HTTPRequest(method: .options, scheme: "https", authority: "example.com", path: "*")
    #expect(CacheKey.make(star, policy: CachePolicy()).parts.url == "https://example.com*")
  }
}
