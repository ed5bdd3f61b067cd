import BrowserUI
import Testing

@Suite struct URLPartsTests {
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
