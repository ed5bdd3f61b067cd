import FoundationEssentials
import HTTPCaching

/// A date in a filter: `2026-02`, `2026-02-01`, `2026-02-01T10:00` or `2026-02-01T10:00:05`, in UTC. It
/// stands for all of the month, day, minute or second that it names.
struct FilterMoment: Sendable, Hashable {
  var start: Date
  /// Where the next one begins.
  var end: Date

  static let examples = "2026-02-01, 2026-02-01T10:00"

  /// Nil for what is no date.
  init?(_ text: String) {
    let text = text.last == "Z" || text.last == "z" ? text.dropLast() : text[...]
    let halves = text.split(separator: "T", maxSplits: 1, omittingEmptySubsequences: false)
    guard let day = Self.numbers(halves[0], separator: "-", lengths: [4, 2, 2]),
      (1...12).contains(day[1])
    else { return nil }
    let (year, month) = (day[0], day[1])
    guard day.count == 3 else {
      guard halves.count == 1 else { return nil }
      let isLast = month == 12
      self.init(
        days: CivilCalendar.days(year: year, month: month, day: 1),
        endDays: CivilCalendar.days(
          year: isLast ? year + 1 : year, month: isLast ? 1 : month + 1, day: 1))
      return
    }
    guard (1...CivilCalendar.daysInMonth(month, year: year)).contains(day[2]) else { return nil }
    let days = CivilCalendar.days(year: year, month: month, day: day[2])
    self.init(days: days, endDays: days + 1)
    guard halves.count == 2 else { return }
    guard let time = Self.numbers(halves[1], separator: ":", lengths: [2, 2, 2]),
      time[0] < 24, time[1] < 60, time.count == 2 || time[2] < 60
    else { return nil }
    start += Double(time[0] * 3600 + time[1] * 60 + (time.count == 3 ? time[2] : 0))
    end = start + (time.count == 3 ? 1 : 60)
  }

  private init(days: Int, endDays: Int) {
    start = Date(timeIntervalSince1970: Double(days) * 86_400)
    end = Date(timeIntervalSince1970: Double(endDays) * 86_400)
  }

  /// Two or three numbers of so many digits each.
  private static func numbers(
    _ text: Substring, separator: Character, lengths: [Int]
  ) -> [Int]? {
    let parts = text.split(separator: separator, omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count),
      zip(parts, lengths).allSatisfy({ part, length in
        part.count == length && part.allSatisfy { $0.isASCII && $0.isNumber }
      })
    else { return nil }
    return parts.compactMap { Int($0) }
  }
}
