import CacheStore
import FoundationEssentials
import RequestsCache
import Testing

/// Keys made anew in a cache of requests-cache: none of what its own `recreate_keys` loses is lost.
struct KeyRecreationTests {
  private typealias Change = @Sendable (inout RequestsKeySettings) -> Void

  private let scratch: ScratchCache
  private static let fields = [("Accept", "text/csv"), ("Accept-Language", "de")]
  private static let plain = ResponseDocument.to("http://example.com/a", request: fields)
  private static let varying = ResponseDocument.to(
    "http://example.com/v", request: fields, headers: [("Vary", "Accept-Language")])

  init() throws { scratch = try ScratchCache() }

  /// Makes the keys of a cache anew that then matches `Accept`; returns how many changed.
  private func recreate(
    _ rows: [ScratchCache.Row], aliases: [String: String] = [:]
  ) async throws -> Int {
    _ = try await scratch.store(rows, aliases: aliases)
    var options = RequestsCacheOptions()
    options.matchHeaders = ["Accept"]
    let store = try RequestsCacheStore.open(
      path: scratch.path("cache.sqlite"), mode: .create, options: options)
    _ = try await store.browse(EntryQuery(now: ScratchCache.now))
    let count = try await store.recreateKeys()
    let listed = try await store.browse(EntryQuery(now: ScratchCache.now)).rows.map(\.key)
    #expect(try Set(listed) == scratch.keys())
    #expect(try await store.recreateKeys() == 0)
    return count
  }

  @Test func `variants and unchecked certificates stay what they are`() async throws {
    let plain = ResponseDocument.to("http://example.com/a", request: Self.fields)
    let before: [(ResponseDocument, Change)] = [
      (plain, { _ in }), (plain, { $0.verify = .off }), (Self.varying, { _ in }),
      (Self.varying, { $0.matchedHeaders = .names(["accept-language"]) }),
    ]
    let after: [(ResponseDocument, Change)] = [
      (plain, { $0.matchedHeaders = .names(["Accept"]) }),
      (
        plain,
        {
          $0.matchedHeaders = .names(["Accept"])
          $0.verify = .off
        }
      ), (Self.varying, { $0.matchedHeaders = .names(["Accept"]) }),
      (Self.varying, { $0.matchedHeaders = .names(["accept-language", "Accept"]) }),
    ]
    #expect(try await recreate(before.map { try $0.row(set: $1) }) == 4)
    #expect(try scratch.keys() == Set(after.map { try $0.row(set: $1).key }))
  }

  @Test(arguments: [nil, "yaml"])
  func `each value stays with sessions of its serializer`(chosen: String?) async throws {
    let codecs: [any DocumentCodec] = [
      PickleCodec(), YAMLCodec(), BSONCodec(), JSONCodec(flavour: .orjson), JSONCodec(),
    ]
    #expect(try await recreate(codecs, chosen) == 5)
    #expect(try scratch.keys() == Set(codecs.map(matched)))
  }

  @Test func `a chosen serializer gets what it reads of others`() async throws {
    #expect(try await recreate([PickleCodec(), JSONCodec(flavour: .orjson)], "json") == 2)
    #expect(try scratch.keys() == Set([PickleCodec(), JSONCodec()].map(matched)))
  }

  /// The same for values of these serializers, in a session with a chosen one.
  private func recreate(
    _ codecs: [any DocumentCodec], _ chosen: String?
  ) async throws -> Int {
    _ = try await scratch.store(codecs.map { try Self.plain.row($0) })
    var options = RequestsCacheOptions()
    (options.serializer, options.matchHeaders) = (chosen, ["Accept"])
    let store = try RequestsCacheStore.open(
      path: scratch.path("cache.sqlite"), mode: .create, options: options)
    let count = try await store.recreateKeys()
    #expect(try await store.recreateKeys() == 0)
    return count
  }

  /// The key of a value in a session that matches `Accept`.
  private func matched(_ codec: any DocumentCodec) throws -> String {
    try Self.plain.row(codec) { $0.matchedHeaders = .names(["Accept"]) }.key
  }

  @Test func `aliases follow what they stand for`() async throws {
    let last = ResponseDocument.to("http://example.com/new", request: Self.fields)
    var document = last.redirected(from: "http://example.com/old")
    document.history[0].request.headers = last.request.headers
    let (row, copy) = (try document.row(), try last.row())
    #expect(try await recreate([row, copy], aliases: [row.key: row.key]) == 2)
    let key = try document.row(set: { $0.matchedHeaders = .names(["Accept"]) }).key
    #expect(try scratch.keys().contains(key))
    #expect(try scratch.keys(of: "redirects") == [key])
  }

  @Test func `damaged values and those whose place is taken stay`() async throws {
    var damaged = try ResponseDocument.to("http://example.com/a").row()
    damaged.value = Array("nothing".utf8)
    let unmatched = try ResponseDocument.to("http://example.com/b").row()
    var copy = unmatched
    copy.key = "0123456789abcdef"
    #expect(try await recreate([damaged, unmatched, copy]) == 0)
    #expect(try scratch.keys() == [damaged.key, unmatched.key, copy.key])
  }
}
