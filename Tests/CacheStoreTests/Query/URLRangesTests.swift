import CacheStore
import Testing

@Test(arguments: [
  ("https://example.com/a", "example.com"), ("https://example.com:443/", "example.com"),
  ("http://example.com:80", "example.com"), ("http://example.com:443/", "example.com:443"),
  ("https://EXAMPLE.com:8443/x", "example.com:8443"), ("https://u:p@example.com/@b", "example.com"),
  ("https://[::1]:443/", "[::1]"), ("https://example.com?x=/y", "example.com"),
  ("ftp://example.com:21/", "example.com:21"), ("", ""), ("/only/a/path", ""), ("https://", ""),
])
func `a host is in lower case and has a port that isn't the scheme's`(url: String, host: String) {
  #expect(URLRanges.host(of: url) == host)
  #expect(URLRanges.withHost(of: url) { String(decoding: $0, as: UTF8.self) } == host)
}

@Test(arguments: [
  ("https://example.com/a/b?c=d&e#f", "https", "/a/b", "c=d&e"),
  ("https://example.com", "https", "", ""), ("https://example.com?q", "https", "", "q"),
  ("https://example.com/?", "https", "/", ""), ("/a?b", "", "/a", "b"), ("", "", "", ""),
  ("http://h/p#x?y", "http", "/p", ""), ("http://h/a?b=http://c/d", "http", "/a", "b=http://c/d"),
])
func `a URL falls into scheme, path and query`(
  url: String, scheme: String, path: String, query: String
) {
  #expect(URLRanges.text(of: .scheme, in: url) == scheme)
  #expect(URLRanges.text(of: .path, in: url) == path)
  #expect(URLRanges.text(of: .query, in: url) == query)
}
