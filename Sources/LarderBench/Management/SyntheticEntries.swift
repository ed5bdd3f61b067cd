import CacheStore
import FoundationEssentials
import HTTPCaching
import HTTPTypes

/// Entries that look like a busy session's: many hosts, some errors, a fifth of them stale.
struct SyntheticEntries {
  /// The moment around which they were stored.
  let now: Date
  /// Bytes of a body, on average.
  let bodySize: Int
  private let text: Data

  init(now: Date, bodySize: Int = 1024) {
    self.now = now
    self.bodySize = bodySize
    var generator = SeededGenerator(seed: 1)
    let letters = Array("abcdefghij klmnopqrstuvwxyz\n".utf8)
    text = Data((0..<(4 * bodySize)).map { _ in letters.randomElement(using: &generator) ?? 32 })
  }

  /// The URL of an entry.
  func url(_ index: Int) -> String {
    let host = 10_000 + index * index % 211
    let query = index % 3 == 0 ? "?page=\(index % 50)&sort=asc" : ""
    return "https://host\(host % 1000).example.org/api/v\(index % 3 + 1)/item/\(index)\(query)"
  }

  /// An entry with its body.
  func entry(_ index: Int) -> (entry: NewEntry, body: Data) {
    var generator = SeededGenerator(seed: index)
    let body = text.prefix(Int.random(in: (bodySize / 2)...(bodySize * 3 / 2), using: &generator))
    let url = url(index)
    let age = Double(Int.random(in: 1...86_400, using: &generator))
    let lifetime = index % 5 == 0 ? age / 2 : 90_000 + Double(index % 86_400)
    let stored = StoredResponse(
      request: request(url),
      response: response(index, bytes: body.count, lifetime: Int(lifetime), at: now - age),
      requestTime: now - age - 0.05, responseTime: now - age)
    let entry = NewEntry(
      key: key(index), keyParts: CacheKeyParts(method: "GET", url: url), stored: stored,
      fetchDuration: 0.05)
    return (entry, Data(body))
  }

  private func key(_ index: Int) -> CacheKey {
    var generator = SeededGenerator(seed: index &+ 77)
    let digits = (0..<2).map { _ in
      let word = String(generator.next(), radix: 16)
      return String(repeating: "0", count: 16 - word.count) + word
    }
    return CacheKey(hex: digits.joined())
  }

  private func request(_ url: String) -> HTTPRequest {
    let rest = url.dropFirst("https://".count)
    let path = rest.firstIndex(of: "/") ?? rest.endIndex
    return HTTPRequest(
      method: .get, scheme: "https", authority: String(rest[..<path]), path: String(rest[path...]),
      headerFields: [
        .userAgent: "larder-bench/1.0", .accept: "*/*", .acceptEncoding: "gzip, deflate",
        .connection: "keep-alive",
      ])
  }

  private func response(
    _ index: Int, bytes: Int, lifetime: Int, at time: Date
  ) -> HTTPResponse {
    let types = ["text/html; charset=utf-8", "application/json", "text/plain", "image/png"]
    let codes = [200, 200, 200, 200, 200, 200, 200, 203, 404, 410]
    return HTTPResponse(
      status: .init(code: codes[index % codes.count]),
      headerFields: [
        .contentType: types[index % types.count], .contentLength: String(bytes),
        .cacheControl: "public, max-age=\(lifetime)", .eTag: "\"\(index)\"",
        .date: HTTPDate.format(time), .server: "nginx/1.22.1",
      ])
  }
}
