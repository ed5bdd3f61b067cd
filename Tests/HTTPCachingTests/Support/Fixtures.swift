import FoundationEssentials
import HTTPCaching
import HTTPTypes

/// Sunday, 1 March 2026, 09:46:02 GMT: when most responses of these tests are generated.
let start = Date(timeIntervalSince1970: 1_772_358_362)

/// That many seconds later.
func later(_ seconds: TimeInterval) -> Date { start.addingTimeInterval(seconds) }

/// The `Date` line of that moment.
func dateLine(_ seconds: TimeInterval = 0, name: String = "date") -> String {
  "\(name): \(HTTPDate.format(later(seconds)))"
}

/// Fields from lines such as `cache-control: max-age=600`.
func fields(_ lines: [String]) -> HTTPFields {
  var result = HTTPFields()
  for line in lines {
    let parts = line.split(separator: ":", maxSplits: 1)
    if let name = parts.first.flatMap({ HTTPField.Name(String($0)) }) {
      let value = parts.count > 1 ? String(parts[1].drop { $0 == " " }) : ""
      result.append(HTTPField(name: name, value: value))
    }
  }
  return result
}

func request(
  _ lines: [String] = [], method: HTTPRequest.Method = .get, path: String = "/a",
  authority: String = "example.com"
) -> HTTPRequest {
  HTTPRequest(
    method: method, scheme: "https", authority: authority, path: path, headerFields: fields(lines))
}

/// A response; one without a `date` line is dated `start`, one with a bare `date:` has no date.
func response(_ status: Int = 200, _ lines: [String] = []) -> HTTPResponse {
  let isDated = lines.contains { $0.lowercased().hasPrefix("date:") }
  let all = (isDated ? lines.filter { $0 != "date:" } : [dateLine()] + lines)
  return HTTPResponse(status: HTTPResponse.Status(code: status), headerFields: fields(all))
}

/// A stored response that was asked for and arrived at `start`.
func stored(
  _ lines: [String] = [], status: Int = 200, for storedRequest: HTTPRequest = request(),
  settings: FreshnessSettings = FreshnessSettings(), delay: TimeInterval = 0,
  arrived: TimeInterval = 0
) -> StoredResponse {
  StoredResponse(
    request: storedRequest, response: response(status, lines), requestTime: later(arrived - delay),
    responseTime: later(arrived), settings: settings)
}

/// The default policy, changed.
func policy(_ change: (inout CachePolicy) -> Void = { _ in }) -> CachePolicy {
  var policy = CachePolicy()
  change(&policy)
  return policy
}

/// The default settings, changed.
func settings(_ change: (inout FreshnessSettings) -> Void) -> FreshnessSettings {
  var settings = FreshnessSettings()
  change(&settings)
  return settings
}
