package import FoundationEssentials
import HTTPCaching

/// Moments as text in one time zone.
package struct ClockTimes: Sendable, Hashable {
  /// Seconds east of UTC.
  package var utcOffset: Int

  /// A clock; UTC by default, as the dates in HTTP fields are.
  package init(utcOffset: Int = 0) { self.utcOffset = utcOffset }

  /// The time of day: `10:00:04`.
  package func time(_ date: Date) -> String {
    guard let seconds = local(date) else { return "?" }
    return clock(Int(seconds.rounded(.down)))
  }

  /// The time of day with tenths of a second: `10:00:03.9`.
  package func preciseTime(_ date: Date) -> String {
    guard let seconds = local(date) else { return "?" }
    let tenths = Int((seconds * 10 + 1e-4).rounded(.down))
    return clock(CivilCalendar.floorDivision(tenths, 10))
      + ".\(tenths - CivilCalendar.floorDivision(tenths, 10) * 10)"
  }

  /// The day: `2026-03-01`.
  package func day(_ date: Date) -> String {
    guard let seconds = local(date) else { return "?" }
    let (year, month, day) = CivilCalendar.civil(
      days: CivilCalendar.floorDivision(Int(seconds.rounded(.down)), 86_400))
    return "\(year)-\(Durations.twoDigits(month))-\(Durations.twoDigits(day))"
  }

  /// Day and time: `2026-03-01 10:00:04`.
  package func dayAndTime(_ date: Date) -> String {
    local(date) == nil ? "?" : "\(day(date)) \(time(date))"
  }

  /// For programs, in UTC whatever the zone: `2026-03-01T10:00:04.250Z` (RFC 3339).
  package func timestamp(_ date: Date) -> String {
    let milliseconds = (date.timeIntervalSince1970 * 1000).rounded()
    guard milliseconds.magnitude < 2e14 else { return "?" }
    let seconds = (milliseconds / 1000).rounded(.down)
    let moment = Date(timeIntervalSince1970: seconds)
    let rest = String(Int(milliseconds - seconds * 1000))
    let fraction = String(repeating: "0", count: 3 - rest.count) + rest
    let utc = ClockTimes()
    return "\(utc.day(moment))T\(utc.time(moment)).\(fraction)Z"
  }

  /// The time of day, with the day before it when that is another day than now's.
  package func relative(_ date: Date, to now: Date) -> String {
    day(date) == day(now) ? time(date) : dayAndTime(date)
  }

  /// Seconds since 1970 on this clock; nil outside the years that a calendar shows.
  private func local(_ date: Date) -> Double? {
    let seconds = date.timeIntervalSince1970 + Double(utcOffset)
    return seconds.magnitude < 2e11 ? seconds : nil
  }

  private func clock(_ seconds: Int) -> String {
    let second = seconds - CivilCalendar.floorDivision(seconds, 86_400) * 86_400
    return [second / 3600, second % 3600 / 60, second % 60].map(Durations.twoDigits)
      .joined(separator: ":")
  }
}
