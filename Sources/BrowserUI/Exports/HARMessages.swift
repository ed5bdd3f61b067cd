import CacheStore
import FoundationEssentials
import HTTPCaching
import HTTPTypes

/// Requests and responses as HAR 1.2 has them.
enum HARMessages {
  static func request(_ entry: CacheEntry, _ redaction: inout Redaction) -> JSONText {
    let url = redaction.url(entry.summary.url)
    var members: [(String, JSONText)] = [
      ("method", .string(entry.summary.method)), ("url", .string(url)),
      ("httpVersion", .string(version)),
      ("cookies", redaction.isOn ? .array([]) : cookies(entry.stored.request.headerFields)),
      ("headers", fields(entry.stored.request.headerFields, &redaction)),
      ("queryString", query(url)), ("headersSize", -1),
      ("bodySize", .integer(Int64(entry.requestBody?.count ?? 0))),
    ]
    if let body = entry.requestBody { members.append(("postData", post(body, entry, redaction))) }
    return .object(members)
  }

  /// The response less its content.
  static func response(_ entry: CacheEntry, _ redaction: inout Redaction) -> JSONText {
    let response = entry.stored.response
    let location = response.headerFields[.location] ?? ""
    return .object([
      ("status", .integer(Int64(response.status.code))),
      ("statusText", .string(response.status.reasonPhrase)), ("httpVersion", .string(version)),
      ("cookies", redaction.isOn ? .array([]) : setCookies(response.headerFields)),
      ("headers", fields(response.headerFields, &redaction)),
      ("redirectURL", .string(redaction.url(location))), ("headersSize", -1),
      ("bodySize", .integer(entry.body.encodedSize ?? entry.body.size)),
    ])
  }

  /// What a cache doesn't keep.
  private static let version = "unknown"

  private static func pair(_ name: some StringProtocol, _ value: some StringProtocol) -> JSONText {
    .object([("name", .string(String(name))), ("value", .string(String(value)))])
  }

  private static func fields(_ fields: HTTPFields, _ redaction: inout Redaction) -> JSONText {
    .array(fields.map { pair($0.name.rawName, redaction.value(of: $0)) })
  }

  /// The pairs of a URL's query, without their percent-encoding.
  private static func query(_ url: String) -> JSONText {
    guard let query = URLParts(url).query, !query.isEmpty else { return .array([]) }
    return .array(
      query.split(separator: "&").map { part in
        let halves = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        return pair(plain(halves[0]), halves.count > 1 ? plain(halves[1]) : "")
      })
  }

  private static func plain(_ text: Substring) -> String {
    text.replacing("+", with: " ").withoutPercentEncoding
  }

  private static func cookies(_ fields: HTTPFields) -> JSONText {
    .array(fields[values: .cookie].flatMap { $0.split(separator: ";") }.map(cookie))
  }

  /// The cookies that a response sets: the first pair of each field.
  private static func setCookies(_ fields: HTTPFields) -> JSONText {
    .array(fields[values: .setCookie].compactMap { $0.split(separator: ";").first }.map(cookie))
  }

  private static func cookie(_ text: Substring) -> JSONText {
    let halves = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    return pair(halves[0].drop { $0 == " " }, halves.count > 1 ? halves[1] : "")
  }

  private static func post(_ body: Data, _ entry: CacheEntry, _ redaction: Redaction) -> JSONText {
    let request = entry.stored.request
    let shown = redaction.isOn ? CachePolicy().redacted(body, of: request) : body
    return .object([
      ("mimeType", .string(request.headerFields[.contentType] ?? "")),
      ("text", .string(String(decoding: shown, as: UTF8.self))),
      ("params", .array([])),
    ])
  }
}
