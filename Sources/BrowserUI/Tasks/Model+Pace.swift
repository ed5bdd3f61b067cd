extension Preferences {
  /// Limits of a bulk revalidation.
  package var pace: RequestPace {
    RequestPace(
      concurrency: concurrency, perHost: perHost, delay: Double(requestDelay) / 1000,
      stopAfterErrors: stopAfterErrors > 0 ? stopAfterErrors : nil)
  }
}

extension Model {
  var delayWords: String {
    preferences.requestDelay == 0 ? "none" : Durations.latency(preferences.pace.delay)
  }

  var errorWords: String {
    let limit = preferences.stopAfterErrors
    return limit == 0 ? "never" : Numbers.count(limit, "error", "errors")
  }

  mutating func cycleDelay() -> [Effect] {
    preferences.requestDelay = Self.next(after: preferences.requestDelay, of: [0, 200, 1000, 5000])
    return say("delay of requests to a host: \(delayWords)")
  }

  mutating func cycleErrors() -> [Effect] {
    preferences.stopAfterErrors = Self.next(after: preferences.stopAfterErrors, of: [0, 1, 5, 20])
    return say("requests stop after: \(errorWords)")
  }

  private static func next(after value: Int, of values: [Int]) -> Int {
    values.first { $0 > value } ?? values[0]
  }
}
