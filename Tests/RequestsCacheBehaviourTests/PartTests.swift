import FoundationEssentials
import HTTPTypes
import Larder
import TestSupport
import Testing

/// Parts of responses (RFC 9111 section 3.3), which some stores keep and others must never be given: Python
/// would take one for the whole.
@Suite(.ownThreads) struct PartTests {
  static let part = JSONValue.map([
    "status": .number(206), "body": .text("012"),
    "headers": .list([
      .list([.text("Cache-Control"), .text("max-age=60")]),
      .list([.text("ETag"), .text("\"a\"")]),
      .list([.text("Content-Range"), .text("bytes 0-2/10")]),
    ]),
  ])

  @Test(arguments: StoreKind.allCases)
  func `a part is stored where the store keeps parts, and nowhere else`(
    kind: StoreKind
  ) async throws {
    let stage = try StoreStage(kind)
    stage.origin.follow(Self.part)
    let keepsParts = kind == .memory || kind == .larder
    #expect(stage.store.capabilities.contains(.parts) == keepsParts)
    var outcomes: [CacheOutcome] = []
    for _ in 0..<2 {
      outcomes.append(try await stage.send("/a", [.range: "bytes=0-2"]))
      let request = stage.request("/a", [.range: "bytes=0-2"])
      let (stream, response) = try await stage.session.bytes(for: request)
      #expect(response.cacheStatus.isHit == keepsParts && !response.cacheStatus.isStored)
      #expect(try await stream.collect() == Data("012".utf8))
    }
    #expect(outcomes == (keepsParts ? [.miss, .hit] : [.miss, .miss]))
    #expect(try await stage.session.cache.count() == (keepsParts ? 1 : 0))
    #expect(try await !stage.session.cache.contains(url: "http://t.test/a"))
  }

  @Test(arguments: [StoreKind.requestsCache, .requestsCacheFolder, .own])
  func `parts are left behind where a cache goes to a store that keeps none`(
    kind: StoreKind
  ) async throws {
    let (full, stage) = (try StoreStage(.larder), try StoreStage(kind))
    full.origin.follow(Self.part)
    try await full.send("/a", [.range: "bytes=0-2"])
    #expect(try await full.session.cache.count() == 1)
    #expect(try await stage.session.cache.update(from: full.store) == 0)
    #expect(try await stage.session.cache.count() == 0)
  }

  @Test func `parts stay such where keys are made anew, or caches copied`() async throws {
    let (full, copy) = (try StoreStage(.larder), try StoreStage(.memory))
    full.origin.follow(Self.part)
    try await full.send("/a?b=1", [.range: "bytes=0-2"])
    #expect(try await copy.session.cache.update(from: full.store) == 1)
    for stage in [full, copy] {
      #expect(try await stage.session.cache.recreateKeys() == 0)
      stage.session.configuration.policy.ignoredParameters = ["b"]
      #expect(try await stage.session.cache.recreateKeys() == 1)
      #expect(try await stage.send("/a?b=2", [.range: "bytes=0-2"]) == .hit)
      #expect(try await !stage.session.cache.contains(url: "http://t.test/a?b=2"))
    }
  }
}
