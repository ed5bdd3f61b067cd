import CacheStore
import FoundationEssentials
import HTTPCaching
import RequestsCache
import TestSupport
import Testing

/// Entries that are found and changed by their names, without a list of all.
@Suite(.ownThreads) struct DirectLookupTests {
  private static let url = "http://a.test/x?a=1"
  private let cache: ScratchCache
  private let now = ScratchCache.now

  init() throws { cache = try ScratchCache() }

  private func store(
    _ rows: [ScratchCache.Row], aliases: [String: String] = [:]
  ) async throws -> RequestsCacheStore {
    let others = try (0..<20).map { try ResponseDocument.to("http://b.test/\($0)").row() }
    return try await cache.store(rows + others, aliases: aliases)
  }

  private func head() -> ResponseDocument {
    var head = ResponseDocument.to(Self.url, body: "")
    head.request.method = "HEAD"
    return head
  }

  /// Whether a list was asked for.
  private func hasList(_ store: RequestsCacheStore) async -> Bool {
    await store.indexing().map { $0.known > 0 } ?? true
  }

  @Test func `a key names the entry that lies under it, an alias the one it stands for`()
    async throws
  {
    let row = try ResponseDocument.to(Self.url).row()
    let store = try await store([row], aliases: ["00000000000000aa": row.key])
    for key in [row.key, "00000000000000aa"] {
      #expect(try await store.entries(withKey: key).map(\.key) == [row.key])
    }
    #expect(try await store.entries(withKey: "00000000000000bb").isEmpty)
    #expect(await !hasList(store))
  }

  @Test func `a URL names what GET and HEAD find, whether or not certificates are checked`()
    async throws
  {
    let rows = [
      try ResponseDocument.to(Self.url).row(), try head().row(),
      try ResponseDocument.to(Self.url).row { $0.verify = .off },
    ]
    let store = try await store(rows)
    for spelling in [Self.url, "HTTP://A.test:80/./x?a=1&empty="] {
      let found = try #require(try await store.allEntries(withURL: spelling))
      #expect(Set(found.map(\.key)) == Set(rows.map(\.key)) && found.count == 3)
      #expect(found.first?.method == "GET")
    }
    #expect(await !hasList(store))
  }

  @Test func `a URL names the copies behind redirects too, and they are gone with it`()
    async throws
  {
    let to = ResponseDocument.to(Self.url)
    let (direct, copy) = (try to.row(), try to.redirected(from: "http://a.test/from").row())
    let store = try await store([direct, copy], aliases: [copy.key: copy.key])
    let found = try #require(try await store.allEntries(withURL: Self.url))
    #expect(found.map(\.key) == [direct.key, copy.key])
    let first = try #require(try await store.allEntries(withURL: "http://a.test/from"))
    #expect(first.map(\.key) == [copy.key])
    let gone = try await store.delete(
      found.map(\.reference), to: .trash, reason: "", now: now)
    #expect(gone.changed.count == 2)
    #expect(try await store.allEntries(withURL: Self.url) == nil)
    _ = try await store.undo(try #require(gone.operation), now: now)
    #expect(try await store.allEntries(withURL: Self.url)?.count == 2)
    #expect(try cache.keys(of: "redirects") == [copy.key])
    #expect(await !hasList(store))
  }

  @Test func `what varies is left to the list, and so is what isn't found`() async throws {
    let varying = try ResponseDocument.to(Self.url, headers: [("Vary", "Accept")]).row()
    let store = try await store([varying])
    #expect(try await store.entries(withURL: Self.url).map(\.key) == [varying.key])
    #expect(try await store.allEntries(withURL: Self.url) == nil)
    #expect(try await store.allEntries(withURL: "http://a.test/") == nil)
  }

  /// `GET http://a.test/p` with certificates checked has the key of `GET http://a.test/pTrue` without.
  @Test func `another URL's entry under the same key is not taken for its own`() async throws {
    let row = try ResponseDocument.to("http://a.test/p").row()
    let store = try await store([row])
    #expect(try await store.allEntries(withURL: "http://a.test/pTrue") == nil)
    #expect(try await store.allEntries(withURL: "http://a.test/p")?.map(\.key) == [row.key])
  }

  @Test func `an entry found so can be expired, and one with a key of another kind too`()
    async throws
  {
    var odd = try ResponseDocument.to("http://a.test/odd").row()
    odd.key = String(repeating: "0123456789abcdef", count: 4)
    let row = try ResponseDocument.to(Self.url).row()
    let store = try await store([odd, row])
    for key in [odd.key, row.key] {
      let found = try #require(try await store.entries(withKey: key).first)
      let set = try await store.setExpiration(.immediately, of: [found.reference], now: now)
      #expect(set.changed.map(\.id) == [found.id] && set.skipped.isEmpty)
      #expect(try await store.entries(withKey: key).first?.timeline.freshUntil == now)
    }
    #expect(await !hasList(store))
  }
}
