import FoundationEssentials
import Larder
import LarderFoundation
import Testing

/// The article "Coming from requests-cache": no cell of its tables is empty, and each name of larder in it
/// is one that compiles.
@Suite struct ComingFromRequestsCacheTests {
  @Test func `each row has a name of larder, or says why there is none`() throws {
    for row in try Guide.rows() {
      #expect(row.count == 3, "\(row)")
      #expect(!row[0].isEmpty && !row[1].isEmpty, "\(row)")
      if row[1] == "none" || row[1] == "none needed" {
        #expect(row[2].split(separator: " ").count >= 4, "\(row) gives no reason")
      } else {
        #expect(!Guide.code(in: row[1]).isEmpty, "\(row)")
      }
    }
  }

  @Test func `each name of larder compiles`() throws {
    let source = try Guide.names()
    for row in try Guide.rows() {
      for name in Guide.code(in: row[1]) + Guide.code(in: row[2]).filter(Guide.isOfLarder) {
        #expect(source.contains(name), "\(name) is not among the names that the tests compile")
      }
    }
  }

  @Test(arguments: [
    "expire_after", "only_if_cached", "refresh", "force_refresh", "install_cache", "CacheMixin",
    "cache_disabled()", "settings.disabled", "session.settings", "autoclose", "from_cache",
    "cache_key", "created_at", "expires", "is_expired", "revalidated", "expires_delta",
    "is_older_than", "stream=True", "history", "hooks", "sqlite", "filesystem", "redis", "mongodb",
    "gridfs", "dynamodb", "memory", "BaseCache", "use_cache_dir", "wal", "max_cache_bytes",
    "serializer", "secret_key", "decode_content", "urls_expire_after", "cache_control",
    "always_revalidate", "stale_if_error", "stale_while_revalidate", "reset_expiration",
    "remove_expired_responses", "allowable_codes", "allowable_methods", "X-HTTP-Method-Override",
    "filter_fn", "read_only", "ignored_parameters", "match_headers", "content_root_key", "key_fn",
    "create_key", "verify", "cache.contains", "cache.delete", "cache.filter", "cache.sorted",
    "cache.urls", "cache.clear", "cache.update", "cache.recreate_keys", "save_response",
    "get_response", "threads", "debug log", "old_data_on_error",
  ])
  func `each feature of requests-cache has a row`(name: String) throws {
    #expect(try Guide.rows().contains { $0[0].contains(name) })
  }

  /// Every name, as the article has it; nobody runs it.
  func names(
    session: CachedSession, store: any CacheStore, other: any CacheReader,
    transport: any HTTPTransport, request: HTTPRequest, requests: [HTTPRequest], url: String,
    urls: [String], key: String, keys: [String], path: String, filter: EntryFilter,
    sort: EntrySort, head: HTTPResponse, date: Date,
    chunks: AsyncThrowingStream<Data, any Error>
  ) async throws {
    var configuration = session.configuration
    // The names begin.
    _ = CachedSession(path: "cache.sqlite")
    _ = CachedSession(store: store, transport: transport)
    let (data, response) = try await session.data(for: request)
    _ = try await session.data(from: url)
    _ = try await session.upload(for: request, from: data)
    _ = try await session.upload(for: request, from: .stream(chunks, length: nil))
    _ = try await session.download(for: request, to: path)
    _ = try await session.bytes(for: request)
    do {
      var options = RequestOptions()
      options.expireAfter = .after(60)
      options.onlyIfCached = true
      options.refresh = true
      options.forceRefresh = true
    }
    await session.cacheDisabled {}
    configuration.usesCache = false
    configuration.responseHook = { _ in }
    configuration.filter = { _, _ in true }
    configuration.keyFunction = { _, _ in nil }
    session.configuration = configuration
    await session.close()
    try session.install()
    session.uninstall()
    _ = (session.isInstalled, session.cache)

    _ = (response.isFromCache, response.outcome, response.reasons, response.cacheStatus)
    _ = (response.key, response.created, response.expires, response.isExpired(), response.isStale)
    _ = (response.isRevalidated, response.timeToLive(), response.isOlder(than: 60))
    _ = (data.count, response.description, response.history)

    _ = StoreLocation.requestsCache("demo.sqlite")
    _ = StoreLocation.requestsCache("demo/")
    _ = StoreLocation.larder("cache.sqlite")
    _ = MemoryStore()
    _ = (any CacheStore).self
    do {
      var storeOptions = StoreOptions()
      storeOptions.limits.maximumBytes = 1 << 20
      _ = StoreLocation.larder("cache.sqlite", options: storeOptions)
    }
    _ = try await (store.storage(), store.vacuum(pages: 100))
    do {
      var options = RequestsCacheOptions()
      options.serializer = "json"
      options.secrets = ["secret"]
      options.ignoredParameters = ["token"]
      options.matchHeaders = ["Accept"]
      options.contentRootKey = "params"
      options.verify = false
    }

    var policy = CachePolicy.requestsCache
    let expirations: [Expiration] = [
      .after(60), .at(date), .never, .immediately, .doNotCache,
    ]
    policy.expireAfter = expirations.first
    policy.urlRules = [URLRule(glob: "*.example.com", .after(60))]
    policy.urlRules.append(try URLRule(regex: "page=1", .never))
    policy.usesResponseFields = true
    policy.alwaysRevalidate = true
    policy.staleIfError = .always
    policy.staleWhileRevalidate = .seconds(60)
    policy.onlyIfCached = true
    policy.statuses = [200]
    policy.methods = [.get]
    policy.readOnly = true
    policy.ignoredParameters = ["token"]
    policy.matchedFields = [.accept]
    configuration.policy = policy

    _ = session.cache.key(for: request)
    _ = try await session.cache.contains(key: key)
    _ = try await session.cache.contains(request)
    _ = try await session.cache.contains(url: url)
    try await session.cache.delete(
      keys: keys, urls: urls, requests: requests, expired: true, invalid: true, olderThan: 60)
    try await session.cache.delete(expired: true)
    try await session.cache.delete(matching: filter)
    try await session.cache.delete(urls: urls, to: .trash)
    _ = session.cache.filter(valid: true, expired: true, invalid: false, olderThan: 60)
    _ = session.cache.entries(matching: filter)
    _ = session.cache.entries(matching: filter, sort: sort)
    _ = try await session.cache.urls()
    _ = try await session.cache.count(expired: true)
    try await session.cache.clear()
    try await session.cache.update(from: other)
    try await session.cache.recreateKeys()
    try await session.cache.resetExpiration(.after(60))
    try await session.cache.resetExpiration(.never, matching: filter)
    try await session.cache.save(head, body: data, for: request)
    _ = try await session.cache.response(forKey: key)
    // The names end.
  }
}

/// The article and the names that this file compiles.
private enum Guide {
  /// The cells of its tables, without their heads.
  static func rows() throws -> [[String]] {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Sources/Larder/Larder.docc/ComingFromRequestsCache.md")
    return try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
      .filter { $0.hasPrefix("|") && !$0.hasPrefix("|---") && !$0.hasPrefix("| requests-cache |") }
      .map { line in
        line.dropFirst().dropLast().split(separator: "|", omittingEmptySubsequences: false)
          .map { String($0.trimmingPrefix(" ").reversed().trimmingPrefix(" ").reversed()) }
      }
  }

  /// What stands between back-quotes.
  static func code(in cell: String) -> [String] {
    let pieces = cell.split(separator: "`", omittingEmptySubsequences: false)
    return pieces.indices.filter { $0 % 2 == 1 }.map { String(pieces[$0]) }
  }

  /// Whether code beside a name of requests-cache is larder's.
  static func isOfLarder(_ code: String) -> Bool {
    ["session", "policy.", "options.", "response.", "URLRule", "StoreLocation", "try ", "."]
      .contains {
        code.hasPrefix($0)
      }
  }

  /// This file's names, each wish on one line.
  static func names() throws -> String {
    let source = try String(contentsOf: URL(filePath: #filePath), encoding: .utf8)
    let lines = source.split(separator: "\n").drop { !$0.hasSuffix("// The names begin.") }
      .prefix { !$0.hasSuffix("// The names end.") }
    return lines.joined(separator: " ").split(separator: " ").joined(separator: " ")
      .replacing("delete( ", with: "delete(")
  }
}
