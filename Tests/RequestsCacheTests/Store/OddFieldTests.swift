import CacheStore
import HTTPCaching
import HTTPTypes
import RequestsCache
import Testing

@Suite struct OddFieldTests {
  @Test func `fields whose names no message can have stand apart, in their order`() async throws {
    let document = ResponseDocument.to(
      "https://a.example/",
      headers: [
        ("Good", "1"), ("bad name", "2"), ("", "3"), ("Vary", "x"), ("n\u{E4}me", "\u{E4}"),
      ])
    let cache = try ScratchCache()
    defer { withExtendedLifetime(cache) {} }
    let store = try await cache.store([try document.row()])
    let row = try #require(try await store.rows().first)
    let entry = try #require(try await store.entry(row.id))
    #expect(entry.stored.response.headerFields.map(\.name.rawName) == ["Good", "Vary"])
    #expect(
      entry.oddFields == [.init("bad name", "2"), .init("", "3"), .init("n\u{E4}me", "\u{E4}")])
  }
}
