/// Numbers as texts have them.
enum DecimalNumber {
  private static let powers: [Double] = (0...22).map { power in
    (0..<power).reduce(1.0) { value, _ in value * 10 }
  }

  /// The double nearest to `digits` times ten to the `exponent`, where one operation gives it.
  ///
  /// Both are doubles themselves then, so that the one rounding is the right one.
  static func exactly(_ digits: UInt64, exponent: Int) -> Double? {
    guard digits <= 1 << 53, (-22...22).contains(exponent) else { return nil }
    let power = powers[abs(exponent)]
    return exponent < 0 ? Double(digits) / power : Double(digits) * power
  }

  /// The nearest double of a text such as `-1.5e+3`; nil for what is no number.
  static func double(_ text: UnsafeRawBufferPointer) -> Double? {
    Double(String(decoding: text, as: UTF8.self))
  }

  /// A whole number with an optional sign and decimal digits alone; nil where it isn't one of 64 bits.
  static func integer(_ text: some Collection<UInt8>) -> Int64? {
    var value: Int64 = 0
    let isNegative = text.first == UInt8(ascii: "-")
    let digits = isNegative || text.first == UInt8(ascii: "+") ? text.dropFirst() : text[...]
    guard !digits.isEmpty else { return nil }
    for digit in digits {
      guard (0x30...0x39).contains(digit) else { return nil }
      let (tens, isTooLarge) = value.multipliedReportingOverflow(by: 10)
      let one = Int64(digit - 0x30)
      let (next, isBeyond) =
        isNegative ? tens.subtractingReportingOverflow(one) : tens.addingReportingOverflow(one)
      guard !isTooLarge, !isBeyond else { return nil }
      value = next
    }
    return value
  }

  /// The shortest text that reads back the same, written as Python's `repr` does: `1e-07`, `1e+16`, `2.0`.
  ///
  /// For finite numbers alone.
  static func text(_ value: Double) -> String {
    guard value != 0 else { return value.sign == .minus ? "-0.0" : "0.0" }
    let (digits, point) = shortest(value.magnitude)
    let sign = value < 0 ? "-" : ""
    switch point {
    case -3...0: return sign + "0." + String(repeating: "0", count: -point) + digits
    case 1...16 where digits.count <= point:
      return sign + digits + String(repeating: "0", count: point - digits.count) + ".0"
    case 1...16: return sign + digits.prefix(point) + "." + digits.dropFirst(point)
    default: return sign + scientific(digits, exponent: point - 1)
    }
  }

  private static func scientific(_ digits: String, exponent: Int) -> String {
    let fraction = digits.count > 1 ? "." + digits.dropFirst() : ""
    let size = abs(exponent)
    return digits.prefix(1) + fraction + (exponent < 0 ? "e-" : "e+") + (size < 10 ? "0" : "")
      + String(size)
  }

  /// The significant digits, and where the point stands among them.
  private static func shortest(_ value: Double) -> (digits: String, point: Int) {
    let parts = value.description.split(separator: "e")
    let number = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    let exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    let all = number[0] + (number.count > 1 ? number[1] : "")
    let digits = all.drop { $0 == "0" }
    let point = number[0].count + exponent - (all.count - digits.count)
    let end = digits.lastIndex { $0 != "0" }.map { digits[...$0] } ?? digits
    return (String(end), point)
  }
}
