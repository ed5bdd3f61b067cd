import CacheStore
import CachedSession
import Foundation
import FoundationNetworking
import HTTPTransport
import HTTPTypes
import LarderFoundation
import LoopbackOrigin
import Testing

@Suite("URLRequest", .timeLimit(.minutes(30)))
struct URLRequestTests {
  /// Answers with the number of the request, fresh for a minute.
  private static func counting() throws -> Fixture {
    let counter = Counter()
    return try Fixture { _ in
      .status(200, ["Cache-Control": "max-age=60"], text: "\(counter.next())")
    }
  }

  private static func request(_ fixture: Fixture, _ path: String = "/a") throws -> URLRequest {
    URLRequest(url: try #require(URL(string: fixture.origin.url + path)))
  }

  private static func text(_ data: Data) -> String { String(decoding: data, as: UTF8.self) }

  @Test func `method, fields and body are sent`() async throws {
    let fixture = try Fixture { .status(200, body: $0.body) }
    var request = try Self.request(fixture, "/a?b=c")
    request.httpMethod = "PUT"
    request.setValue("text/plain", forHTTPHeaderField: "Content-Type")
    request.httpBody = Data("jam".utf8)
    let (data, _) = try await fixture.session.data(for: request)
    #expect(Self.text(data) == "jam")
    let sent = try #require(fixture.origin.requests.first)
    #expect(sent.method == "PUT")
    #expect(sent.target == "/a?b=c")
    #expect(sent.value("Content-Type") == "text/plain")
  }

  @Test func `errors describe themselves to Foundation`() {
    let errors: [any Error & CustomStringConvertible] = [
      TransportError(.timedOut, detail: "after 60 s"), StoreError(.locked, store: "a.sqlite"),
      NotInstalled(),
    ]
    for error in errors { #expect(error.localizedDescription == error.description) }
  }

  @Test func `a body stream is sent whole`() async throws {
    let fixture = try Fixture { .status(200, text: "\($0.body.count)") }
    var request = try Self.request(fixture)
    request.httpMethod = "POST"
    request.httpBodyStream = InputStream(data: Data(repeating: 1, count: 200_000))
    #expect(Self.text(try await fixture.session.data(for: request).0) == "200000")
  }

  @Test func `a second request is answered from the store`() async throws {
    let fixture = try Self.counting()
    let url = try #require(URL(string: fixture.origin.url + "/a"))
    let first = try await fixture.session.data(from: url)
    let second = try await fixture.session.data(from: url)
    #expect(Self.text(first.0) == "1" && Self.text(second.0) == "1")
    #expect(!first.1.isFromCache && second.1.isFromCache)
  }

  @Test(arguments: [
    (URLRequest.CachePolicy.useProtocolCachePolicy, "1"), (.reloadIgnoringLocalCacheData, "2"),
    (.reloadIgnoringLocalAndRemoteCacheData, "2"), (.reloadRevalidatingCacheData, "2"),
    (.returnCacheDataElseLoad, "1"), (.returnCacheDataDontLoad, "1"),
  ])
  func `a fresh entry under each cache policy`(policy: URLRequest.CachePolicy, text: String)
    async throws
  {
    let fixture = try Self.counting()
    var request = try Self.request(fixture)
    _ = try await fixture.session.data(for: request)
    request.cachePolicy = policy
    #expect(Self.text(try await fixture.session.data(for: request).0) == text)
  }

  @Test(arguments: [
    (URLRequest.CachePolicy.useProtocolCachePolicy, "2"), (.returnCacheDataElseLoad, "1"),
    (.returnCacheDataDontLoad, "1"),
  ])
  func `a stale entry under each cache policy`(policy: URLRequest.CachePolicy, text: String)
    async throws
  {
    let fixture = try Self.counting()
    var request = try Self.request(fixture)
    _ = try await fixture.session.data(for: request)
    fixture.clock.advance(3600)
    request.cachePolicy = policy
    #expect(Self.text(try await fixture.session.data(for: request).0) == text)
  }

  @Test func `to load nothing is a 504 when nothing is stored (RFC 9111 section 5.2.1.7)`()
    async throws
  {
    let fixture = try Self.counting()
    var request = try Self.request(fixture)
    request.cachePolicy = .returnCacheDataDontLoad
    let (_, response) = try await fixture.session.data(for: request)
    #expect(response.urlResponse?.statusCode == 504)
    #expect(fixture.origin.requests.isEmpty)
  }

  @Test func `the request's own timeout holds`() async throws {
    let fixture = try Fixture { _ in .hang }
    var request = try Self.request(fixture)
    request.timeoutInterval = 0.2
    await #expect(throws: TransportError.self) { try await fixture.session.data(for: request) }
  }

  @Test func `fields of one name are joined for Foundation`() async throws {
    let fixture = try Fixture { _ in
      .status(200, ["X-A": "1", "ETag": "\"e\"", "x-a": "2"], text: "jam")
    }
    let (_, response) = try await fixture.session.data(for: try Self.request(fixture))
    let translated = try #require(response.urlResponse)
    #expect(translated.value(forHTTPHeaderField: "X-A") == "1, 2")
    #expect(translated.value(forHTTPHeaderField: "etag") == "\"e\"")
    #expect(translated.url?.absoluteString == fixture.origin.url + "/a")
  }

  @Test func `bytes, upload and download work as with URLSession`() async throws {
    let fixture = try Fixture { .status(200, text: "\($0.method) \($0.body.count)") }
    let request = try Self.request(fixture)
    var post = request
    post.httpMethod = "POST"
    let (bytes, _) = try await fixture.session.bytes(for: request)
    #expect(Self.text(try await bytes.collect()) == "GET 0")
    let (answer, _) = try await fixture.session.upload(for: post, from: Data([1, 2, 3]))
    #expect(Self.text(answer) == "POST 3")
    let (file, response) = try await fixture.session.download(for: request)
    defer { try? FileManager.default.removeItem(at: file) }
    #expect(Self.text(try Data(contentsOf: file)) == "GET 0")
    #expect(response.head.status == .ok)
    let (echo, _) = try await fixture.session.upload(for: post, fromFile: file)
    #expect(Self.text(echo) == "POST 5")
  }

  @Test(arguments: ["ftp://host/", "file:///etc/passwd", "data:,x", "relative"])
  func `what is no http URL fails`(url: String) async throws {
    let fixture = try Fixture { _ in .status(200) }
    let request = URLRequest(url: try #require(URL(string: url)))
    await #expect(throws: TransportError(.badURL, detail: url)) {
      try await fixture.session.data(for: request)
    }
  }
}
