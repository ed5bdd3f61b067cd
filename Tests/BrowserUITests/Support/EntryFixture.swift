import BrowserUI
import CacheStore
import FoundationEssentials
import HTTPCaching
import HTTPTypes

/// The first entry of the documentation's pictures: a JSON list that became stale four minutes ago.
enum EntryFixture {
  static let now = LiveFixture.now
  static let stored = now.addingTimeInterval(-841.9)

  static func entry(
    fields: [(String, [UInt8])] = fields, url: String = url, method: String = "GET"
  ) -> CacheEntry {
    let timeline = FreshnessTimeline(freshUntil: stored.addingTimeInterval(599.9), rule: .maxAge)
    let summary = EntrySummary(
      reference: EntryReference(id: EntryID("42"), version: 3),
      key: "9f1c0b6ad4e8f7713c52a9b00d4e6f21", method: method, url: url, status: 200,
      mediaType: "application/json", size: 12_412, stored: stored,
      generated: stored.addingTimeInterval(-0.1), created: stored.addingTimeInterval(-86_400),
      revalidated: stored, timeline: timeline, hits: 17, lastUsed: now.addingTimeInterval(-120),
      fetchDuration: 0.208, hasEntityTag: true)
    return CacheEntry(
      summary: summary, stored: response(fields), keyParts: keyParts(url),
      body: BodyReference(handle: 7, size: 12_412, encodedSize: 3_105),
      varyFields: [.init(name: "accept-encoding", value: "gzip, br")],
      redirects: ["http://example.com/users"],
      rawFacts: [.init("row", "42"), .init("chunks", "1")])
  }

  static let url = "https://api.example.com/v1/users?page=1"

  static let fields: [(String, [UInt8])] = [
    ("content-type", "application/json; charset=utf-8"), ("cache-control", "public, max-age=600"),
    ("etag", "\"9f1c-12a\""), ("date", "Sun, 01 Mar 2026 09:46:02 GMT"),
    ("expires", "Sun, 01 Mar 2026 10:46:02 GMT"), ("vary", "accept-encoding"),
    ("set-cookie", "a=1"), ("Set-Cookie", "b=2"), ("content-length", "12412"),
    ("connection", "close, x-debug"), ("x-debug", "1"), ("server", "nginx"),
  ].map { ($0.0, Array($0.1.utf8)) }

  private static func keyParts(_ url: String) -> CacheKeyParts {
    CacheKeyParts(
      method: "GET", url: url, matchedFields: [.init(name: "accept", value: "application/json")],
      ignoredParameters: ["api_key", "authorization"])
  }

  private static func response(_ fields: [(String, [UInt8])]) -> StoredResponse {
    var head = HTTPFields()
    for (name, value) in fields {
      guard let name = HTTPField.Name(name) else { continue }
      head.append(HTTPField(name: name, lenientValue: value))
    }
    var request = HTTPRequest(
      method: .get, scheme: "https", authority: "api.example.com", path: "/v1/users?page=1")
    request.headerFields[.accept] = "application/json"
    request.headerFields[.acceptEncoding] = "gzip, br"
    return StoredResponse(
      request: request, response: HTTPResponse(status: .ok, headerFields: head),
      requestTime: stored.addingTimeInterval(-0.1), responseTime: stored)
  }
}
