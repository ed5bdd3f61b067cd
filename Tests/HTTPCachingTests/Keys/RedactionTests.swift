import FoundationEssentials
import HTTPCaching
import HTTPTypes
import Testing

/// What is stored of a request and a response that say secrets.
@Suite struct RedactionTests {
  private let policy = CachePolicy()

  @Test(arguments: [
    ("/a?api_key=1", "/a?api_key=REDACTED"),
    ("/a?b=2&API_KEY=1&a=3", "/a?b=2&API_KEY=REDACTED&a=3"),
    ("/a?b=1", "/a?b=1"), ("//ada:1@b/c", "//ada:1@b/c"), ("/a?api_key", "/a?api_key"),
  ])
  func `a path keeps its order and loses what is ignored`(path: String, stored: String) {
    let request = HTTPRequest(method: .get, scheme: "https", authority: "u:p@h", path: path)
    #expect(policy.redacted(request).path == stored)
    #expect(policy.redacted(request).authority == "h")
  }

  @Test(arguments: [
    ("http://u:p@h/a", "http://h/a"), ("//u@h?api_key=1#f", "//h?api_key=REDACTED"),
    ("/mail/a@b", "/mail/a@b"), ("http://h/a@b:c", "http://h/a@b:c"), ("a?b=1#f", "a?b=1#f"),
    ("mailto:a@b", "mailto:a@b"), ("", ""), ("http://h?q=u@v", "http://h?q=u@v"),
  ])
  func `a URL in a field loses user name and parameters`(url: String, stored: String) {
    var request = HTTPRequest(method: .get, scheme: "https", authority: "h", path: "/")
    request.headerFields[.referer] = url
    #expect(policy.redacted(request).headerFields[.referer] == stored)
  }

  @Test func `cookies lose the values of ignored names alone`() throws {
    var policy = policy
    policy.ignoredParameters = ["sid"]
    var request = HTTPRequest(method: .get, scheme: "https", authority: "h", path: "/")
    request.headerFields[.cookie] = "a=1; SID=2;b; sid =3=4"
    #expect(
      policy.redacted(request).headerFields[.cookie] == "a=1; SID=REDACTED;b; sid =REDACTED")
    var response = HTTPResponse(status: .ok)
    response.headerFields[values: .setCookie] = ["sid=1; Path=/; sid=2", "b=sid=3"]
    let stored = try #require(policy.redacted(answer(request, response)))
    #expect(
      stored.response.headerFields[values: .setCookie]
        == ["sid=REDACTED; Path=/; sid=2", "b=sid=3"])
  }

  @Test func `a redirect to a secret is not stored, another one is`() {
    let request = HTTPRequest(method: .get, scheme: "https", authority: "h", path: "/")
    var response = HTTPResponse(status: .found, headerFields: [.location: "/a?api_key=1"])
    #expect(policy.redacted(answer(request, response)) == nil)
    response.headerFields[.location] = "/a?b=1"
    #expect(policy.redacted(answer(request, response)) == answer(request, response))
    response.status = .created
    response.headerFields[.location] = "/a?api_key=1"
    #expect(
      policy.redacted(answer(request, response))?.response.headerFields[.location]
        == "/a?api_key=REDACTED")
  }

  private func answer(_ request: HTTPRequest, _ response: HTTPResponse) -> StoredResponse {
    let time = Date(timeIntervalSince1970: 0)
    return StoredResponse(
      request: request, response: response, requestTime: time, responseTime: time)
  }
}
