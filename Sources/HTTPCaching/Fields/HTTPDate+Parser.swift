import FoundationEssentials

extension HTTPDate {
  static func parse(_ bytes: UnsafeBufferPointer<UInt8>, now: Date) -> Date? {
    var parser = Parser(bytes: bytes)
    return parser.date(now: now)
  }

  /// A cursor over the bytes of a date. Each step returns nil when it does not find what it looks for.
  private struct Parser {
    let bytes: UnsafeBufferPointer<UInt8>
    var position = 0

    /// Each format to the letter, as what is nearly one is no date (RFC 9111 section 5.3): two digits of a
    /// year, say, mean the right century only in the format that has them.
    mutating func date(now: Date) -> Date? {
      skipSpaces()
      let weekday = letters()
      let fields: Fields? =
        switch (weekday, skip(",")) {
        case (3, true): fixedFormat()
        case (6...9, true): oldFormat(now: now)
        case (3, false): asctimeFormat()
        default: nil
        }
      skipSpaces()
      guard let fields, position == bytes.count else { return nil }
      return fields.date
    }

    /// ` 06 Nov 1994 08:49:37 GMT`
    private mutating func fixedFormat() -> Fields? {
      guard skip(" "), let day = number(2), skip(" "), let month = month(), skip(" "),
        let year = number(4), skip(" "), let time = time(), skipZone()
      else { return nil }
      return Fields(year: year, month: month, day: day, time: time)
    }

    /// ` 06-Nov-94 08:49:37 GMT`
    private mutating func oldFormat(now: Date) -> Fields? {
      guard skip(" "), let day = number(2), skip("-"), let month = month(), skip("-"),
        let short = number(2), skip(" "), let time = time(), skipZone()
      else { return nil }
      let year = Self.fullYear(short, month: month, day: day, time: time, now: now)
      return Fields(year: year, month: month, day: day, time: time)
    }

    /// ` Nov  6 08:49:37 1994`
    private mutating func asctimeFormat() -> Fields? {
      guard skip(" "), let month = month(), skip(" "), let day = skip(" ") ? number(1) : number(2),
        skip(" "), let time = time(), skip(" "), let year = number(4)
      else { return nil }
      return Fields(year: year, month: month, day: day, time: time)
    }

    private mutating func skipZone() -> Bool { skip(" ") && skip("G") && skip("M") && skip("T") }

    /// RFC 9110 section 5.6.7: more than 50 years in the future means the most recent past year with
    /// these two digits.
    private static func fullYear(
      _ short: Int, month: Int, day: Int, time: Int, now: Date
    ) -> Int {
      // In this order the bounds also catch what is not a number.
      let today = min(2_900_000, max(-700_000, now.timeIntervalSince1970 / 86_400))
      let thisYear = CivilCalendar.civil(days: Int(today.rounded(.down))).year
      let year = thisYear - thisYear % 100 + short
      guard let date = Fields(year: year - 50, month: month, day: min(day, 28), time: time).date
      else { return year }
      return date > now ? year - 100 : year
    }

    private mutating func month() -> Int? {
      guard position + 3 <= bytes.count else { return nil }
      let name = Self.packed(bytes[position..<(position + 3)])
      position += 3
      return Self.months.firstIndex(of: name).map { $0 + 1 }
    }

    private static let months = HTTPDate.months.map { packed($0.utf8) }

    /// Three letters in lower case as one number.
    private static func packed(_ letters: some Sequence<UInt8>) -> UInt32 {
      letters.reduce(0) { $0 << 8 | UInt32(ASCII.lowercased($1)) }
    }

    /// Seconds of the day; 60 seconds are a leap second.
    private mutating func time() -> Int? {
      guard let hour = number(2), skip(":"), let minute = number(2), skip(":"),
        let second = number(2), hour < 24, minute < 60, second <= 60
      else { return nil }
      return hour * 3600 + minute * 60 + second
    }

    /// A number of so many digits, and no more.
    private mutating func number(_ digits: Int) -> Int? {
      guard position + digits <= bytes.count else { return nil }
      var value = 0
      for byte in bytes[position..<(position + digits)] {
        guard Self.isDigit(byte) else { return nil }
        value = value * 10 + Int(byte - 0x30)
      }
      position += digits
      return value
    }

    private mutating func skip(_ character: Unicode.Scalar) -> Bool {
      guard position < bytes.count,
        ASCII.lowercased(bytes[position]) == ASCII.lowercased(UInt8(ascii: character))
      else { return false }
      position += 1
      return true
    }

    private mutating func skipSpaces() {
      while position < bytes.count, bytes[position] == 0x20 || bytes[position] == 0x09 {
        position += 1
      }
    }

    /// How many letters were skipped.
    private mutating func letters() -> Int {
      let start = position
      while position < bytes.count, (0x61...0x7A).contains(ASCII.lowercased(bytes[position])) {
        position += 1
      }
      return position - start
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
  }

  /// What a date says.
  private struct Fields {
    var year: Int
    var month: Int
    var day: Int
    var time: Int

    /// The moment; nil for a day that the month doesn't have.
    var date: Date? {
      guard day >= 1, day <= CivilCalendar.daysInMonth(month, year: year) else { return nil }
      let days = CivilCalendar.days(year: year, month: month, day: day)
      return Date(timeIntervalSince1970: Double(days * 86_400 + time))
    }
  }
}
