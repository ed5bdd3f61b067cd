import CacheStore
import FoundationEssentials
import HTTPCaching
import HTTPTypes

/// The entries that scenarios are played with: 1,284, of which 216 are stale.
enum DemoEntries {
  /// 2026-03-01T10:00:04Z
  static let now = Date(timeIntervalSince1970: 1_772_359_204)

  static let all: [EntrySummary] = users + sketched + odd + staleFillers + freshFillers

  /// `users?page=1` to `200`, stale, in their order by expiry.
  private static let users = (1...200).map { page in
    make(
      page, "https://api.example.com/v1/users?page=\(page)", size: 12_412 - Int64(page) * 8,
      age: 842 - Double(page) * 0.8, ttl: -242 + Double(page) * 0.8)
  }

  private static let sketched = [
    make(
      201, "https://api.example.com/v1/rates", size: 640, age: 158, ttl: -58, swr: 60),
    make(
      202, "https://docs.example.org/index.html", type: "text/html", size: 5212, age: 540, ttl: -30,
      rule: .noCache, mustValidate: true),
    make(203, "https://api.example.com/v1/users/99999", status: 404, size: 71, age: 30, ttl: 30),
    make(
      204, "https://api.example.com/v1/countries", size: 88_000, age: 3 * 3600, ttl: 21 * 3600,
      rule: .urlRule),
    make(
      205, "https://img.example.net/logo.png", type: "image/png", size: 24_800, age: 86_400,
      ttl: 6 * 86_400, rule: .heuristic),
    make(
      206, "https://cdn.example.net/app.3f9c.js", type: "text/javascript", size: 410_000,
      age: 8 * 86_400, ttl: nil, rule: .immutable),
    make(
      207, "https://cdn.example.net/app.3f9c.js", method: "HEAD", size: 0, age: 8 * 86_400,
      ttl: nil, rule: .immutable),
    make(
      208, "https://example.org/", status: 301, size: 0, age: 2 * 86_400, ttl: nil, rule: .session),
    corrupt(209, "https://api.example.com/v1/blob/77"),
  ]

  /// Hostile text, wide characters, no validator, variants, a large body.
  private static let odd =
    [
      make(210, "https://evil.example/\u{1B}[31m\u{202E}\r\n\u{9B}x", size: 66, age: 10, ttl: 7200),
      make(211, "https://例え.example/日本語/🐟?q=寿司", size: 300, age: 10, ttl: 7201),
      make(
        212, "https://plain.example/data", size: 12_400, age: 10, ttl: 7202, hasValidator: false),
      make(213, "https://files.example/dump.bin", size: 200_000_000, age: 10, ttl: 7203),
    ]
    + (214...216).map {
      make(
        $0, "https://vary.example/page", size: 500, age: 10, ttl: 7204, vary: "accept-language")
    }

  private static let staleFillers = (217...231).map {
    make($0, "https://old.example/item/\($0)", size: 1000, age: 700, ttl: -40 + Double($0 - 217))
  }

  private static let freshFillers = (232...1284).map {
    make($0, "https://fill.example/item/\($0)", size: 15_000, age: 60, ttl: 100_000 + Double($0))
  }

  static func make(
    _ id: Int, _ url: String, method: String = "GET", status: Int = 200,
    type: String = "application/json", size: Int64, age: Double, ttl: Double?,
    rule: LifetimeRule = .maxAge, swr: Double? = nil, mustValidate: Bool = false,
    hasValidator: Bool = true, vary: String = ""
  ) -> EntrySummary {
    let until = ttl.map { now.addingTimeInterval($0) }
    let stored = now.addingTimeInterval(-age)
    return EntrySummary(
      reference: EntryReference(id: EntryID("\(id)"), version: 1), key: "9f1c\(id)",
      method: method, url: url, status: status, mediaType: type, size: size, stored: stored,
      generated: stored, created: stored,
      timeline: FreshnessTimeline(
        freshUntil: until, staleWhileRevalidateUntil: swr.flatMap { until?.addingTimeInterval($0) },
        mustValidate: mustValidate, isImmutable: rule == .immutable, rule: rule),
      hits: id % 7, lastUsed: now.addingTimeInterval(-120), fetchDuration: 0.2,
      hasEntityTag: hasValidator, vary: vary)
  }

  private static func corrupt(_ id: Int, _ url: String) -> EntrySummary {
    var entry = make(id, url, status: 0, size: 0, age: 0, ttl: nil, rule: .none)
    entry.isCorrupt = true
    return entry
  }

  static func entry(_ summary: EntrySummary, body: String?) -> CacheEntry {
    let lifetime = Int(
      summary.timeline.freshUntil?.timeIntervalSince(summary.generated) ?? 31_536_000)
    var fields = HTTPFields()
    fields[.contentType] = summary.mediaType
    fields[.cacheControl] = "public, max-age=\(lifetime)"
    if summary.hasEntityTag { fields[.eTag] = "\"9f1c-\(summary.reference.version)\"" }
    fields[.date] = "Sun, 01 Mar 2026 09:46:02 GMT"
    fields[.server] = "nginx"
    let request = HTTPRequest(
      method: HTTPRequest.Method(summary.method) ?? .get, scheme: "https",
      authority: "api.example.com", path: "/v1/users?page=1")
    let response = HTTPResponse(
      status: .init(code: summary.status == 0 ? 200 : summary.status), headerFields: fields)
    return CacheEntry(
      summary: summary,
      stored: StoredResponse(
        request: request, response: response, requestTime: summary.stored,
        responseTime: summary.stored),
      keyParts: CacheKeyParts(method: summary.method, url: summary.url),
      body: BodyReference(
        handle: Int64(summary.id.rawValue) ?? 0,
        size: Int64((body ?? Self.body(summary)).utf8.count)))
  }

  static func body(_ summary: EntrySummary) -> String {
    "line one of \(summary.id.rawValue)\nline two\nline three\n"
  }
}
