import RequestsCache
import Testing

@Suite struct RequestedURLTests {
  @Test(arguments: [
    (" \tHTTP://Example.COM:0080/a/./b/../c d", "http://example.com:80/a/c%20d"),
    ("http://h", "http://h/"), ("http://h?a=1", "http://h/?a=1"), ("http://h#x", "http://h/#x"),
    ("http://h:/", "http://h/"), ("http://h:0/", "http://h/"), ("http://h\\a", "http://h/%5Ca"),
    ("http://h/%7e%2f%zz", "http://h/%257E%252F%25zz"), ("http://h/%7e%2f%c3", "http://h/~%2F%C3"),
    ("http://a@b:c@h/", "http://a%40b:c@h/"), ("http://ex%41mple.com/", "http://example.com/"),
    ("http://[2001:DB8::1]:80/", "http://[2001:db8::1]:80/"),
    ("http://[FE80::1%25eth0]/a%20b", "http://[fe80::1%25eth0]/a%2520b"),
    ("http://BÜCHER.de/ü?ü#ü", "http://xn--bcher-kva.de/%C3%BC?%C3%BC#%C3%BC"),
    ("http://ΣΑΣ.gr/", "http://xn--mxa8ab.gr/"),
    ("http+unix://%2Fvar%2Fsock/a%20b", "http+unix://%2Fvar%2Fsock/a%20b"),
    ("mailto: a b", "mailto: a b"), ("ftp://H/ü", "ftp://H/ü"),
  ])
  func `a URL is sent as requests spells it`(url: String, sent: String) {
    #expect(SentRequest.prepared(url: url).url == sent)
  }

  @Test(arguments: [
    "", "example.com/", "//h/", "http:/h", "http://", "http:///p", "http://*.h/", "http://.h/",
    "http://h:99999/", "http://h:x/", "http://[::1/", "http://[v1.x]/", "http://a b/",
    "http://%/", "http://%00/", "http.x://h/",
  ])
  func `a URL that requests refuses stays as it is`(url: String) {
    #expect(SentRequest.prepared(url: url).url == url)
  }

  @Test func `parameters go behind the query, as a form has them`() {
    let sent = SentRequest.prepared(
      url: "http://h/p?a=1#f", parameters: [.init("b c", "ü&="), .init("d", "")])
    #expect(sent.url == "http://h/p?a=1&b+c=%C3%BC%26%3D&d=#f")
  }

  @Test func `content and user become fields`() {
    let sent = SentRequest.prepared(
      method: "post", url: "http://u:p%40@h/", content: .form([.init("a", "1 2")]))
    #expect(sent.method == "POST")
    #expect(String(decoding: sent.body, as: UTF8.self) == "a=1+2")
    #expect(sent["content-type"] == "application/x-www-form-urlencoded")
    #expect(sent["content-length"] == "5")
    #expect(sent["authorization"] == "Basic dTpwQA==")
  }
}
