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

    mutating func date(now: Date) -> Date? {
      skipSpaces()
      guard skipLetters() >= 3 else { return nil }
      let fields = skip(",") ? commaFormat(now: now) : asctimeFormat()
      skipSpaces()
      guard let fields, position == bytes.count else { return nil }
      return fields.date
    }

    /// `06 Nov 1994 08:49:37 GMT` or `06-Nov-94 08:49:37 GMT`
    private mutating func commaFormat(now: Date) -> Fields? {
      skipSpaces()
      guard let day = number(1...2), skip("-") || skipSpaces(), let month = month(),
        skip("-") || skipSpaces()
      else { return nil }
      let start = position
      guard var year = number(2...4), position - start != 3, skipSpaces(), let time = time(),
        skipSpaces(), skip("G"), skip("M"), skip("T")
      else { return nil }
      if position(start, hasDigits: 2) {
        year = Self.fullYear(year, month: month, day: day, time: time, now: now)
      }
      return Fields(year: year, month: month, day: day, time: time)
    }

    /// `Nov  6 08:49:37 1994`
    private mutating func asctimeFormat() -> Fields? {
      guard skipSpaces(), let month = month(), skipSpaces(), let day = number(1...2), skipSpaces(),
        let time = time(), skipSpaces(), let year = number(4...4)
      else { return nil }
      return Fields(year: year, month: month, day: day, time: time)
    }

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

    private func position(_ start: Int, hasDigits count: Int) -> Bool {
      start + count < bytes.count && !Self.isDigit(bytes[start + count])
    }

    private mutating func month() -> Int? {
      guard position + 3 <= bytes.count else { return nil }
      let name = bytes[position..<(position + 3)]
      let index = HTTPDate.months.firstIndex { month in
        month.utf8.elementsEqual(name) { ASCII.lowercased($0) == ASCII.lowercased($1) }
      }
      position += 3
      return index.map { $0 + 1 }
    }

    /// Seconds of the day; 60 seconds are a leap second.
    private mutating func time() -> Int? {
      guard let hour = number(2...2), skip(":"), let minute = number(2...2), skip(":"),
        let second = number(2...2), hour < 24, minute < 60, second <= 60
      else { return nil }
      return hour * 3600 + minute * 60 + second
    }

    private mutating func number(_ digits: ClosedRange<Int>) -> Int? {
      var (value, count) = (0, 0)
      while position < bytes.count, count < digits.upperBound, Self.isDigit(bytes[position]) {
        value = value * 10 + Int(bytes[position] - 0x30)
        position += 1
        count += 1
      }
      return count >= digits.lowerBound ? value : nil
    }

    private mutating func skip(_ character: Unicode.Scalar) -> Bool {
      guard position < bytes.count,
        ASCII.lowercased(bytes[position]) == ASCII.lowercased(UInt8(ascii: character))
      else { return false }
      position += 1
      return true
    }

    @discardableResult private mutating func skipSpaces() -> Bool {
      let start = position
      while position < bytes.count, bytes[position] == 0x20 || bytes[position] == 0x09 {
        position += 1
      }
      return position > start
    }

    private mutating func skipLetters() -> Int {
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
