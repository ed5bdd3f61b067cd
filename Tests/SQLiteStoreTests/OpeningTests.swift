import CacheStore
import FoundationEssentials
import HTTPCaching
import HTTPTypes
import SQLiteStore
import Testing

@Test func `an entry comes back as it was stored`() async throws {
  let folder = try TemporaryFolder()
  let store = try SQLiteStore.open(path: folder.file())
  let now = Date(timeIntervalSinceReferenceDate: 800_000_000)
  let request = HTTPRequest(method: .get, scheme: "https", authority: "example.com", path: "/a?b=1")
  var response = HTTPResponse(status: 200)
  response.headerFields[.cacheControl] = "max-age=60"
  response.headerFields[.contentType] = "Text/HTML; charset=utf-8"
  let stored = StoredResponse(
    request: request, response: response, requestTime: now, responseTime: now)
  let entry = NewEntry(
    key: CacheKey(hex: "00ff"),
    keyParts: CacheKeyParts(method: "GET", url: "https://example.com/a?b=1"), stored: stored)
  let reference = try await store.put(entry, body: Data("hello".utf8))
  let found = try await store.candidates(for: CacheKey(hex: "00ff"))
  #expect(found.count == 1)
  #expect(found.first?.stored == stored)
  #expect(found.first?.reference == reference)
  #expect(found.first?.inlineBody == Data("hello".utf8))
  let page = try await store.browse(EntryQuery(now: now))
  #expect(page.total == 1)
  #expect(page.rows.first?.mediaType == "text/html")
  #expect(page.rows.first?.timeline.freshUntil == now + 60)
}
