import RequestsCache
import TestSupport
import Testing

/// What is taken for its own spelling at a glance is that. An empty fragment makes a URL be looked at in full, and
/// goes.
@Suite(.ownThreads) struct PlainURLTests {
  private func url(_ url: String) -> String { requestsCacheKey(SentRequest(url: url)).url }

  @Test(
    arguments: [
      "http://a.test/", "https://a.test/b", "http://a.test/b/", "http://a.test:8080/b.c/d~e_f-g",
      "http://127.0.0.1:9/x", "http://a.test/?a=1&b=2", "http://a.test/?a=1&a=1&a=2",
      "http://a-b.c/q?x.y=z~", "https://xn--bcher-kva.test/1",
    ])
  func `a plain URL stays as it is`(plain: String) {
    #expect(url(plain) == plain)
    #expect(url(plain + "#") == plain)
  }

  @Test(
    arguments: [
      ("http://a.test", "http://a.test/"), ("http://a.test:80/", "http://a.test/"),
      ("https://a.test:443/", "https://a.test/"), ("http://a.test:08/", "http://a.test:8/"),
      ("http://A.test/", "http://a.test/"), ("http://a.test./", "http://a.test/"),
      ("http://a..test/", "http://a.test/"), ("http://a.test//b", "http://a.test/b"),
      ("http://a.test/./b", "http://a.test/b"), ("http://a.test/b/..", "http://a.test/"),
      ("http://a.test/?b=1&a=2", "http://a.test/?a=2&b=1"), ("http://a.test/?", "http://a.test/"),
      ("http://a.test/?a=2&a=1", "http://a.test/?a=1&a=2"),
      ("http://a.test/?a=", "http://a.test/"), ("http://a.test/?b&a=1", "http://a.test/?a=1&b"),
      ("http://a.test/?api_key=x", "http://a.test/?api_key=REDACTED"),
      ("http://a.test/%7Ex", "http://a.test/~x"), ("HTTP://a.test/", "http://a.test/"),
    ])
  func `what only looks plain is spelled anew`(sent: String, spelled: String) {
    #expect(url(sent) == spelled)
  }

  @Test func `a glance and a full look agree on any URL`() {
    var generator = SeededGenerator(seed: 3)
    let pieces = [
      "http://", "https://", "a", "b2", ".", "..", "/", "//", "-", "_", "~", ":80", ":443", ":8",
      "?",
      "&", "=", "a=1", "b=2", "api_key", "A", "%", "@", "x.test",
    ]
    for _ in 0..<20_000 {
      let count = Int.random(in: 1...9, using: &generator)
      let words = (0..<count).map { _ in pieces.randomElement(using: &generator) ?? "" }
      let sent = "http://a" + words.joined()
      #expect(url(sent) == url(sent + "#"), "\(sent)")
    }
  }
}
