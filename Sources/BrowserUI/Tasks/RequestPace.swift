/// Limits and pace of many requests.
package struct RequestPace: Sendable, Hashable {
  /// Requests at once.
  package var concurrency: Int
  /// Requests at once to one host.
  package var perHost: Int
  /// Seconds from the start of a request to the start of the next one to the same host.
  package var delay: Double
  /// After so many errors no more requests are started; nil: however many.
  package var stopAfterErrors: Int?

  package init(
    concurrency: Int = 4, perHost: Int = 2, delay: Double = 0, stopAfterErrors: Int? = nil
  ) {
    self.concurrency = max(1, concurrency)
    self.perHost = max(1, perHost)
    self.delay = delay.isFinite ? max(0, min(3600, delay)) : 0
    self.stopAfterErrors = stopAfterErrors.map { max(1, $0) }
  }

  /// `4 at once, 2 per host`
  package var limits: String { "\(concurrency) at once, \(perHost) per host" }

  /// `one each 500 ms per host, stops after 5 errors`; nil where neither is set.
  package var brakes: String? {
    let each = delay > 0 ? "one each \(Durations.latency(delay)) per host" : nil
    let stop = stopAfterErrors.map { "stops after \(Numbers.count($0, "error", "errors"))" }
    let parts = [each, stop].compactMap(\.self)
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }

  /// Both.
  package var words: String { [limits, brakes].compactMap(\.self).joined(separator: ", ") }
}
