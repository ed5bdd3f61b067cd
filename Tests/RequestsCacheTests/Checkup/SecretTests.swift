import CacheStore
import FoundationEssentials
import RequestsCache
import Testing

/// Secrets that requests-cache leaves in clear: told by their places, never by what they are.
struct SecretTests {
  private func places(_ document: ResponseDocument) async throws -> Finding? {
    let scratch = try ScratchCache()
    let store = try await scratch.store([try document.row()])
    let found = try await store.examine(now: ScratchCache.now).first { $0.kind == .secret }
    for example in found?.examples ?? [] { #expect(!example.contains("s3cret")) }
    return found
  }

  @Test func `what was redacted is no secret any more`() async throws {
    let document = ResponseDocument.to(
      "http://example.com/?api_key=REDACTED&page=1", request: [("Authorization", "REDACTED")])
    #expect(try await places(document) == nil)
  }

  @Test(arguments: [
    ([("authorization", "s3cret")], "in headers"), ([("X-Api-Key", "s3cret")], "in headers"),
    ([("Cookie", "id=s3cret")], "cookies"), ([("Accept", "s3cret")], nil),
  ])
  func `a field counts in whatever case`(fields: [(String, String)], part: String?) async throws {
    let found = try await places(.to("http://example.com/", request: fields))
    #expect(found?.parts.map(\.name) == part.map { [$0] })
  }

  @Test(arguments: [
    ("http://u:s3cret@example.com/", "passwords in URLs"),
    ("http://example.com/?API_KEY=s3cret", "in queries"), ("http://example.com/?q=s3cret", nil),
  ])
  func `a URL can have one`(url: String, part: String?) async throws {
    #expect(try await places(.to(url))?.parts.map(\.name) == part.map { [$0] })
  }

  @Test func `redirects keep all that was asked`() async throws {
    var document = ResponseDocument.to("http://example.com/").redirected(
      from: "http://example.com/old?api_key=s3cret")
    document.history[0].request.headers = [.init("Authorization", Array("s3cret".utf8))]
    let found = try #require(try await places(document))
    #expect(found.parts == [.init(name: "in redirects", count: 2)])
    #expect(found.examples.contains { $0.hasSuffix("history 1, request header Authorization") })
  }

  @Test(arguments: [
    (#"{"a": {"b": [{"access_token": "s3cret"}]}}"#, 1),
    (#"{"api_key": "REDACTED", "x": "s3cret"}"#, 0), ("name=x&apikey=s3cret", 1),
    (#"{"api_key": "s3cret""#, 0),
  ])
  func `content of requests is looked through`(body: String, count: Int) async throws {
    var document = ResponseDocument.to("http://example.com/")
    document.request.body = Data(body.utf8)
    #expect(try await places(document)?.count ?? 0 == count)
  }

  @Test func `cookies that a response sets count`() async throws {
    let headers = [("Set-Cookie", "id=s3cret; Path=/")]
    let found = try await places(.to("http://example.com/", headers: headers))
    #expect(found?.parts == [.init(name: "cookies", count: 1)])
  }
}
