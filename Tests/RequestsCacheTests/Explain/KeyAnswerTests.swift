import CacheStore
import FoundationEssentials
import RequestsCache
import Testing

/// Why a request is no hit.
struct KeyAnswerTests {
  private let scratch: ScratchCache

  init() throws { scratch = try ScratchCache() }

  private func answer(
    _ url: String, fields: [SentRequest.Field] = [], in store: RequestsCacheStore,
    _ set: (inout RequestsKeySettings) -> Void = { _ in }
  ) async throws -> KeyAnswer {
    var settings = RequestsKeySettings()
    set(&settings)
    return try await store.answer(.prepared(url: url, fields: fields), settings: settings)
  }

  @Test func `a stored request is found by its key, whatever the spelling of the URL`() async throws
  {
    let row = try ResponseDocument.to("http://example.com/a?b=1&c=2").row()
    let store = try await scratch.store([row])
    let found = try await answer("HTTP://Example.com:80/a?c=2&b=1", in: store)
    #expect(found.isFound && found.found == .key)
    #expect(found.entry?.key == row.key && found.nearest.isEmpty)
  }

  @Test func `an alias leads to the response that it redirected to`() async throws {
    let document = ResponseDocument.to("http://example.com/new").redirected(
      from: "http://example.com/old")
    let row = try document.row()
    let hop = requestsCacheKey(.prepared(url: "http://example.com/between")).text
    let store = try await scratch.store([row], aliases: [hop: row.key])
    #expect(try await answer("http://example.com/old", in: store).found == .key)
    let found = try await answer("http://example.com/between", in: store)
    #expect(found.found == .alias && found.entry?.key == row.key)
  }

  @Test func `a miss names the parameter that differs`() async throws {
    let rows = try ["http://example.com/a?page=1", "http://example.com/b", "http://other.com/a"]
      .map { try ResponseDocument.to($0).row() }
    let store = try await scratch.store(rows)
    let missed = try await answer("http://example.com/a?page=2", in: store)
    #expect(!missed.isFound && missed.found == nil)
    #expect(missed.nearest.map(\.storedKey) == [rows[0].key, rows[1].key])
    #expect(
      missed.nearest.first?.differences == ["The parameter page is 2, and 1 in the cache."])
  }

  @Test func `a miss tells of unchecked certificates`() async throws {
    let row = try ResponseDocument.to("http://example.com/a").row { $0.verify = .off }
    let store = try await scratch.store([row])
    let missed = try await answer("http://example.com/a", in: store)
    #expect(
      missed.nearest.first?.differences == [
        "The check of certificates is on, and off in the cache."
      ])
    let found = try await answer("http://example.com/a", in: store) { $0.verify = .off }
    #expect(found.isFound)
  }

  @Test func `a miss tells of headers that the session matched`() async throws {
    let document = ResponseDocument.to(
      "http://example.com/a", request: [("Accept", "text/csv"), ("User-Agent", "x")])
    let row = try document.row { $0.matchedHeaders = .names(["Accept"]) }
    let store = try await scratch.store([row])
    let missed = try await answer("http://example.com/a", in: store)
    #expect(
      missed.nearest.first?.differences == [
        "The field accept is not there, and text/csv in the cache."
      ])
  }

  @Test func `a miss tells of another serializer, and of a release that others can't follow`()
    async throws
  {
    let other = try ResponseDocument.to("http://example.com/a").row {
      $0.serializer = RequestsKeySettings.serializer(named: "yaml", stages: 2)
    }
    let old = ScratchCache.Row(
      key: String(repeating: "ab", count: 32),
      value: try ResponseDocument.to("http://example.com/b").row().value)
    let store = try await scratch.store([other, old])
    let missed = try await answer("http://example.com/a", in: store)
    #expect(missed.nearest.first?.differences.first?.contains("yaml") == true)
    let older = try await answer("http://example.com/b", in: store)
    #expect(older.nearest.first?.differences.last?.contains("before 1.0") == true)
  }

  @Test func `Vary sends a request to its variant, or says that it isn't there`() async throws {
    let headers = [("Vary", "Accept-Language")]
    let german = try ResponseDocument.to(
      "http://example.com/a", request: [("Accept-Language", "de")], headers: headers
    ).row()
    let french = try ResponseDocument.to(
      "http://example.com/a", request: [("Accept-Language", "fr")], headers: headers
    ).row { $0.matchedHeaders = .names(["accept-language"]) }
    let store = try await scratch.store([german, french])
    let same = try await answer(
      "http://example.com/a", fields: [.init("accept-language", "de")], in: store)
    #expect(same.found == .key && same.isFound)
    let variant = try await answer(
      "http://example.com/a", fields: [.init("Accept-Language", "fr")], in: store)
    #expect(variant.found == .variant && variant.entry?.key == french.key && variant.isFound)
    let missed = try await answer(
      "http://example.com/a", fields: [.init("Accept-Language", "es")], in: store)
    #expect(!missed.isFound && missed.varying == ["accept-language"])
    #expect(missed.variantKey != nil && missed.nearest.map(\.storedKey) == [french.key])
  }

  @Test func `an entry is found directly by key, by alias and by URL`() async throws {
    let document = ResponseDocument.to("http://example.com/new").redirected(
      from: "http://example.com/old?b=1&a=2")
    let row = try document.row()
    let store = try await scratch.store([row], aliases: ["0123456789abcdef": row.key])
    for key in [row.key, "0123456789abcdef"] {
      #expect(try await store.entries(withKey: key).map(\.key) == [row.key])
    }
    let found = try await store.entries(withURL: "http://example.com/old?a=2&b=1")
    #expect(found.map(\.key) == [row.key])
    let id = try #require(found.first?.id)
    #expect(try await store.entry(id)?.summary.url == "http://example.com/new")
    #expect(try await store.entries(withKey: "feedfeedfeedfeed").isEmpty)
  }
}
