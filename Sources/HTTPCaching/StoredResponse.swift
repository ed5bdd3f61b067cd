public import FoundationEssentials
public import HTTPTypes

/// A stored response with all that a caching decision reads: both heads, the two clock readings of
/// RFC 9111 section 4.2.3, and the settings of the session that stored it.
///
/// The body is not part of it: no decision of RFC 9111 looks at content.
public struct StoredResponse: Sendable, Hashable {
  /// The request that this response answered, as it was sent less what redaction replaced.
  public var request: HTTPRequest

  /// The response head as received: order, duplicates and the case of field names are kept.
  public var response: HTTPResponse

  /// When the request was sent, by the cache's own clock (`request_time`).
  public var requestTime: Date

  /// When the response head arrived, by the cache's own clock (`response_time`).
  public var responseTime: Date

  /// What the storing session's settings say about this response's freshness.
  public var settings: FreshnessSettings

  /// Makes a stored response; `settings` default to RFC 9111 without overrides.
  public init(
    request: HTTPRequest, response: HTTPResponse, requestTime: Date, responseTime: Date,
    settings: FreshnessSettings = FreshnessSettings()
  ) {
    self.request = request
    self.response = response
    self.requestTime = requestTime
    self.responseTime = responseTime
    self.settings = settings
  }
}
