/// A JSON value to be printed; objects keep the order of their members.
enum JSON: Sendable {
  case null
  case flag(Bool)
  case integer(Int64)
  case real(Double)
  case text(String)
  case list([JSON])
  case object([(name: String, value: JSON)])

  /// An integer of any width.
  static func count(_ number: some BinaryInteger) -> JSON { .integer(Int64(clamping: number)) }

  /// The value on one line.
  var line: String {
    switch self {
    case .null: "null"
    case .flag(let flag): String(flag)
    case .integer(let integer): String(integer)
    case .real(let real): real.isFinite ? String((real * 1e6).rounded() / 1e6) : "null"
    case .text(let text): quoted(text)
    case .list(let values): "[" + values.map(\.line).joined(separator: ",") + "]"
    case .object(let members):
      "{" + members.map { quoted($0.name) + ":" + $0.value.line }.joined(separator: ",") + "}"
    }
  }

  /// The object with more members at its end; other values stay.
  func adding(_ more: JSON) -> JSON {
    guard case .object(let first) = self, case .object(let second) = more else { return self }
    return .object(first + second)
  }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByDictionaryLiteral
{
  init(stringLiteral text: String) { self = .text(text) }
  init(integerLiteral integer: Int64) { self = .integer(integer) }
  init(booleanLiteral flag: Bool) { self = .flag(flag) }
  init(dictionaryLiteral members: (String, JSON)...) {
    self = .object(members.map { (name: $0.0, value: $0.1) })
  }
}

private func quoted(_ text: String) -> String {
  var result = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"", "\\": result += "\\" + String(scalar)
    case "\u{0}"..<" ":
      let digits = String(scalar.value, radix: 16)
      result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result + "\""
}
