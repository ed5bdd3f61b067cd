import FoundationEssentials
import HTTPCaching
import HTTPTypes
import Testing

@Suite struct CacheKeyTests {
  let plain = CachePolicy()

  func key(_ request: HTTPRequest, body: String? = nil, policy: CachePolicy? = nil) -> CacheKey {
    CacheKey.make(request, body: body.map { Data($0.utf8) }, policy: policy ?? plain).key
  }

  @Test func `a key has 128 bits and is the same tomorrow`() {
    #expect(key(request()).hex == "4afdc87918d8a4976d54691b119593c2")
    #expect(key(request()).hex.count == 32)
  }

  @Test func `method, URL and body tell requests apart`() {
    let keys = [
      key(request()), key(request(method: .head)), key(request(path: "/b")),
      key(request(authority: "example.org")), key(request(method: .post), body: "a"),
      key(request(method: .post), body: "b"), key(request(method: .post)),
    ]
    #expect(Set(keys).count == keys.count)
  }

  @Test func `no two lists of parts run together`() {
    let one = CacheKeyParts(method: "GET", url: "https://a/bc")
    let other = CacheKeyParts(method: "GE", url: "Thttps://a/bc")
    let body = CacheKeyParts(method: "GET", url: "https://a/", bodyDigest: "bc")
    let field = CacheKeyParts(
      method: "GET", url: "https://a/", matchedFields: [.init(name: "b", value: "c")])
    let joined = CacheKeyParts(
      method: "GET", url: "https://a/", matchedFields: [.init(name: "bc", value: "")])
    #expect(Set([one, other, body, field, joined].map { CacheKey($0) }).count == 5)
  }

  @Test func `fields count only when they are matched, and then in one spelling`() {
    let english = request(["accept-language: en,  de"])
    #expect(key(english) == key(request()))
    let matching = policy { $0.matchedFields = [.acceptLanguage, .accept] }
    #expect(key(english, policy: matching) != key(request(), policy: matching))
    let respelled = request(["Accept-Language: en", "accept-language: de"])
    #expect(key(english, policy: matching) == key(respelled, policy: matching))
    let parts = CacheKey.make(english, policy: matching).parts
    #expect(parts.matchedFields == [.init(name: "accept-language", value: "en, de")])
  }

  @Test func `secrets do not enter the key, and their names are told`() {
    let first = request(["authorization: Bearer a"], path: "/?access_token=1&q=x")
    let second = request(["authorization: Bearer b"], path: "/?access_token=2&q=x")
    #expect(key(first) == key(second))
    let parts = CacheKey.make(first, policy: plain).parts
    #expect(parts.url == "https://example.com/?access_token=REDACTED&q=x")
    #expect(parts.ignoredParameters == ["access_token", "authorization"])
    let matching = policy { $0.matchedFields = [.authorization] }
    #expect(key(first, policy: matching) == key(second, policy: matching))
    #expect(
      key(first, policy: matching) != key(request(path: "/?access_token=1&q=x"), policy: matching))
  }

  @Test func `a shared cache that keeps the order of parameters tells spellings apart`() {
    let paths = ["/a", "/x/../a", "/y/../a", "/./a", "/%61", "/a?b=%7e", "/a?b=~", "/a?api_key=1"]
    var shared = CachePolicy.shared
    #expect(Set(paths.map { key(request(path: $0), policy: shared) }).count == 3)
    shared.sortsQuery = false
    #expect(Set(paths.map { key(request(path: $0), policy: shared) }).count == paths.count)
    let parts = CacheKey.make(request(path: "/x/../a"), policy: shared).parts
    #expect(parts.url == "https://example.com/a")
    #expect(CacheKey.make(request(path: "/a?b=~"), policy: shared).parts.matchedFields.isEmpty)
  }

  static let bodies: [(String, String, String, String, Bool)] = [
    (
      "json", "application/json", #"{"access_token":"a","q":1}"#, #"{"access_token":"b","q":1}"#,
      true
    ),
    (
      "json, other member", "application/json", #"{"access_token":"a","q":1}"#,
      #"{"access_token":"a","q":2}"#,
      false
    ),
    (
      "json, nested", "application/json", #"{"x":[{"access_token":1}],"y":"}"}"#,
      #"{"x":[{"access_token":{"a":[2]}}],"y":"}"}"#, true
    ),
    (
      "json, nested, more asked", "application/json", #"{"x":{"access_token":1,"q":1}}"#,
      #"{"x":{"access_token":1,"q":2}}"#, false
    ),
    (
      "json, escaped name", "application/json", #"{"access\u005ftoken":1}"#,
      #"{"access\u005ftoken":2}"#, true
    ),
    (
      "json, a value that is called so", "application/json", #"{"q":"access_token"}"#,
      #"{"q":"access_token","r":1}"#, false
    ),
    (
      "json, deep value", "application/vnd.a+json", #"{"access_token":[{"a":"]}"}],"q":1}"#,
      #"{"access_token":0,"q":1}"#, true
    ),
    (
      "json, escaped quote", "application/json", #"{"access_token":"\",\"q\":2","q":1}"#,
      #"{"access_token":1,"q":1}"#, true
    ),
    ("json, broken", "application/json", #"{"access_token":"a""#, #"{"access_token":"b""#, false),
    (
      "json, an array", "application/json", #"[{"access_token":1}]"#, #"[{"access_token":2}]"#,
      true
    ),
    ("json, brackets that don't pair", "application/json", "{\"access_token\":1]", "[}", false),
    (
      "form", "application/x-www-form-urlencoded; charset=utf-8", "b=1&access_token=a",
      "access_token=b&b=1", true
    ),
    ("text", "text/plain", "access_token=a", "access_token=b", false),
  ]

  @Test(arguments: bodies)
  func `secrets in forms and in JSON are redacted in the digest`(
    id: String, type: String, first: String, second: String, isSame: Bool
  ) {
    let post = request(["content-type: \(type)"], method: .post)
    #expect((key(post, body: first) == key(post, body: second)) == isSame, "\(id)")
  }

  @Test func `what is stored of a request has no secrets`() {
    let secret = request(
      ["authorization: Basic eDp5", "X-API-Key: 1", "accept: a"],
      path: "/?z=1&Access_Token=2&a=%c3",
      authority: "u:p@example.com")
    let redacted = plain.redacted(secret)
    #expect(redacted.authority == "example.com")
    #expect(redacted.path == "/?z=1&Access_Token=REDACTED&a=%C3")
    #expect(redacted.headerFields[.authorization] == "REDACTED")
    #expect(redacted.headerFields[.accept] == "a")
    #expect(HTTPField.Name("x-api-key").flatMap { redacted.headerFields[$0] } == "REDACTED")
    let harmless = request(["accept: a"], path: "/?b=%c3")
    #expect(plain.redacted(harmless) == harmless)
  }

  @Test func `with nothing ignored, all is kept and told apart`() {
    let open = policy { $0.ignoredParameters = [] }
    let first = request(path: "/?access_token=1")
    #expect(key(first, policy: open) != key(request(path: "/?access_token=2"), policy: open))
    #expect(open.redacted(first) == first)
  }

  @Test func `the URL as it was made is whole`() {
    #expect(CacheKey.requestURL(request(path: "/x?y")) == "https://example.com/x?y")
  }
}
