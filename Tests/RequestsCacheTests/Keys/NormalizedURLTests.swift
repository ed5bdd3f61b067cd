import FoundationEssentials
import RequestsCache
import Testing

@Suite struct NormalizedURLTests {
  @Test(arguments: [
    ("http://EXAMPLE.com.:80", "http://example.com/"), ("https://h:443/", "https://h/"),
    ("http://a..b/", "http://a.b/"), ("http://@h/", "http://h/"), ("http://:@h/", "http://h/"),
    ("http://us%65r:p%3a@h/", "http://user:p%3A@h/"), ("http://[::1]:80/", "http://[::1]/"),
    ("http://h//a///b/./../c/..", "http://h/a/"), ("http://h/a%2fb%2e%2E", "http://h/a%2Fb.."),
    ("http://h/e%cc%81%FF", "http://h/%C3%A9%FF"), ("http://h/F%2F%cc%87", "http://h/F%2F%CC%87"),
    ("http://h/a;", "http://h/a"), ("http://h/a;b;", "http://h/a;b;"),
    ("http://h/;/a", "http://h/;/a"), ("http://h/?", "http://h/"), ("http://h/?a=", "http://h/"),
    ("http://h/?b&a&c=1", "http://h/?c=1&a&b"), ("http://h/?b=2&a=2&a=1", "http://h/?a=1&a=2&b=2"),
    ("http://h/?a=%ff+%2B%3D%26", "http://h/?a=%EF%BF%BD+%2B%3D%26"),
    ("http://h/?api%5Fkey=1&API_KEY=1", "http://h/?API_KEY=1&api_key=REDACTED"),
    ("http://h/?a=1#!b=2", "http://h/?a=1&_escaped_fragment_=b%3D2"), ("http://h/#", "http://h/"),
    ("http://h/#a/b=e%cc%81", "http://h/#a%2Fb=%C3%A9"), ("localhost:8/x", "https://localhost:8/x"),
    ("mailto:A@b", "mailto:A@b"), ("file:/a//b", "file:///a/b"), ("", ""),
  ])
  func `a URL is compared in the spelling of url-normalize`(url: String, normal: String) {
    #expect(requestsCacheKey(SentRequest(url: url)).url == normal)
  }

  @Test(arguments: [
    (RequestsKeyRelease.URLNormalize.v2, "http://h/a%2Fb?q=%2B&z=%3D", "http://h/a/b?q=+&z=%3D"),
    (.v1, "http://h/a%2Fb?q=%2B&z=%3D", "http://h/a/b?q=+&z=="),
    (.v2, "http://h/%ff", "http://h/%EF%BF%BD"), (.v1, "http://h/%3F", "http://h/?"),
    (.v2, "http://h/%3F", "http://h/%3F"), (.v1, "http://h/?utm_source=x&a=1", "http://h/?a=1"),
    (.v2, "http://h/?utm_source=x&a=1", "http://h/?a=1&utm_source=x"),
    (.v2, "http://h/#!a", "http://h/?_escaped_fragment_=a"),
    (.v1, "http://h/#a=", "http://h/#a%3D"),
    (.v2, "http://[::1]:80/", "http://[::1]:80/"),
    (.v2, "http+unix://s/a", "https://http+unix/s/a"),
  ])
  func `an older url-normalize has its own spelling`(
    release: RequestsKeyRelease.URLNormalize, url: String, normal: String
  ) {
    let settings = RequestsKeySettings(release: .init(urlNormalize: release))
    #expect(requestsCacheKey(SentRequest(url: url), settings: settings).url == normal)
  }

  @Test func `what was redacted is told, with its place`() {
    let request = SentRequest(
      method: "POST", url: "http://h/?api_key=1&q=1",
      fields: [.init("Authorization", "x"), .init("Content-Type", "application/json")],
      body: .init(#"{"access_token": 1, "a": 2}"#.utf8))
    let told = requestsCacheKey(request).redactions
    #expect(told.map(\.name) == ["api_key", "access_token", "Authorization"])
    #expect(told.map(\.place) == [.query, .body, .field])
  }
}
