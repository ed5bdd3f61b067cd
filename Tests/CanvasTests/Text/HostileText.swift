import TestSupport

@testable import Canvas

/// Text made to break terminals, and the rule that nothing of it gets through. Written apart from the
/// sanitiser, so that both have to agree.
enum HostileText {
  /// Payloads of the kinds that other programs let through.
  static let payloads: [String] = [
    "\u{1B}[31m", "\u{1B}]0;title\u{07}", "\u{1B}]52;c;aGk=\u{07}", "\u{1B}]8;;http://x\u{1B}\\",
    "\u{1B}P1$r\u{1B}\\", "\u{1B}_apc\u{1B}\\", "\u{1B}^pm\u{1B}\\", "\u{1B}Xsos", "\u{1B}",
    "\u{9B}5n",
    "\u{9D}0;x\u{9C}", "\u{90}q", "\u{85}", "\r", "\n", "\r\n", "\t", "\u{8}", "\u{7F}", "\0",
    "\u{07}",
    "\u{202A}", "\u{202E}", "\u{2066}", "\u{2069}", "\u{200E}", "\u{200F}", "\u{61C}", "\u{200B}",
    "\u{200C}", "\u{200D}", "\u{2060}", "\u{FEFF}", "\u{2028}", "\u{2029}", "\u{AD}", "\u{34F}",
    "\u{115F}", "\u{1160}", "\u{3164}", "\u{FFA0}", "\u{17B4}", "\u{180E}", "\u{FE0F}", "\u{FE0E}",
    "\u{E0001}", "\u{E0041}", "\u{E0100}", "\u{E000}", "\u{F0000}", scalar(0xFFFE), scalar(0xFDD0),
    scalar(0x10FFFF), "\u{FFF9}", "\u{FFFC}", "\u{A0}", "\u{3000}", "\u{2800}", "\u{301}",
    "\u{20E3}",
    "\u{489}", "\u{1F3FD}", "\u{1F468}\u{200D}\u{1F469}", "\u{2764}\u{FE0F}", "\u{1F1E9}\u{1F1EA}",
    "\u{1112}\u{1161}\u{11AB}", "\u{915}\u{94D}\u{937}", "日", "é", "e\u{301}", "a", " ", "<",
    "\\x1B",
  ]

  /// A noncharacter, which a literal can't hold.
  static func scalar(_ value: UInt32) -> String {
    Unicode.Scalar(value).map { String(Character($0)) } ?? ""
  }

  /// A mixture of payloads and any scalars.
  static func mixture(_ generator: inout SeededGenerator) -> String {
    var text = ""
    for _ in 0..<Int.random(in: 0...12, using: &generator) {
      if Int.random(in: 0..<4, using: &generator) == 0 {
        let value = UInt32.random(in: 0...0x10FFFF, using: &generator)
        if let scalar = Unicode.Scalar(value) { text.unicodeScalars.append(scalar) }
      } else {
        text += payloads.randomElement(using: &generator) ?? ""
      }
    }
    return text
  }

  /// The first scalar of a text that must never reach a terminal or a log.
  static func forbidden(in text: String, _ context: TextContext) -> Unicode.Scalar? {
    let emoji: Set<UInt32> = [0x200D, 0xFE0E, 0xFE0F]
    return text.unicodeScalars.first { scalar in
      if context == .body, emoji.contains(scalar.value) { return false }
      let properties = scalar.properties
      switch properties.generalCategory {
      case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
        .paragraphSeparator:
        return true
      case .spaceSeparator where context != .body: return scalar != " "
      default: return properties.isDefaultIgnorableCodePoint || properties.isNoncharacterCodePoint
      }
    }
  }
}
