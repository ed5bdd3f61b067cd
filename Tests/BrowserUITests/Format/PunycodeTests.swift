import BrowserUI
import Testing

@Suite struct PunycodeTests {
  @Test(arguments: [
    ("bücher.example", "xn--bcher-kva.example"), ("münchen", "xn--mnchen-3ya"),
    ("他们为什么不说中文", "xn--ihqwcrb4cv8a8dqg056pqjye"),
    ("ليهمابتكلموشعربي؟", "xn--egbpdaj6bu4bxfgehfvwxn"),
    ("раураl.com", "xn--l-7sba6dbr.com"),
  ])
  func `a host beyond ASCII has the form of RFC 3492`(host: String, ascii: String) {
    #expect(Punycode.asciiHost(host) == ascii)
  }

  @Test func `an ASCII host has none`() {
    #expect(Punycode.asciiHost("example.com") == nil)
    #expect(Punycode.asciiHost("") == nil)
  }

  @Test(arguments: [
    ("https://u:p@api.example.com:8080/a/b?c=d#e", "api.example.com:8080", "/a/b", "c=d"),
    ("http://[::1]:80", "[::1]:80", "", nil), ("/only/path?", "", "/only/path", ""),
    ("https://h?q", "h", "", "q"), ("", "", "", nil),
  ])
  func `a URL is taken apart as it stands`(
    url: String, authority: String, path: String, query: String?
  ) {
    let parts = URLParts(url)
    #expect(parts.authority == authority)
    #expect(parts.path == path)
    #expect(parts.query == query)
  }

  @Test func `a host has no port`() {
    #expect(URLParts("https://api.example.com:8080/").host == "api.example.com")
    #expect(URLParts("https://[::1]:8080/").host == "[::1]")
  }
}
