import CachedSession
import FoundationEssentials
import HTTPCaching
import HTTPTypes
import Larder
import RequestsCache
import TestSupport
import Testing

/// What the scenarios leave out.
@Suite struct SharedSessionTests {
  private func request(
    _ path: String, _ fields: HTTPFields = [:], method: HTTPRequest.Method = .get
  ) -> HTTPRequest {
    HTTPRequest(
      method: method, scheme: "http", authority: "t.test", path: path, headerFields: fields)
  }

  private func outcomes(
    _ stage: Stage, _ requests: [HTTPRequest]
  ) async throws -> [CacheOutcome] {
    var outcomes: [CacheOutcome] = []
    for request in requests {
      outcomes.append(try await stage.session.data(for: request).1.outcome)
    }
    return outcomes
  }

  @Test func `settings that are replaced keep the cache's keys`() throws {
    let folder = try TemporaryFolder()
    let session = CachedSession(store: .requestsCache(folder.file()))
    let first = session.cache.key(for: request("/a"))
    #expect(first.key.hex.count == 16)
    session.configuration = SessionConfiguration(policy: .requestsCache)
    #expect(session.cache.key(for: request("/a")).key == first.key)
    session.configuration.keyFunction = { _, _ in (CacheKey(hex: "abc"), first.parts) }
    #expect(session.cache.key(for: request("/a")).key.hex == "abc")
  }

  @Test func `a key function that is given comes before the cache's keys`() throws {
    let folder = try TemporaryFolder()
    var configuration = SessionConfiguration(policy: .requestsCache)
    configuration.keyFunction = { request, _ in
      (CacheKey(hex: "abc"), CacheKey.make(request, policy: .requestsCache).parts)
    }
    let session = CachedSession(
      store: .requestsCache(folder.file()), configuration: configuration)
    #expect(session.cache.key(for: request("/a")).key.hex == "abc")
  }

  @Test func `matched fields tell requests apart that Vary doesn't`() async throws {
    var options = RequestsCacheOptions()
    options.matchHeaders = ["Accept"]
    let stage = try Stage([:], options: options)
    let (json, html) = (request("/a", [.accept: "json"]), request("/a", [.accept: "html"]))
    #expect(try await outcomes(stage, [json, html, json, html]) == [.miss, .miss, .hit, .hit])
    #expect(try stage.count("responses") == 2)
  }

  @Test func `ignored parameters tell nobody apart`() async throws {
    let stage = try Stage([:])
    let requests = [request("/a?api_key=1&b=2"), request("/a?b=2&api_key=3"), request("/a?b=2")]
    #expect(try await outcomes(stage, requests) == [.miss, .hit, .miss])
  }

  @Test func `POST is stored by its content where it is allowed`() async throws {
    let stage = try Stage(["allowable_methods": .list([.text("GET"), .text("POST")])])
    let post = request("/a", [.contentType: "application/json"], method: .post)
    var outcomes: [CacheOutcome] = []
    for body in ["{\"a\": 1, \"b\": 2}", "{\"b\":2,\"a\":1}", "{\"a\": 2}"] {
      outcomes.append(try await stage.session.data(for: post, body: Data(body.utf8)).1.outcome)
    }
    #expect(outcomes == [.miss, .hit, .miss])
  }

  @Test func `HEAD is answered by a stored GET`() async throws {
    let stage = try Stage([:])
    #expect(
      try await outcomes(stage, [request("/a"), request("/a", method: .head)]) == [.miss, .hit])
  }

  @Test func `a refresh validates what is fresh`() async throws {
    let stage = try Stage(["expire_after": .number(60)])
    stage.origin.follow(
      .map([
        "headers": .list([.list([.text("ETag"), .text("\"1\"")])]), "conditional": .bool(true),
      ]))
    var options = RequestOptions()
    options.refresh = true
    _ = try await stage.session.data(for: request("/a"))
    let (_, response) = try await stage.session.data(for: request("/a"), options: options)
    #expect(response.isRevalidated)
  }

  @Test func `what redirects led to does not answer who follows none`() async throws {
    let stage = try Stage([:])
    stage.origin.follow(
      .map([
        "/a": .map([
          "status": .number(302), "headers": .list([.list([.text("Location"), .text("/b")])]),
        ]), "/b": .map([:]),
      ]))
    _ = try await stage.session.data(for: request("/a"))
    stage.session.configuration.redirectLimit = 0
    let (_, redirect) = try await stage.session.data(for: request("/a"))
    #expect(redirect.head.status == .found)
    #expect(redirect.url == "http://t.test/a")
    #expect(try await outcomes(stage, [request("/b")]) == [.hit])
    stage.session.configuration.redirectLimit = 20
    #expect(try await stage.session.data(for: request("/a")).1.isFromCache)
  }

  @Test func `an answer by an alias names the URL that redirects led to`() async throws {
    let stage = try Stage([:])
    stage.origin.follow(
      .map([
        "/a": .map([
          "status": .number(302), "headers": .list([.list([.text("Location"), .text("/b")])]),
        ]), "/b": .map([:]),
      ]))
    _ = try await stage.session.data(for: request("/a"))
    let (_, response) = try await stage.session.data(for: request("/a"))
    #expect(response.isFromCache)
    #expect(response.url == "http://t.test/b")
  }
}
