import CacheStore
import FoundationEssentials
import HTTPCaching
import HTTPTypes

/// An entry of the fixture, in few words.
struct Recipe: Sendable {
  var method = "GET"
  /// Scheme, authority and path, put into the store as they are.
  var url: String
  var status = HTTPResponse.Status.ok
  /// Seconds between its arrival and the moment of the scenarios.
  var age: TimeInterval
  var fields: [(String, String)] = []
  var requestFields: [(String, String)] = []
  var varyNames: [String] = []
  var body = Data()
  var encodedSize: Int64?
  var settings = FreshnessSettings()
  /// Seconds from the request to the head of its response.
  var delay: TimeInterval = 0.1

  /// The entry with everything that a session would have stored.
  var entry: NewEntry {
    let parts = CacheKeyParts(method: method, url: url)
    let arrival = Moment.ago(age)
    return NewEntry(
      key: CacheKey(parts), keyParts: parts, varyFields: varyFields,
      stored: StoredResponse(
        request: request,
        response: HTTPResponse(status: status, headerFields: responseFields(arrival)),
        requestTime: arrival.addingTimeInterval(-delay), responseTime: arrival,
        settings: settings),
      encodedSize: encodedSize, fetchDuration: 0.208)
  }

  private var request: HTTPRequest {
    let parts = url.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
    return HTTPRequest(
      method: HTTPRequest.Method(method) ?? .get, scheme: String(parts[0].dropLast()),
      authority: String(parts[2]), path: "/" + parts[3], headerFields: Self.fields(requestFields))
  }

  private func responseFields(_ arrival: Date) -> HTTPFields {
    let date = Date(timeIntervalSince1970: arrival.timeIntervalSince1970.rounded(.down))
    let own = fields.contains { $0.0 == "Date" } ? [] : [("Date", HTTPDate.format(date))]
    return Self.fields(fields + own + [("Server", "nginx")])
  }

  private var varyFields: [CacheKeyParts.Field] {
    varyNames.sorted().map { name in
      let value = requestFields.first { $0.0.lowercased() == name }?.1 ?? ""
      return CacheKeyParts.Field(name: name, value: value)
    }
  }

  private static func fields(_ list: [(String, String)]) -> HTTPFields {
    var fields = HTTPFields()
    for (name, value) in list {
      guard let name = HTTPField.Name(name) else { continue }
      fields.append(HTTPField(name: name, lenientValue: Array(value.utf8)))
    }
    return fields
  }
}
