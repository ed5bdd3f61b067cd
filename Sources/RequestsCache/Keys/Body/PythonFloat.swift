/// Numbers as Python prints them.
enum PythonFloat {
  /// As `json.dumps` has it: the shortest digits that give the number back, with an exponent below
  /// 1e-4 and from 1e16.
  static func json(_ number: Double) -> String {
    if number.isNaN { return "NaN" }
    if number.isInfinite { return number < 0 ? "-Infinity" : "Infinity" }
    if number == 0 { return number.sign == .minus ? "-0.0" : "0.0" }
    let (digits, point) = parts(number.magnitude)
    let sign = number < 0 ? "-" : ""
    return sign + (point > -4 && point <= 16 ? plain(digits, point) : scientific(digits, point))
  }

  /// The digits, and how many of them are before the point.
  private static func parts(_ number: Double) -> (digits: String, point: Int) {
    let halves = number.description.split(separator: "e")
    let exponent = halves.count > 1 ? Int(halves[1]) ?? 0 : 0
    let mantissa = halves[0].split(separator: ".", omittingEmptySubsequences: false)
    let fraction = mantissa.count > 1 ? mantissa[1] : ""
    let all = mantissa[0] + fraction
    let digits = all.drop { $0 == "0" }
    let point = mantissa[0].utf8.count + exponent - (all.utf8.count - digits.utf8.count)
    let end = digits.lastIndex { $0 != "0" }
    return (end.map { String(digits[...$0]) } ?? "0", point)
  }

  private static func plain(_ digits: String, _ point: Int) -> String {
    let count = digits.utf8.count
    if point <= 0 { return "0." + String(repeating: "0", count: -point) + digits }
    if point >= count { return digits + String(repeating: "0", count: point - count) + ".0" }
    return digits.prefix(point) + "." + digits.dropFirst(point)
  }

  private static func scientific(_ digits: String, _ point: Int) -> String {
    let fraction = digits.dropFirst()
    let exponent = point - 1
    let width = exponent.magnitude < 10 ? "0" : ""
    return digits.prefix(1) + (fraction.isEmpty ? "" : "." + fraction)
      + (exponent < 0 ? "e-" : "e+") + width + String(exponent.magnitude)
  }
}
