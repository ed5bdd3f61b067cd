import CacheStore
import CacheStoreTesting
import FoundationEssentials
import HTTPCaching
import HTTPTypes
import Synchronization
import Testing

@Suite struct SearchRunTests {
  private static let now = Date(timeIntervalSinceReferenceDate: 800_000_000)

  private func store(_ count: Int) async throws -> MemoryStore {
    let store = MemoryStore()
    for number in 0..<count {
      let stored = StoredResponse(
        request: HTTPRequest(
          method: .get, scheme: "https", authority: "example.com", path: "/\(number)"),
        response: HTTPResponse(status: .ok), requestTime: Self.now, responseTime: Self.now)
      let entry = NewEntry(
        key: CacheKey(hex: String(repeating: "0", count: 24) + String(10_000_000 + number)),
        keyParts: CacheKeyParts(method: "GET", url: "https://example.com/\(number)"),
        stored: stored)
      try await store.put(entry, body: Data("body \(number)".utf8))
    }
    return store
  }

  private func search(_ pattern: String) throws -> EntrySearch {
    .content(.body(try TextPattern(pattern)))
  }

  @Test func `it tells how far it is until all was looked at`() async throws {
    let store = try await store(2000)
    let reports = Mutex<[SearchRun.Progress]>([])
    let run = SearchRun(store: store, search: try search("7$"), now: Self.now)
    let result = try await run { report in reports.withLock { $0.append(report) } }
    #expect(result.scanned == 2000 && result.total == 2000 && result.found.count == 200)
    let told = reports.withLock { $0 }
    #expect(told.first?.scanned == 0 && told.first?.total == 2000)
    #expect(told.map(\.scanned).max() == 2000)
  }

  @Test func `a cancelled one ends soon and keeps what it found`() async throws {
    let store = try await store(4000)
    let task = Mutex<Task<SearchRun.Progress, any Error>?>(nil)
    let isReady = AsyncStream<Void>.makeStream()
    let run = SearchRun(store: store, search: try search("body"), now: Self.now)
    let running = Task {
      for await _ in isReady.stream { break }
      return try await run { report in
        if report.scanned > 0 { task.withLock { $0 }?.cancel() }
      }
    }
    task.withLock { $0 = running }
    isReady.continuation.yield()
    let result = try await running.value
    #expect(result.scanned > 0 && result.scanned < 4000)
    #expect(result.found.count == result.scanned)
  }

  @Test(arguments: [
    ("br", [0x8B, 0x02, 0x80, 0xFF, 0xFE, 0x03], 1), ("zstd", [0x28, 0xB5, 0x2F, 0xFD, 1], 1),
    ("br", Array("plain text".utf8), 0), ("zstd", Array("plain text".utf8), 0),
    ("identity", [0x8B, 0x02, 0x80, 0xFF, 0xFE, 0x03], 0),
  ])
  func `a body in a coding that can't be undone is counted where it has no match`(
    coding: String, bytes: [UInt8], count: Int
  ) async throws {
    let store = try await store(3)
    var response = HTTPResponse(status: .ok)
    response.headerFields[.contentEncoding] = coding
    let stored = StoredResponse(
      request: HTTPRequest(method: .get, scheme: "https", authority: "example.com", path: "/coded"),
      response: response, requestTime: Self.now, responseTime: Self.now)
    let entry = NewEntry(
      key: CacheKey(hex: String(repeating: "f", count: 32)),
      keyParts: CacheKeyParts(method: "GET", url: "https://example.com/coded"), stored: stored)
    try await store.put(entry, body: Data(bytes))
    let nothing = try await SearchRun(store: store, search: try search("nothing"), now: Self.now)()
    #expect(nothing.found.isEmpty && nothing.opaque == count && nothing.unreadable == 0)
    let all = try await SearchRun(store: store, search: try search("[^.]"), now: Self.now)()
    #expect(all.opaque == 0)
  }

  @Test func `a search that the index answers looks at nothing`() async throws {
    let store = try await store(50)
    let run = SearchRun(store: store, search: .index(.urlContains("/1")), now: Self.now)
    let result = try await run()
    #expect(result.found.count == 11 && result.scanned == 11)
  }

  @Test func `a selection keeps to its limit, in its order`() async throws {
    let store = try await store(300)
    for search in [try search("body"), .index(.all)] {
      let selection = EntrySelection(search, sort: EntrySort(.url, descending: true), limit: 3)
      let found = try await selection.run(in: store, now: Self.now).found
      let rows = try await store.browse(
        EntryQuery(filter: .ids(Set(found.map(\.id))), sort: EntrySort(.url), now: Self.now)
      ).rows
      #expect(rows.map { $0.url.suffix(2) } == ["97", "98", "99"])
      #expect(rows.count == 3)
    }
  }
}
