extension Model {
  var delayWords: String {
    preferences.pace.delay == 0 ? "none" : Durations.latency(preferences.pace.delay)
  }

  var errorWords: String {
    preferences.pace.stopAfterErrors.map { Numbers.count($0, "error", "errors") } ?? "never"
  }

  mutating func cycleDelay() -> [Effect] {
    preferences.pace.delay = Self.next(after: preferences.pace.delay, of: [0, 0.2, 1, 5])
    return say("delay of requests: \(delayWords)")
  }

  mutating func cycleErrors() -> [Effect] {
    preferences.pace.stopAfterErrors = Self.next(
      after: preferences.pace.stopAfterErrors, of: [nil, 1, 5, 20])
    return say("requests stop after: \(errorWords)")
  }

  private static func next<Value: Equatable>(after value: Value, of values: [Value]) -> Value {
    let place = values.firstIndex(of: value).map { $0 + 1 } ?? 0
    return values[place % values.count]
  }
}
