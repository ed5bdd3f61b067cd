import CacheStore
import FoundationEssentials
import HTTPCaching
import HTTPTypes

/// Entries to store in tests.
enum Sample {
  static let now = Date(timeIntervalSinceReferenceDate: 800_000_000)

  static func entry(_ text: String, cacheControl: String = "max-age=60") -> NewEntry {
    let request = HTTPRequest(
      method: .get, scheme: "https", authority: "example.com", path: "/" + text)
    let response = HTTPResponse(status: .ok, headerFields: [.cacheControl: cacheControl])
    return NewEntry(
      key: CacheKey(hex: text),
      keyParts: CacheKeyParts(method: "GET", url: "https://example.com/" + text),
      stored: StoredResponse(
        request: request, response: response, requestTime: now, responseTime: now))
  }
}
