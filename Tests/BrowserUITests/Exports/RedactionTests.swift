import BrowserUI
import HTTPCaching
import HTTPTypes
import Testing

@Suite struct RedactionTests {
  @Test(arguments: [
    ("https://x.example/a?b=1", "https://x.example/a?b=1"),
    ("https://me:pw@x.example/", "https://REDACTED-1@x.example/"),
    ("https://x.example/?api_key=k&q=1#top", "https://x.example/?api_key=REDACTED-1&q=1#top"),
    ("https://x.example/?a%70i_key=k", "https://x.example/?a%70i_key=REDACTED-1"),
    ("https://x.example/?ACCESS_TOKEN=k", "https://x.example/?ACCESS_TOKEN=REDACTED-1"),
    ("https://x.example/cb#access_token=k", "https://x.example/cb#access_token=REDACTED-1"),
    (
      "https://x.example/?token=k;sig=k&sig=j",
      "https://x.example/?token=REDACTED-1;sig=REDACTED-1&sig=REDACTED-2"
    ),
    ("https://x.example/?api_key=REDACTED", "https://x.example/?api_key=REDACTED"),
    ("https://x.example/?api_key=", "https://x.example/?api_key="),
    ("/a@b?x=1@2", "/a@b?x=1@2"), ("", ""), ("?", "?"), ("//u@h", "//REDACTED-1@h"),
  ])
  func `secrets in URLs are replaced, and nothing else`(url: String, safe: String) {
    var redaction = Redaction()
    #expect(redaction.url(url) == safe)
    var nothing = Redaction(isOn: false)
    #expect(nothing.url(url) == url && nothing.count == 0)
  }

  @Test(arguments: [
    ("Authorization", true), ("cookie", true), ("Set-Cookie", true), ("Proxy-Anything", true),
    ("X-API-Key", true), ("X-CSRF-Token", true), ("X-XSRF-TOKEN", true), ("CSRF-Token", true),
    ("X-Vault-Token", true), ("Client-Secret", true), ("ETag", false), ("Accept", false),
    ("Proxy-Authenticate", false), ("WWW-Authenticate", false),
  ])
  func `fields that carry secrets are known by name`(name: String, isSecret: Bool) throws {
    var redaction = Redaction()
    let field = HTTPField(name: try #require(HTTPField.Name(name)), value: "v")
    #expect(redaction.value(of: field) == (isSecret ? "REDACTED-1" : "v"))
    #expect(redaction.count == (isSecret ? 1 : 0))
  }

  @Test func `names can be added`() {
    var redaction = Redaction(names: SecretNames(["page"]))
    #expect(
      redaction.url("https://x.example/?page=1&q=2") == "https://x.example/?page=REDACTED-1&q=2")
  }

  @Test func `equal values have equal placeholders, wherever they stand`() throws {
    var redaction = Redaction()
    let field = HTTPField(name: .authorization, value: "same")
    #expect(redaction.value(of: field) == "REDACTED-1")
    #expect(
      redaction.url("https://x.example/?token=other") == "https://x.example/?token=REDACTED-2")
    #expect(redaction.url("https://same@x.example/") == "https://REDACTED-1@x.example/")
    #expect(redaction.count == 2 && redaction.words == "2 values redacted")
  }

  @Test func `a field that leads elsewhere keeps no secret of that place`() {
    var redaction = Redaction()
    let field = HTTPField(name: .location, value: "https://u:p@y.example/?api_key=k")
    #expect(redaction.value(of: field) == "https://REDACTED-1@y.example/?api_key=REDACTED-2")
  }
}
