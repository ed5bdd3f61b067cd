import CacheStore
import FoundationEssentials
import HTTPCaching
import HTTPTypes
import RequestsCache
import Testing

/// Entries on their way into another cache: what a session looks for there must be found.
struct CarrierTests {
  private let scratch: ScratchCache

  init() throws { scratch = try ScratchCache() }

  /// Carries all into a cache with another serializer; returns what became of each, by key.
  private func carry(
    _ rows: [ScratchCache.Row], aliases: [String: String] = [:], to serializer: String = "json"
  ) async throws -> [String: Carried] {
    let source = try await scratch.store(rows, named: "from.sqlite", aliases: aliases)
    let target = try await scratch.store([], named: "to.sqlite", serializer: serializer)
    var carrier = try RequestsCacheCarrier(from: source, to: target)
    var carried: [String: Carried] = [:]
    for row in rows {
      let entry = try #require(try await source.entries(withKey: row.key).first)
      carried[row.key] = try await carrier.carry(entry.reference)
    }
    return carried
  }

  @Test(arguments: ["json", "orjson", "yaml", "bson"])
  func `keys are those of the other serializer`(serializer: String) async throws {
    let codec = try #require(KnownCodecs.named(serializer))
    let document = ResponseDocument.to("http://example.com/a", expires: 2_000_000_000)
    let carried = try await carry([try document.row()], to: serializer)
    #expect(carried.values.first == .over(entries: 1, aliases: 0, bytes: 4))
    #expect(try scratch.keys("to.sqlite") == [try document.row(codec).key])
    let target = try RequestsCacheStore.open(path: scratch.path("to.sqlite"), mode: .readOnly)
    let found = try #require(try await target.entries(withURL: "http://example.com/a").first)
    #expect(found.timeline.freshUntil == Date(timeIntervalSince1970: 2_000_000_000))
    let entry = try #require(try await target.entry(found.id))
    #expect(try await target.read(entry.body, range: 0..<9) == Data("body".utf8))
  }

  @Test func `unchecked certificates, variants and matched headers keep their keys`() async throws {
    let fields = [("Accept", "text/csv"), ("Accept-Language", "de")]
    let varying = ResponseDocument.to(
      "http://example.com/v", request: fields, headers: [("Vary", "Accept-Language")])
    let settings: [(ResponseDocument, @Sendable (inout RequestsKeySettings) -> Void)] = [
      (.to("http://example.com/a"), { $0.verify = .on }),
      (.to("http://example.com/a"), { $0.verify = .off }),
      (varying, { _ in }), (varying, { $0.matchedHeaders = .names(["accept-language"]) }),
      (.to("http://example.com/m", request: fields), { $0.matchedHeaders = .names(["Accept"]) }),
    ]
    let carried = try await carry(try settings.map { try $0.row(set: $1) })
    #expect(carried.count == 5)
    let expected = try settings.map { try $0.row(JSONCodec(), set: $1).key }
    #expect(try scratch.keys("to.sqlite") == Set(expected))
  }

  @Test func `redirects have their aliases there too`() async throws {
    let last = ResponseDocument.to("http://example.com/new")
    let document = last.redirected(from: "http://example.com/old")
    let row = try document.row()
    let carried = try await carry([row, try last.row()], aliases: [row.key: row.key])
    #expect(carried[row.key] == .over(entries: 1, aliases: 1, bytes: 4))
    let key = try document.row(JSONCodec()).key
    #expect(try scratch.keys("to.sqlite", of: "redirects") == [key])
    #expect(try scratch.keys("to.sqlite") == [key, try last.row(JSONCodec()).key])
  }

  @Test func `what can't be carried is told with a reason`() async throws {
    var broken = try ResponseDocument.to("http://example.com/broken").row()
    broken.value.removeLast(5)
    let row = try ResponseDocument.to("http://example.com/a").row()
    var twice = try ResponseDocument.to("http://example.com/a", body: "other").row()
    twice.key = String(repeating: "ab", count: 32)
    let carried = try await carry([row, broken, twice])
    #expect(carried[broken.key] == .left("can't be decoded"))
    #expect(carried[twice.key] == .left("has the key of another entry there"))
    #expect(try scratch.keys("to.sqlite").count == 1)
  }

  @Test func `what is there already is left and told`() async throws {
    let row = try ResponseDocument.to("http://example.com/a", headers: [("Vary", "Accept")]).row()
    let source = try await scratch.store([row], named: "from.sqlite")
    let target = try await scratch.store([], named: "to.sqlite", serializer: "json")
    var carrier = try RequestsCacheCarrier(from: source, to: target)
    let entry = try #require(try await source.entries(withKey: row.key).first)
    let both = try await carrier.carry([entry.reference, entry.reference][...])
    #expect(both == [.over(entries: 1, aliases: 0, bytes: 4), .needless("there already")])
  }

  @Test func `larder's own entries are one for each response of a redirect`() async throws {
    let document = ResponseDocument.to("http://example.com/new", expires: 2_000_000_000)
      .redirected(from: "http://example.com/old")
    let row = try document.row()
    let store = try await scratch.store([row])
    let found = try #require(try await store.entries(withKey: row.key).first)
    let entries = try #require(
      try await store.ownEntries(of: found.reference, policy: CachePolicy()))
    #expect(
      entries.map(\.entry.keyParts.url) == ["http://example.com/old", "http://example.com/new"])
    #expect(entries.map(\.entry.stored.response.status.code) == [302, 200])
    #expect(entries[1].entry.redirects == ["http://example.com/old"])
    #expect(entries.map(\.body) == [Data(), Data("body".utf8)])
    #expect(
      entries[1].entry.key == CacheKey(entries[1].entry.keyParts),
      "the key that a session looks for")
  }

  @Test func `an entry whose content isn't known gets no key of requests-cache`() async throws {
    let store = try await scratch.store([])
    let request = HTTPRequest(method: .get, scheme: "http", authority: "example.com", path: "/a")
    let stored = StoredResponse(
      request: request, response: HTTPResponse(status: .ok), requestTime: ScratchCache.now,
      responseTime: ScratchCache.now)
    let summary = try await scratch.store(
      [ResponseDocument.to("http://a.com").row()], named: "one.sqlite"
    )
    .browse(EntryQuery(now: ScratchCache.now)).rows[0]
    var entry = CacheEntry(
      summary: summary, stored: stored,
      keyParts: CacheKeyParts(method: "GET", url: "http://example.com/a"),
      body: BodyReference(handle: 1, size: 4))
    let new = try #require(try store.foreignEntry(entry))
    #expect(new.key.hex == (try ResponseDocument.to("http://example.com/a").row().key))
    entry.keyParts.bodyDigest = "ab"
    #expect(try store.foreignEntry(entry) == nil)
  }
}
