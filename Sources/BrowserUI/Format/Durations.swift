package import FoundationEssentials

/// Times in seconds as text. All of them cut to the unit below rather than round, as clocks do.
package enum Durations {
  /// Seconds that the rest of a task will take at the pace so far; nil when there is no pace yet.
  static func remaining(
    _ done: Int, of count: Int, since began: Date, at now: Date
  ) -> TimeInterval? {
    let passed = now.timeIntervalSince(began)
    guard done > 0, passed >= 1 else { return nil }
    return passed / Double(done) * Double(max(0, count - done))
  }

  /// At most four cells, the largest unit alone: `30s`, `14m`, `3h`, `8d`, `2y`.
  package static func short(_ seconds: TimeInterval) -> String {
    let total = whole(seconds)
    switch total {
    case ..<60: return "\(total)s"
    case ..<3600: return "\(total / 60)m"
    case ..<86_400: return "\(total / 3600)h"
    case ..<(1000 * 86_400): return "\(total / 86_400)d"
    case ..<(1000 * year): return "\(total / year)y"
    default: return ">1ky"
    }
  }

  /// The time left with its sign, at most seven cells: `+30s`, `-4m`, `+1h10m`, `+21h`, `-0s`. A moment
  /// that has come is `-0s`: at the end of its lifetime a response is stale.
  package static func signed(_ remaining: TimeInterval) -> String {
    let sign = remaining > 0 ? "+" : "-"
    let total = whole(remaining.magnitude)
    let minutes = total % 3600 / 60
    guard total >= 3600, total < 10 * 3600, minutes > 0 else {
      return sign + short(remaining.magnitude)
    }
    return "\(sign)\(total / 3600)h\(minutes)m"
  }

  /// Two units: `58s`, `4m 02s`, `3h 05m`, `1d 04h`, `8d`.
  package static func spoken(_ seconds: TimeInterval) -> String { twoUnits(seconds, gap: " ") }

  /// Two units without a gap, for labels: `0s`, `10m00s`, `14m02s`.
  package static func label(_ seconds: TimeInterval) -> String { twoUnits(seconds, gap: "") }

  /// As people write a lifetime, exact: `10m`, `1h`, `1d`, `90s`, `1h10m`.
  package static func lifetime(_ seconds: TimeInterval) -> String {
    var rest = whole(seconds)
    guard rest > 0 else { return "0s" }
    var parts: [String] = []
    for (length, unit) in [(86_400, "d"), (3600, "h"), (60, "m"), (1, "s")] where rest >= length {
      parts.append("\(rest / length)\(unit)")
      rest %= length
    }
    return parts.joined()
  }

  /// A time of waiting: `0.4 ms`, `212 ms`, `1.2 s`, `42.0 s`, `12 min`.
  package static func latency(_ seconds: TimeInterval) -> String {
    guard seconds.isFinite else { return "?" }
    let value = max(0, seconds)
    switch value {
    case ..<0.0000995: return Numbers.fixed(value * 1000, places: 2) + " ms"
    case ..<0.00995: return Numbers.fixed(value * 1000, places: 1) + " ms"
    case ..<0.9995: return Numbers.fixed(value * 1000, places: 0) + " ms"
    case ..<599.95: return Numbers.fixed(value, places: 1) + " s"
    case ..<36_000: return Numbers.fixed(value / 60, places: 0) + " min"
    default: return Numbers.fixed(value / 3600, places: 0) + " h"
    }
  }

  /// A time that is left, roughly: `9 s`, `1m 16s`, `3h 05m`.
  package static func left(_ seconds: TimeInterval) -> String {
    let seconds = seconds.rounded(.up)
    return seconds < 60 ? "\(whole(seconds)) s" : spoken(seconds)
  }

  /// A running time as a clock shows it: `02:14:09`, `3d 02:14:09`.
  package static func uptime(_ seconds: TimeInterval) -> String {
    let total = whole(seconds)
    let days = total / 86_400
    let clock = [total % 86_400 / 3600, total % 3600 / 60, total % 60].map(twoDigits)
    return (days > 0 ? "\(days)d " : "") + clock.joined(separator: ":")
  }

  /// Two digits at least.
  static func twoDigits(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }

  /// Seconds of a duration as a whole number, never negative and never out of range.
  private static func whole(_ seconds: TimeInterval) -> Int {
    guard seconds > 0 else { return 0 }
    return Int(min(seconds, 1e15))
  }

  private static func twoUnits(_ seconds: TimeInterval, gap: String) -> String {
    let total = whole(seconds)
    switch total {
    case ..<60: return "\(total)s"
    case ..<3600: return "\(total / 60)m\(gap)\(twoDigits(total % 60))s"
    case ..<86_400: return "\(total / 3600)h\(gap)\(twoDigits(total % 3600 / 60))m"
    case ..<(8 * 86_400): return "\(total / 86_400)d\(gap)\(twoDigits(total % 86_400 / 3600))h"
    default: return short(seconds)
    }
  }

  private static let year = 31_556_952
}
