public import FoundationEssentials
public import HTTPTypes

/// Dates in HTTP fields (RFC 9110 section 5.6.7): three formats in, one out.
public enum HTTPDate {
  /// Parses `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT` or
  /// `Sun Nov  6 08:49:37 1994`, each to the letter; letters in any case (RFC 9111 section 4.2).
  ///
  /// - Parameter now: places a two-digit year: one that seems more than 50 years ahead of it means the
  ///   century before.
  /// - Returns: nil for anything else, another time zone than GMT, or a day that no calendar has.
  public static func parse(_ text: String, now: Date) -> Date? {
    var text = text
    return text.withUTF8 { parse($0, now: now) }
  }

  /// Parses the value of a field.
  public static func parse(_ field: HTTPField, now: Date) -> Date? {
    field.withUnsafeBytesOfValue { parse($0, now: now) }
  }

  /// The date in the one format that is sent: `Sun, 06 Nov 1994 08:49:37 GMT`. Parts of a second are cut.
  public static func format(_ date: Date) -> String {
    let first = -62_135_596_800.0  // the year 1
    let last = 253_402_300_799.0  // the end of the year 9999
    let seconds = Int(max(first, min(last, date.timeIntervalSince1970.rounded(.down))))
    let days = CivilCalendar.floorDivision(seconds, 86_400)
    let (year, month, day) = CivilCalendar.civil(days: days)
    let time = seconds - days * 86_400
    let weekday = weekdays[(days + 719_162 + 1) % 7]
    let clock = [time / 3600, time % 3600 / 60, time % 60].map { pad($0, 2) }
    return "\(weekday), \(pad(day, 2)) \(months[month - 1]) \(pad(year, 4)) "
      + clock.joined(separator: ":") + " GMT"
  }

  static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
  static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  private static func pad(_ value: Int, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
