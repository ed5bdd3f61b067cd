import CacheStore
import FoundationEssentials
import HTTPCaching
import HTTPTypes

/// Entries to store in tests.
enum Samples {
  /// The moment at which tests play.
  static let now = Date(timeIntervalSinceReferenceDate: 800_000_000)

  /// A key of 32 digits for a number.
  static func key(_ number: Int) -> CacheKey {
    let digits = String(number, radix: 16)
    return CacheKey(hex: String(repeating: "0", count: max(0, 32 - digits.count)) + digits)
  }

  /// A response with those fields.
  static func stored(
    _ fields: [(String, String)] = [("Cache-Control", "max-age=60")], status: Int = 200,
    path: String = "/", at time: Date = now, settings: FreshnessSettings = FreshnessSettings()
  ) -> StoredResponse {
    var response = HTTPResponse(status: .init(code: status))
    for (name, value) in fields {
      guard let name = HTTPField.Name(name) else { continue }
      response.headerFields.append(HTTPField(name: name, value: value))
    }
    let request = HTTPRequest(
      method: .get, scheme: "https", authority: "example.com", path: path,
      headerFields: [.accept: "*/*"])
    return StoredResponse(
      request: request, response: response, requestTime: time - 0.25, responseTime: time,
      settings: settings)
  }

  /// An entry for a key; its URL has the number.
  static func entry(
    _ number: Int, url: String? = nil, method: String = "GET", vary: [CacheKeyParts.Field] = [],
    stored: StoredResponse = stored()
  ) -> NewEntry {
    NewEntry(
      key: key(number),
      keyParts: CacheKeyParts(method: method, url: url ?? "https://example.com/\(number)"),
      varyFields: vary, stored: stored)
  }

  /// Bytes that differ from chunk to chunk: a pattern whose length, a prime, divides no size of chunks.
  static func body(_ count: Int, seed: UInt8 = 1) -> Data {
    let pattern = Data((0..<4099).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) ^ seed })
    var body = Data(capacity: count)
    while body.count < count { body += pattern.prefix(count - body.count) }
    return body
  }

  /// Entries that differ in everything that lists show, the same ones each time.
  static func mixed(_ count: Int) -> [(entry: NewEntry, body: Data)] {
    var random = SplitMix64(state: 42)
    return (0..<count).map { number in
      let url = random.pick(urls) + "?page=\(number % 7)&n=\(number / 4)"
      var fields = [("Cache-Control", random.pick(cacheControls))]
      fields += [("Content-Type", random.pick(types))]
      if random.chance(2) { fields.append(("ETag", "\"\(number)\"")) }
      if random.chance(3) { fields.append(("Last-Modified", "Sun, 01 Mar 2026 09:46:02 GMT")) }
      if random.chance(4) { fields.append(("Vary", "accept-language")) }
      let time = now - Double(random.below(7200)) / 4
      let stored = stored(fields, status: random.pick(statuses), at: time)
      return (
        entry(number, url: url, method: random.pick(["GET", "GET", "HEAD"]), stored: stored),
        body(random.below(4) == 0 ? 0 : random.below(3000))
      )
    }
  }

  private static let urls = [
    "https://example.com/a", "https://example.com/A/b%25", "http://api.example.com:8080/v1/items",
    "https://cdn.example.net:443/app_1.js", "http://example.org/x'y", "https://ümlaut.example/ß",
  ]
  private static let cacheControls = [
    "max-age=60", "max-age=3600", "max-age=0", "no-cache", "max-age=31536000, immutable",
    "max-age=600, stale-while-revalidate=1200", "max-age=300, stale-if-error=86400", "public",
  ]
  private static let types = [
    "text/html; charset=utf-8", "application/json", "IMAGE/PNG", "", "text/css",
  ]
  private static let statuses = [200, 200, 200, 301, 404, 410, 500]
}

/// A small generator of numbers that are the same each time.
struct SplitMix64: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(max(1, bound))) }

  mutating func chance(_ oneIn: Int) -> Bool { below(oneIn) == 0 }

  mutating func pick<Element>(_ choices: [Element]) -> Element { choices[below(choices.count)] }
}
