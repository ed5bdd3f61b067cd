import CacheStore
import FoundationEssentials
import HTTPCaching
import HTTPTypes

/// The document of a response that a session stores, as requests-cache would have written it.
struct NewDocument {
  let entry: NewEntry
  let body: Data
  /// Nil for never.
  let expires: Date?
  /// The request's content, in the spelling of the key.
  let requestBody: [UInt8]
  /// Names whose values the store must not have.
  let ignoredNames: IgnoredNames
  /// Whether dates are to have no offset, as releases before 1.2 need them.
  let hasNaiveDates: Bool

  var value: PlainValue {
    var document = PlainMap()
    let stored = entry.stored
    let fields = stored.response.headerFields
    document["_content"] = .bytes(body)
    document["cookies"] = DocumentParts.cookies(fields)
    document["created_at"] = date(stored.responseTime)
    let elapsed = stored.responseTime.timeIntervalSince(stored.requestTime)
    if elapsed > 0 { document["elapsed"] = .double(elapsed) }
    document["encoding"] = Self.encoding(fields).map { .text($0) }
    document["expires"] = expires.map(date)
    document["headers"] = DocumentParts.headers(fields, ignoring: ignoredNames)
    document["reason"] = .text(
      stored.response.status.reasonPhrase.isEmpty
        ? Self.reasons[stored.response.status.code] ?? "" : stored.response.status.reasonPhrase)
    document["request"] = request(stored.request)
    document["status_code"] = .integer(Int64(stored.response.status.code))
    document["url"] = .text(entry.keyParts.url)
    let larder = DocumentParts.larder(stored, ignoring: ignoredNames)
    if !larder.members.isEmpty { document[LarderFacts.name] = .map(larder) }
    return .map(document)
  }

  private func date(_ date: Date) -> PlainValue {
    let date = ISODate(date)
    return .text(
      ISODate(microseconds: date.microseconds, isNaive: hasNaiveDates).storedText)
  }

  private func request(_ request: HTTPRequest) -> PlainValue {
    var members = PlainMap()
    if !requestBody.isEmpty { members["body"] = .bytes(Data(requestBody)) }
    members["headers"] = DocumentParts.headers(request.headerFields, ignoring: ignoredNames)
    members["method"] = .text(request.method.rawValue)
    members["url"] = .text(entry.keyParts.url)
    return .map(members)
  }

  /// The charset that requests chooses: the one named, Latin-1 for other text, UTF-8 for JSON.
  private static func encoding(_ fields: HTTPFields) -> String? {
    guard let type = fields[.contentType]?.lowercased() else { return nil }
    for parameter in type.split(separator: ";").dropFirst() {
      let parts = parameter.split(separator: "=", maxSplits: 1)
      guard parts.count == 2, parts[0].filter({ $0 != " " }) == "charset" else { continue }
      return String(parts[1].filter { !" \"'".contains($0) })
    }
    if type.hasPrefix("text/") { return "ISO-8859-1" }
    return type.hasPrefix("application/json") ? "utf-8" : nil
  }

  /// Phrases of usual statuses, which HTTP/2 doesn't send.
  private static let reasons = [
    200: "OK", 203: "Non-Authoritative Information", 204: "No Content", 300: "Multiple Choices",
    301: "Moved Permanently", 302: "Found", 303: "See Other", 307: "Temporary Redirect",
    308: "Permanent Redirect", 404: "Not Found", 405: "Method Not Allowed", 410: "Gone",
    414: "URI Too Long", 501: "Not Implemented",
  ]
}

extension StoredResponse {
  /// When requests-cache is to take this response for stale; nil for never.
  var expiryForPython: Date? { Freshness(self).freshUntil }
}
