import FoundationEssentials
import RequestsCache
import Testing

@Suite struct RequestsKeyDifferenceTests {
  @Test func `equal requests have no differences`() {
    #expect(differences("http://h/?a=1&b=2", "HTTP://H:80/?b=2&a=1") == [])
  }

  @Test(arguments: [
    ("http://h/", "https://h/", "The scheme is http, and https in the cache."),
    ("http://h/", "http://g:81/", "The host is h, and g:81 in the cache."),
    ("http://u:secret@h/", "http://h/", "The user or password in the URL is another one."),
    ("http://h/a", "http://h/b/c", "The path is /a, and /b/c in the cache."),
    ("http://h/?a=1", "http://h/", "The parameter a is 1, and not there in the cache."),
    ("http://h/", "http://h/?a=1", "The parameter a is not there, and 1 in the cache."),
    ("http://h/?a=1&b=x", "http://h/?b=x&a=2", "The parameter a is 1, and 2 in the cache."),
    ("http://h/?a=1&a=2", "http://h/?a=%20", "The parameter a is 1, 2, and   in the cache."),
    ("http://h/?flag", "http://h/", "The parameter flag is empty, and not there in the cache."),
    ("http://h/#x", "http://h/", "The fragment is x, and empty in the cache."),
  ])
  func `a URL's difference is one sentence`(wanted: String, stored: String, sentence: String) {
    #expect(differences(wanted, stored).map(\.description) == [sentence])
  }

  @Test func `method, body, fields and settings are told apart`() {
    let wanted = key("POST", "http://h/", fields: [("X", "1")], body: "abc")
    var settings = RequestsKeySettings()
    settings.verify = .off
    settings.serializer = "None"
    settings.matchedHeaders = .all
    let stored = key("PUT", "http://h/", fields: [("X", "2"), ("Y", "3")], body: "abd", settings)
    #expect(
      wanted.differences(from: stored) == [
        .method(wanted: "POST", stored: "PUT"), .body(wanted: 3, stored: 3),
        .field(name: "x", wanted: nil, stored: "2"), .field(name: "y", wanted: nil, stored: "3"),
        .verify(wanted: "True", stored: ""),
        .serializer(wanted: RequestsKeySettings().serializer, stored: "None"),
      ])
  }

  @Test func `of JSON objects and forms the members are told`() {
    let json = [("Content-Type", "application/json")]
    let left = key("POST", "http://h/", fields: json, body: #"{"a": 1, "b": [1], "c": 0}"#)
    let right = key("POST", "http://h/", fields: json, body: #"{"a": 1, "b": [2], "d": "x"}"#)
    #expect(
      left.differences(from: right) == [
        .bodyMember(name: "b", wanted: ["[1]"], stored: ["[2]"]),
        .bodyMember(name: "c", wanted: ["0"], stored: []),
        .bodyMember(name: "d", wanted: [], stored: ["\"x\""]),
      ])
  }

  @Test func `redacted values are not told`() {
    let found = differences("http://h/?api_key=secret", "http://h/")
    #expect(found == [.parameter(name: "api_key", wanted: ["REDACTED"], stored: [])])
  }

  @Test func `the nearest have the host, then method and path, then few differences`() {
    let stored = [
      "http://other/p?a=1", "http://h/q?a=1", "http://h/p?b=1", "http://h/p?a=2",
      "http://h/p?a=1&b=1", "http://h/p/r",
    ]
    var nearest = NearestRequests<Int>(to: key("GET", "http://h/p?a=1"), limit: 4)
    for (index, url) in stored.enumerated() { nearest.consider(key("GET", url), id: index) }
    nearest.consider(key("POST", "http://h/p?a=1"), id: 99)
    #expect(nearest.nearest.map(\.id) == [3, 4, 2, 99])
    #expect(nearest.nearest.map(\.distance) == [6, 10, 20, 100_000])
  }

  @Test func `a request is at no distance from itself, and nothing compares across hosts`() {
    let wanted = key("GET", "http://h/p?a=1")
    #expect(wanted.distance(to: wanted) == 0)
    #expect(wanted.distance(to: key("GET", "http://g/p?a=1")) == nil)
  }

  private func differences(_ wanted: String, _ stored: String) -> [RequestsKeyDifference] {
    key("GET", wanted).differences(from: key("GET", stored))
  }

  private func key(
    _ method: String, _ url: String, fields: [(String, String)] = [], body: String = "",
    _ settings: RequestsKeySettings = RequestsKeySettings()
  ) -> RequestsKey {
    let request = SentRequest(
      method: method, url: url, fields: fields.map { .init($0.0, $0.1) }, body: Data(body.utf8))
    return requestsCacheKey(request, settings: settings)
  }
}
