public import FoundationEssentials
public import HTTPTypes

/// A stored response with all that a caching decision reads: both heads, the two clock readings of
/// RFC 9111 section 4.2.3, and the settings of the session that stored it.
///
/// The body is not part of it: no decision of RFC 9111 looks at content.
public struct StoredResponse: Sendable, Hashable {
  /// All of it behind one reference: a hit passes its response on some twenty times, and to copy one
  /// reference costs less than to copy ten. A change makes a new box.
  private var box: Box

  private final class Box: Sendable {
    let parts: Parts

    init(_ parts: Parts) { self.parts = parts }
  }

  private struct Parts: Hashable {
    var request: HTTPRequest
    var response: HTTPResponse
    var requestTime: Date
    var responseTime: Date
    var settings: FreshnessSettings
  }

  /// The request that this response answered, as it was sent less what redaction replaced.
  public var request: HTTPRequest {
    get { box.parts.request }
    set { change { $0.request = newValue } }
  }

  /// The response head as received: order, duplicates and the case of field names are kept.
  public var response: HTTPResponse {
    get { box.parts.response }
    set { change { $0.response = newValue } }
  }

  /// When the request was sent, by the cache's own clock (`request_time`).
  public var requestTime: Date {
    get { box.parts.requestTime }
    set { change { $0.requestTime = newValue } }
  }

  /// When the response head arrived, by the cache's own clock (`response_time`).
  public var responseTime: Date {
    get { box.parts.responseTime }
    set { change { $0.responseTime = newValue } }
  }

  /// What the storing session's settings say about this response's freshness.
  public var settings: FreshnessSettings {
    get { box.parts.settings }
    set { change { $0.settings = newValue } }
  }

  /// Makes a stored response; `settings` default to RFC 9111 without overrides.
  public init(
    request: HTTPRequest, response: HTTPResponse, requestTime: Date, responseTime: Date,
    settings: FreshnessSettings = FreshnessSettings()
  ) {
    box = Box(
      Parts(
        request: request, response: response, requestTime: requestTime, responseTime: responseTime,
        settings: settings))
  }

  private mutating func change(_ body: (inout Parts) -> Void) {
    var parts = box.parts
    body(&parts)
    box = Box(parts)
  }

  /// Whether all parts are equal.
  public static func == (left: StoredResponse, right: StoredResponse) -> Bool {
    left.box === right.box || left.box.parts == right.box.parts
  }

  /// Hashes all parts.
  public func hash(into hasher: inout Hasher) { hasher.combine(box.parts) }
}
