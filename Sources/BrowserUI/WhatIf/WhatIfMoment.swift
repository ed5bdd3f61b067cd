import FoundationEssentials
import HTTPCaching

/// Another moment than now.
enum WhatIfMoment: Sendable, Hashable {
  /// So many seconds later, or earlier.
  case shifted(TimeInterval)
  case at(Date)
  /// The next time that a clock shows so many seconds since midnight.
  case timeOfDay(Int)

  /// Reads `12:00`, `12:00:30`, a date, or a date with a time.
  init?(at text: String) {
    if let seconds = Self.secondsOfDay(text) {
      self = .timeOfDay(seconds)
    } else if case .expiration(.at(let date)) = TimeToLive(text.uppercased()) {
      self = .at(date)
    } else {
      return nil
    }
  }

  /// Reads `+1h`, `-10m`.
  init?(shift text: String) {
    guard text.hasPrefix("+") || text.hasPrefix("-"), let seconds = FilterUnit.seconds.number(text)
    else { return nil }
    self = .shifted(seconds)
  }

  func applied(to now: Date, utcOffset: Int) -> Date {
    switch self {
    case .shifted(let seconds): return now.addingTimeInterval(seconds)
    case .at(let date): return date
    case .timeOfDay(let seconds):
      let local = now.timeIntervalSince1970 + Double(utcOffset)
      let midnight = (local / 86_400).rounded(.down) * 86_400
      let today = midnight + Double(seconds)
      return Date(
        timeIntervalSince1970: (today < local ? today + 86_400 : today) - Double(utcOffset))
    }
  }

  private static func secondsOfDay(_ text: String) -> Int? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count), parts.allSatisfy({ (1...2).contains($0.count) }) else {
      return nil
    }
    let numbers = parts.compactMap { UInt8($0) }.map(Int.init)
    guard numbers.count == parts.count, numbers[0] < 24, numbers.dropFirst().allSatisfy({ $0 < 60 })
    else { return nil }
    return numbers.reduce(0) { $0 * 60 + $1 } * (parts.count == 2 ? 60 : 1)
  }
}
