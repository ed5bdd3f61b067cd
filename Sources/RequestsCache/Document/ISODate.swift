package import FoundationEssentials

/// A point in time as requests-cache has it: to the microsecond, years 1 to 9999, mostly in ISO
/// 8601.
package struct ISODate: Sendable, Hashable {
  /// Since 1970-01-01 UTC.
  package private(set) var microseconds: Int64
  /// Whether it was written without an offset, as 1.1 and earlier did; it means UTC then.
  package private(set) var isNaive = false

  /// Beyond the first and last years it is their beginning or end.
  package init(microseconds: Int64, isNaive: Bool = false) {
    self.microseconds = min(max(microseconds, Self.first), Self.last)
    self.isNaive = isNaive
  }

  package init(milliseconds: Int64) {
    let (value, isTooFar) = milliseconds.multipliedReportingOverflow(by: 1000)
    self.init(microseconds: isTooFar ? (milliseconds < 0 ? .min : .max) : value)
  }

  package init(_ date: Date) {
    let value = (date.timeIntervalSince1970 * 1e6).rounded()
    self.init(microseconds: Int64(exactly: value) ?? (value < 0 ? .min : .max))
  }

  /// Whole seconds, where half a second goes to the even one: what Python's `round` makes of it,
  /// and so what the column `expires` of requests-cache has.
  package var roundedSeconds: Int64 {
    let fraction = (microseconds % 1_000_000 + 1_000_000) % 1_000_000
    let seconds = (microseconds - fraction) / 1_000_000
    let isUp = fraction > 500_000 || fraction == 500_000 && !seconds.isMultiple(of: 2)
    return isUp ? seconds + 1 : seconds
  }

  package var date: Date { Date(timeIntervalSince1970: Double(microseconds) / 1e6) }

  private static let first: Int64 = -62_135_596_800_000_000
  private static let last: Int64 = 253_402_300_799_999_999
}

// MARK: Days

extension ISODate {
  /// Days since 1970-01-01 of a day of the Gregorian calendar, counted in years that begin in
  /// March.
  private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let year = month > 2 ? year : year - 1
    let month = (month + 9) % 12
    return year * 365 + year / 4 - year / 100 + year / 400 + (month * 153 + 2) / 5 + day - 719_469
  }

  /// The days of a month.
  private static func length(_ month: Int, _ year: Int) -> Int {
    switch month {
    case 4, 6, 9, 11: 30
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    default: 31
    }
  }

  private static func calendar(_ days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let (era, rest) = (shifted / 146_097, shifted % 146_097)
    let year = (rest - rest / 1460 + rest / 36_524 - rest / 146_096) / 365
    let day = rest - (year * 365 + year / 4 - year / 100)
    let month = (day * 5 + 2) / 153
    let first = (month * 153 + 2) / 5
    return (era * 400 + year + (month >= 10 ? 1 : 0), (month + 2) % 12 + 1, day - first + 1)
  }

  /// Nil for what no calendar has, such as a 13th month.
  private init?(
    day: (Int, Int, Int), seconds: Int, microseconds: Int, offset: Int?
  ) {
    let (year, month, day) = day
    guard (1...9999).contains(year), (1...12).contains(month),
      (1...Self.length(month, year)).contains(day)
    else { return nil }
    let days = Self.days(year, month, day)
    let total = (days * 86_400 + seconds - (offset ?? 0)) * 1_000_000 + microseconds
    self.init(microseconds: Int64(total), isNaive: offset == nil)
  }

  /// The ten bytes that a pickled `datetime` is made of; the offset is in seconds.
  init?(pickled bytes: UnsafeRawBufferPointer, offset: Int?) {
    guard bytes.count == 10, bytes[4] < 24, bytes[5] < 60, bytes[6] < 60 else { return nil }
    let fraction = Int(bytes[7]) << 16 | Int(bytes[8]) << 8 | Int(bytes[9])
    guard fraction < 1_000_000 else { return nil }
    self.init(
      day: (Int(bytes[0]) << 8 | Int(bytes[1]), Int(bytes[2] & 0x7F), Int(bytes[3])),
      seconds: (Int(bytes[4]) * 60 + Int(bytes[5])) * 60 + Int(bytes[6]), microseconds: fraction,
      offset: offset)
  }
}

// MARK: Text

extension ISODate {
  /// Reads `2026-01-31T23:59:59.123456+00:00`, where the fraction may have 1 to 9 digits or be left
  /// out, and the offset may be `Z` or left out. Nil for anything else.
  package init?(_ text: UnsafeRawBufferPointer) {
    if let date = Self.usual(text) {
      self = date
      return
    }
    var reader = DateReader(text)
    guard let year = reader.number(4), reader.skip("-"), let month = reader.number(2),
      reader.skip("-"), let day = reader.number(2), reader.skip("T") || reader.skip(" "),
      let seconds = reader.clock(), let fraction = reader.fraction(),
      let offset = reader.offset(), reader.isAtEnd
    else { return nil }
    self.init(
      day: (year, month, day), seconds: seconds, microseconds: fraction, offset: offset.seconds)
  }

  /// Reads a date of the form that nearly all have, whose places are all looked at together; nil for any other.
  private static func usual(_ text: UnsafeRawBufferPointer) -> ISODate? {
    guard text.count == form.scalarCount else { return nil }
    let digits = text.loadUnaligned(as: SIMD32<UInt8>.self) &- form
    guard all(digits .<= largest) else { return nil }
    func number(_ range: Range<Int>) -> Int { range.reduce(0) { $0 * 10 + Int(digits[$1]) } }
    let (hours, minutes, seconds) = (number(11..<13), number(14..<16), number(17..<19))
    guard hours < 24, minutes < 60, seconds < 60 else { return nil }
    return ISODate(
      day: (number(0..<4), number(5..<7), number(8..<10)),
      seconds: (hours * 60 + minutes) * 60 + seconds, microseconds: number(20..<26), offset: 0)
  }

  /// The usual form with all digits zero, and how much more each place may have.
  private static let form = SIMD32<UInt8>("0000-00-00T00:00:00.000000+00:00".utf8)
  private static let largest = SIMD32<UInt8>("99990990990990990990999999000000".utf8) &- 0x30

  /// As requests-cache 1.2 and later write it: in UTC, with a fraction of 6 digits or none.
  package var text: String {
    let fraction = Int((microseconds % 1_000_000 + 1_000_000) % 1_000_000)
    let seconds = (Int(microseconds) - fraction) / 1_000_000
    let second = (seconds % 86_400 + 86_400) % 86_400
    let (year, month, day) = Self.calendar((seconds - second) / 86_400)
    var text = Self.padded(year, 4) + "-" + Self.padded(month) + "-" + Self.padded(day) + "T"
    text += Self.padded(second / 3600) + ":" + Self.padded(second / 60 % 60)
    text += ":" + Self.padded(second % 60)
    if fraction > 0 { text += "." + Self.padded(fraction, 6) }
    return text + "+00:00"
  }

  /// The same as it was written: without an offset where it had none.
  package var storedText: String { isNaive ? String(text.dropLast(6)) : text }

  private static func padded(_ number: Int, _ length: Int = 2) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, length - digits.count)) + digits
  }
}
