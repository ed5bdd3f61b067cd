/// Numbers as text, without locale: the screen, the command line and tests agree to the character.
package enum Numbers {
  /// A number with a fixed count of decimals, `841.9`; not-a-number and infinities are `?`.
  package static func fixed(_ value: Double, places: Int) -> String {
    guard value.isFinite else { return "?" }
    let scale = powerOfTen(places)
    let scaled = (value.magnitude * scale).rounded()
    guard scaled < 9e15 else { return "?" }
    let digits = Int64(scaled)
    let sign = value < 0 && digits > 0 ? "-" : ""
    let whole = String(digits / Int64(scale))
    guard places > 0 else { return sign + whole }
    let fraction = String(digits % Int64(scale))
    return sign + whole + "." + String(repeating: "0", count: places - fraction.count) + fraction
  }

  /// A number with at most that many decimals, without trailing zeros: `600`, `0.1`.
  package static func short(_ value: Double, places: Int) -> String {
    var text = fixed(value, places: places)
    guard text.contains(".") else { return text }
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text
  }

  /// A count with its thousands apart: `1,284`.
  package static func grouped(_ value: Int64) -> String {
    let digits = String(value.magnitude)
    var result = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { result.append(",") }
      result.append(digit)
    }
    return (value < 0 ? "-" : "") + result
  }

  /// A count with its thousands apart: `1,284`.
  package static func grouped(_ value: Int) -> String { grouped(Int64(value)) }

  /// A share of a whole in percent with one decimal, `82.4`; `-` where there is no whole.
  package static func percent(_ part: Int64, of whole: Int64) -> String {
    whole > 0 ? fixed(Double(part) / Double(whole) * 100, places: 1) : "-"
  }

  /// A count with its noun: `1 entry`, `219 entries`.
  package static func count(_ value: Int, _ singular: String, _ plural: String) -> String {
    grouped(value) + " " + (value == 1 ? singular : plural)
  }

  private static func powerOfTen(_ exponent: Int) -> Double {
    (0..<max(0, min(exponent, 9))).reduce(1) { result, _ in result * 10 }
  }
}
