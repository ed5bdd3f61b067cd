import CacheStore
import FoundationEssentials
import HTTPCaching
import RequestsCache
import TestSupport
import Testing

/// Whole caches of real releases, opened as a store: each entry is what Python says of it.
@Suite(.ownThreads) struct CorpusStoreTests {
  @Test(arguments: StoreCorpus.all)
  func `a cache lists and reads as Python reads it`(corpus: StoreCorpus) async throws {
    let before = try corpus.fingerprint()
    let store = try corpus.open()
    let rows = try await store.browse(EntryQuery(limit: 10_000, now: .now)).rows
    #expect(Set(rows.map(\.key)) == Set(corpus.keys))
    for row in rows { try await check(row, corpus, store) }
    #expect(try corpus.fingerprint() == before)
  }

  private func check(
    _ row: EntrySummary, _ corpus: StoreCorpus, _ store: RequestsCacheStore
  ) async throws {
    let words = Comment(rawValue: "\(row.key) \(row.url) \(corpus.facts[row.key]?.name ?? "")")
    #expect(!row.isCorrupt, words)
    // Of the hops of redirects the facts of older releases say nothing.
    guard !row.isCorrupt, let fact = corpus.facts[row.key] else { return }
    #expect(row.status == fact.status, words)
    #expect(row.method == fact.method, words)
    if let url = fact.url { #expect(row.url == url, words) }
    if corpus.hasExpiries {
      #expect(seconds(row.timeline.freshUntil) == fact.expiry(corpus), words)
    }
    let entry = try #require(try await store.entry(row.id))
    let body = try await store.read(entry.body, range: 0..<Int64.max)
    #expect(row.size == body.count, words)
    if corpus.hasExpiries || !entry.rawFacts.contains(where: { $0.value.hasPrefix("re-encoded") }) {
      #expect(SHA256.hex(body) == fact.sha256, words)
    }
    let aliases = entry.rawFacts.first { $0.name == "aliases" }?.value.split(separator: " ") ?? []
    #expect(Set(aliases.map(String.init)) == corpus.aliases(of: row.key), words)
    #expect(entry.redirects.count == fact.history?.count ?? entry.redirects.count, words)
  }

  private func seconds(_ date: Date?) -> Double? { date.map { $0.timeIntervalSince1970.rounded() } }
}
