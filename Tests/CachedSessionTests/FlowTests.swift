import CacheStore
import CachedSession
import FoundationEssentials
import HTTPCaching
import HTTPTransport
import HTTPTypes
import LoopbackOrigin
import Testing

/// The numbered flows of `Exchange`, through a real session, transport and origin.
@Suite struct FlowTests {
  @Test func `1 a miss is fetched and stored, 2 and then answers without the origin`() async throws
  {
    let fixture = try Fixture { _ in
      .status(200, ["Cache-Control": "max-age=60", "ETag": "\"1\""], text: "jam")
    }
    let first = try await fixture.get("/a")
    #expect(first.text == "jam")
    #expect(first.response.outcome == .miss)
    #expect(first.response.cacheStatus.forward == .uriMiss)
    #expect(first.response.cacheStatus.isStored)
    fixture.clock.advance(10)
    let second = try await fixture.get("/a")
    #expect(second.text == "jam")
    #expect(second.response.outcome == .hit)
    #expect(second.response.head.headerFields[.age] == "10")
    #expect(second.response.entry == first.response.entry)
    #expect(fixture.origin.requests.count == 1)
  }

  @Test func `3 a stale response is validated, and a 304 renews it`() async throws {
    let fixture = try Fixture { request in
      request.value("If-None-Match") == "\"1\""
        ? .status(304, ["Cache-Control": "max-age=100", "ETag": "\"1\"", "X-New": "yes"])
        : .status(200, ["Cache-Control": "max-age=60", "ETag": "\"1\""], text: "jam")
    }
    try await fixture.get("/a")
    fixture.clock.advance(61)
    let validated = try await fixture.get("/a")
    #expect(validated.text == "jam")
    #expect(validated.response.outcome == .revalidated)
    #expect(validated.response.head.status == .ok)
    #expect(validated.response.head.headerFields[.xNew] == "yes")
    fixture.clock.advance(90)
    #expect(try await fixture.get("/a").response.outcome == .hit)
    #expect(fixture.origin.requests.count == 2)
  }

  @Test func `4 a stale response is replaced when the origin has a new one`() async throws {
    let counter = Counter()
    let fixture = try Fixture { _ in
      let number = counter.next()
      return .status(
        200, ["Cache-Control": "max-age=60", "ETag": "\"\(number)\""], text: "jam \(number)")
    }
    try await fixture.get("/a")
    fixture.clock.advance(61)
    let changed = try await fixture.get("/a")
    #expect(changed.text == "jam 2")
    #expect(changed.response.outcome == .changed)
    #expect(try await fixture.get("/a").text == "jam 2")
    #expect(try await fixture.count() == 1)
  }

  @Test func `5 stale-while-revalidate answers at once and renews in the background`() async throws
  {
    let counter = Counter()
    let fixture = try Fixture { _ in
      .status(
        200, ["Cache-Control": "max-age=10, stale-while-revalidate=60"], text: "\(counter.next())")
    }
    try await fixture.get("/a")
    fixture.clock.advance(11)
    let stale = try await fixture.get("/a")
    #expect(stale.text == "1")
    #expect(stale.response.outcome == .staleServed)
    await fixture.session.settle()
    #expect(try await fixture.get("/a").text == "2")
    #expect(fixture.origin.requests.count == 2)
  }

  @Test(arguments: [500, 503, 0])
  func `6 stale-if-error answers when the origin fails`(status: Int) async throws {
    let counter = Counter()
    let fixture = try Fixture { _ in
      guard counter.next() > 1 else {
        return .status(200, ["Cache-Control": "max-age=10, stale-if-error=60"], text: "jam")
      }
      return status == 0 ? .closeAtOnce : .status(status, text: "broken")
    }
    try await fixture.get("/a")
    fixture.clock.advance(11)
    let stale = try await fixture.get("/a")
    #expect(stale.text == "jam")
    #expect(stale.response.outcome == .staleServed)
    fixture.clock.advance(100)
    if status == 0 {
      await #expect(throws: TransportError.self) { try await fixture.get("/a") }
    } else {
      #expect(try await fixture.get("/a").response.head.status.code == status)
    }
  }

  @Test func `7 only-if-cached answers 504 and asks nobody`() async throws {
    let fixture = try Fixture { _ in .status(200, text: "jam") }
    var options = RequestOptions()
    options.onlyIfCached = true
    let answer = try await fixture.get("/a", options: options)
    #expect(answer.response.head.status == .gatewayTimeout)
    #expect(fixture.origin.requests.isEmpty)
  }

  @Test func `8 an unsafe method invalidates its URL`() async throws {
    let fixture = try Fixture { request in
      .status(request.method == "GET" ? 200 : 204, ["Cache-Control": "max-age=60"])
    }
    try await fixture.get("/a")
    let (_, response) = try await fixture.session.upload(
      for: try fixture.request("/a", .post), from: Data("x".utf8))
    #expect(response.outcome == .bypass)
    #expect(try await fixture.count() == 0)
    #expect(try await fixture.get("/a").response.outcome == .miss)
  }

  @Test func `variants of a URL are kept side by side`() async throws {
    let fixture = try Fixture { request in
      .status(
        200, ["Cache-Control": "max-age=60", "Vary": "Accept-Language"],
        text: request.value("Accept-Language") ?? "none")
    }
    for language in ["en", "fr"] {
      #expect(try await fixture.get("/a", [.acceptLanguage: language]).text == language)
    }
    for language in ["en", "fr"] {
      let again = try await fixture.get("/a", [.acceptLanguage: language])
      #expect(again.text == language)
      #expect(again.response.outcome == .hit)
    }
    #expect(
      try await fixture.get("/a", [.acceptLanguage: "de"]).response.cacheStatus.forward == .varyMiss
    )
    #expect(try await fixture.count() == 3)
  }

  @Test func `a part is an entry of its own, and answers for nothing but itself`() async throws {
    let fixture = try Fixture { request in
      request.value("Range") == "bytes=0-1"
        ? .status(206, ["Content-Range": "bytes 0-1/3", "Cache-Control": "max-age=60"], text: "ja")
        : .status(200, ["Cache-Control": "max-age=60"], text: "jam")
    }
    let part = try await fixture.get("/a", [.range: "bytes=0-1"])
    #expect(part.text == "ja")
    #expect(part.response.head.status.code == 206)
    let page = try await fixture.store.browse(EntryQuery(now: fixture.clock.now))
    #expect(page.rows.map(\.status) == [206] && page.rows.map(\.size) == [2])
    #expect(try await !fixture.session.cache.contains(url: fixture.origin.url + "/a"))
    let again = try await fixture.get("/a", [.range: "bytes=1-1"])
    #expect(again.text == "a" && again.response.outcome == .hit)
    #expect(try await fixture.get("/a").text == "jam")
    #expect(try await fixture.count() == 1)
  }

  @Test func `secrets in fields and query are not stored`() async throws {
    let fixture = try Fixture { _ in .status(200, ["Cache-Control": "max-age=60"], text: "jam") }
    try await fixture.get("/a?access_token=s3cret&x=1", [.authorization: "Bearer s3cret"])
    let page = try await fixture.store.browse(EntryQuery(now: fixture.clock.now))
    let row = try #require(page.rows.first)
    let entry = try #require(try await fixture.store.entry(row.id))
    #expect(!String(describing: entry).contains("s3cret"))
    #expect(fixture.origin.requests.first?.target == "/a?access_token=s3cret&x=1")
    #expect(fixture.origin.requests.first?.value("Authorization") == "Bearer s3cret")
  }
}
