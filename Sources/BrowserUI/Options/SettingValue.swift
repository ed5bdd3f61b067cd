/// The value of a setting as files have it.
package enum SettingValue: Sendable, Hashable {
  case flag(Bool)
  case number(Int)
  case text(String)
  case list([String])

  /// As a person reads it: `on`, `4`, `dark`, `size age`.
  package var plain: String {
    switch self {
    case .flag(let isOn): isOn ? "true" : "false"
    case .number(let number): String(number)
    case .text(let text): text
    case .list(let words): words.isEmpty ? "none" : words.joined(separator: " ")
    }
  }

  /// As TOML has it: `true`, `4`, `"dark"`, `["size", "age"]`.
  package var toml: String {
    switch self {
    case .flag, .number: plain
    case .text(let text): Self.quoted(text)
    case .list(let words): "[" + words.map(Self.quoted).joined(separator: ", ") + "]"
    }
  }

  private static func quoted(_ text: String) -> String {
    let escaped = text.unicodeScalars.map { scalar -> String in
      switch scalar {
      case "\\": return "\\\\"
      case "\"": return "\\\""
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        let digits = String(scalar.value, radix: 16)
        return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: return String(Character(scalar))
      }
    }
    return "\"" + escaped.joined() + "\""
  }
}
