import CachedSession
import Foundation
import FoundationNetworking
import HTTPTypes
import LarderFoundation
import LoopbackOrigin
import Testing

/// A `URLSession` that goes through a cache, and what Linux's Foundation keeps it from.
@Suite("URLSession", .serialized, .timeLimit(.minutes(30)))
struct URLSessionTests {
  /// Answers with the number of the request, fresh for a minute.
  private static func counting() throws -> Fixture {
    let counter = Counter()
    return try Fixture { request in
      request.target == "/old"
        ? .status(301, ["Location": "/a"], text: "")
        : .status(200, ["Cache-Control": "max-age=60"], text: "\(counter.next())")
    }
  }

  private static func url(_ fixture: Fixture, _ path: String = "/a") throws -> URL {
    try #require(URL(string: fixture.origin.url + path))
  }

  /// A `URLSession` that goes through the fixture's session.
  private static func session(
    _ fixture: Fixture, _ base: URLSessionConfiguration = .default
  ) throws -> URLSession {
    try fixture.session.install(inShared: false)
    return URLSession(configuration: .cached(base))
  }

  private static func text(_ answer: (Data, URLResponse)) -> String {
    String(decoding: answer.0, as: UTF8.self)
  }

  @Test func `data tasks of a cached configuration are answered from the store`() async throws {
    let fixture = try Self.counting()
    let session = try Self.session(fixture, .ephemeral)
    for _ in 0..<2 {
      let answer = try await session.data(from: Self.url(fixture))
      #expect(Self.text(answer) == "1")
      #expect((answer.1 as? HTTPURLResponse)?.statusCode == 200)
    }
    #expect(fixture.origin.requests.count == 1)
    fixture.session.uninstall()
  }

  @Test func `the session that was installed last answers`() async throws {
    let (one, two) = (try Self.counting(), try Self.counting())
    let session = try Self.session(one)
    try two.session.install(inShared: false)
    #expect(!one.session.isInstalled)
    one.session.uninstall()
    #expect(two.session.isInstalled)
    _ = try await session.data(from: Self.url(one))
    #expect(try await one.count() == 0)
    #expect(try await two.count() == 1)
    two.session.uninstall()
  }

  @Test func `redirects are followed below, and the answer has the last URL`() async throws {
    let fixture = try Self.counting()
    let session = try Self.session(fixture)
    let answer = try await session.data(from: Self.url(fixture, "/old"))
    #expect(Self.text(answer) == "1")
    #expect(answer.1.url?.path == "/a")
    fixture.session.uninstall()
  }

  @Test func `an origin that can't be reached is Foundation's error`() async throws {
    let fixture = try Self.counting()
    let session = try Self.session(fixture)
    let url = try Self.url(fixture)
    fixture.origin.stop()
    let error = await #expect(throws: URLError.self) { try await session.data(from: url) }
    #expect(error?.code == .cannotConnectToHost)
    fixture.session.uninstall()
  }

  @Test func `a download and an upload fail with what to use instead`() async throws {
    let fixture = try Self.counting()
    let session = try Self.session(fixture)
    let url = try Self.url(fixture)
    let download = await #expect(throws: URLError.self) { try await session.download(from: url) }
    #expect(download?.code == .unsupportedURL)
    #expect(download?.localizedDescription.contains("CachedSession.download") == true)
    var request = URLRequest(url: url)
    request.httpMethod = "POST"
    let upload = await #expect(throws: URLError.self) {
      try await session.upload(for: request, from: Data("jam".utf8))
    }
    #expect(upload?.localizedDescription.contains("CachedSession.upload") == true)
    #expect(fixture.origin.requests.isEmpty)
    fixture.session.uninstall()
  }

  @Test func `redirects in a circle fail as Foundation has it`() async throws {
    let fixture = try Fixture { _ in .status(302, ["Location": "/a"]) }
    let session = try Self.session(fixture)
    let url = try Self.url(fixture)
    let error = await #expect(throws: URLError.self) { try await session.data(from: url) }
    #expect(error?.code == .httpTooManyRedirects)
    fixture.session.uninstall()
  }

  @Test func `without a session a cached configuration asks the origin`() async throws {
    let fixture = try Self.counting()
    let session = try Self.session(fixture)
    fixture.session.uninstall()
    #expect(try await Self.text(session.data(from: Self.url(fixture))) == "1")
    #expect(try await Self.text(session.data(from: Self.url(fixture))) == "2")
  }

  @Test func `the request's body and fields are sent, those of the configuration are not`()
    async throws
  {
    let fixture = try Fixture { .status(200, body: $0.body) }
    let base = URLSessionConfiguration.ephemeral
    base.httpAdditionalHeaders = ["X-New": "configuration"]
    let session = try Self.session(fixture, base)
    var request = URLRequest(url: try Self.url(fixture))
    request.httpMethod = "POST"
    request.httpBody = Data(repeating: 0x61, count: 1 << 20)
    request.setValue("yes", forHTTPHeaderField: "X-Request")
    let (data, _) = try await session.data(for: request)
    #expect(data == request.httpBody)
    let sent = try #require(fixture.origin.requests.first)
    #expect(sent.value("X-Request") == "yes")
    #expect(sent.value("X-New") == nil)
    fixture.session.uninstall()
  }

  @Test func `a cancelled task ends, and a later one is answered`() async throws {
    let gate = try Gate()
    let fixture = try Fixture { _ in
      Reply.status(200, ["Cache-Control": "max-age=60"], text: "jam").waiting(for: gate)
    }
    let session = try Self.session(fixture)
    let url = try Self.url(fixture)
    let task = Task { try await session.data(from: url) }
    await fixture.origin.log.wait { $0.requests.count == 1 }
    task.cancel()
    await #expect(throws: (any Error).self) { try await task.value }
    gate.open()
    #expect(try await Self.text(session.data(from: url)) == "jam")
    fixture.session.uninstall()
  }

  // In processes of their own, in which nothing else has made a URLSession.

  @Test func `an installed session answers URLSession.shared until it is uninstalled`() async {
    await #expect(processExitsWith: .success) {
      let fixture = try URLSessionTests.counting()
      let url = try URLSessionTests.url(fixture)
      try fixture.session.install()
      try #require(fixture.session.isInstalled)
      for _ in 0..<2 {
        let text = URLSessionTests.text(try await URLSession.shared.data(from: url))
        try #require(text == "1")
      }
      fixture.session.uninstall()
      let direct = URLSessionTests.text(try await URLSession.shared.data(from: url))
      try #require(direct == "2")
      try fixture.session.install()
      let again = URLSessionTests.text(try await URLSession.shared.data(from: url))
      try #require(again == "1")
    }
  }

  @Test func `once a URLSession was used, URLSession.shared is refused`() async {
    await #expect(processExitsWith: .success) {
      let fixture = try URLSessionTests.counting()
      let url = try URLSessionTests.url(fixture)
      _ = try await URLSession(configuration: .ephemeral).data(from: url)
      #expect(throws: NotInstalled.self) { try fixture.session.install() }
      try #require(!fixture.session.isInstalled)
      let direct = URLSessionTests.text(try await URLSession.shared.data(from: url))
      try #require(direct == "2")
    }
  }
}
