/// Why a message can't be taken as it is: what the client is told, before its connection ends.
struct Refusal: Error, Sendable, Hashable, CustomStringConvertible {
  let status: Int
  /// A sentence for people.
  let reason: String

  init(_ status: Int, _ reason: String) {
    self.status = status
    self.reason = reason
  }

  /// The type of the error (RFC 9209 section 2.3); nil where there is none.
  var type: String? {
    switch status {
    case 400..<500: "http_request_error"
    case 502: "destination_unavailable"
    case 508: "proxy_loop_detected"
    default: nil
    }
  }

  var description: String { reason }

  static func bad(_ reason: String) -> Refusal { Refusal(400, reason) }
}
