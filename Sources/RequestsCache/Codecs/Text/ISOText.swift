/// Moments as requests-cache writes them: `2026-11-22T10:02:10.777582+00:00`, in older releases without
/// the offset, which means UTC too.
enum ISOText {
  /// Milliseconds since 1970, rounded down; nil for what is not such a text.
  static func milliseconds(_ text: String) -> Int64? {
    var rest = text.utf8[...]
    guard let year = number(&rest, 4), skip("-", &rest), let month = number(&rest, 2),
      skip("-", &rest), let day = number(&rest, 2), skip("T", &rest) || skip(" ", &rest),
      let hour = number(&rest, 2), skip(":", &rest), let minute = number(&rest, 2)
    else { return nil }
    let second = skip(":", &rest) ? number(&rest, 2) : 0
    let fraction = skip(".", &rest) ? fraction(&rest) : 0
    guard let second, let fraction, let offset = offset(&rest), rest.isEmpty,
      (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60, second < 61
    else { return nil }
    let seconds = (hour * 60 + minute - offset) * 60 + second
    return Int64(days(year, month, day) * 86_400 + seconds) * 1000 + Int64(fraction)
  }

  /// With the offset, and as many digits as are needed; nil outside of the years that Python has.
  static func text(milliseconds: Int64) -> String? {
    guard (-62_135_596_800_000...253_402_300_799_999).contains(milliseconds) else { return nil }
    let day = Int(milliseconds.flooredQuotient(86_400_000))
    let left = Int(milliseconds) - day * 86_400_000
    let (year, month, dayOfMonth) = date(day)
    let clock = [left / 3_600_000, left / 60_000 % 60, left / 1000 % 60].map { padded($0, 2) }
    let fraction = left % 1000 == 0 ? "" : "." + padded(left % 1000, 3) + "000"
    return padded(year, 4) + "-" + padded(month, 2) + "-" + padded(dayOfMonth, 2) + "T"
      + clock.joined(separator: ":") + fraction + "+00:00"
  }

  private static func padded(_ number: Int, _ count: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, count - digits.utf8.count)) + digits
  }

  private typealias Rest = Substring.UTF8View

  private static func skip(_ letter: Unicode.Scalar, _ rest: inout Rest) -> Bool {
    guard rest.first == UInt8(ascii: letter) else { return false }
    rest.removeFirst()
    return true
  }

  private static func number(_ rest: inout Rest, _ count: Int) -> Int? {
    let digits = rest.prefix(count)
    guard digits.count == count, digits.allSatisfy({ (0x30...0x39).contains($0) }) else {
      return nil
    }
    rest.removeFirst(count)
    return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }

  /// The milliseconds of a fraction of any length.
  private static func fraction(_ rest: inout Rest) -> Int? {
    let digits = rest.prefix { (0x30...0x39).contains($0) }
    guard !digits.isEmpty else { return nil }
    rest.removeFirst(digits.count)
    let three = digits.prefix(3)
    return three.reduce(0) { $0 * 10 + Int($1 - 0x30) } * [100, 10, 1][three.count - 1]
  }

  /// Minutes east of Greenwich.
  private static func offset(_ rest: inout Rest) -> Int? {
    if rest.isEmpty || skip("Z", &rest) { return 0 }
    let isWest = skip("-", &rest)
    guard isWest || skip("+", &rest), let hours = number(&rest, 2) else { return nil }
    _ = skip(":", &rest)
    let minutes = rest.isEmpty ? 0 : number(&rest, 2)
    return minutes.map { (hours * 60 + $0) * (isWest ? -1 : 1) }
  }

  /// Days since 1970-01-01 of a date of the Gregorian calendar; years begin in March here.
  private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let shifted = month > 2 ? year : year - 1
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  private static func date(_ days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let month = (5 * dayOfYear + 2) / 153
    let year = yearOfEra + era * 400 + (month < 10 ? 0 : 1)
    return (year, month < 10 ? month + 3 : month - 9, dayOfYear - (153 * month + 2) / 5 + 1)
  }
}

extension Int64 {
  fileprivate func flooredQuotient(_ divisor: Int64) -> Int64 {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }
}
