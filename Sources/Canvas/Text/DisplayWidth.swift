/// How many columns of a terminal a scalar fills.
///
/// A terminal cell holds one scalar that advances and the marks upon it. Widths follow the C library, which
/// ncurses and terminals ask too; what terminals disagree about (joined emoji, emoji modifiers, variation
/// selectors) is never sent, see ``Cell``.
package enum DisplayWidth {
  /// 0, 1 or 2. Only meaningful for scalars that the sanitiser lets through.
  package static func columns(of scalar: Unicode.Scalar) -> Int {
    if scalar.value < 0x300 { return 1 }
    if isUndrawn(scalar) || isMark(scalar) { return 0 }
    return WideScalars.contains(scalar.value) ? 2 : 1
  }

  /// The columns of a grapheme: the sum over its scalars.
  package static func columns(of character: Character) -> Int {
    if character.isASCII { return 1 }
    return character.unicodeScalars.reduce(0) { $0 + columns(of: $1) }
  }

  /// A scalar that is drawn upon the one before it.
  static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x300: return false
    case 0x1160...0x11FF, 0xD7B0...0xD7FB: return true  // Hangul vowels and finals
    default:
      let category = scalar.properties.generalCategory
      return category == .nonspacingMark || category == .enclosingMark
    }
  }

  /// A part of an emoji that stays in the text but is never sent to a terminal: joiner, variation
  /// selectors, skin tones.
  static func isUndrawn(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x200D, 0xFE0E, 0xFE0F, 0x1F3FB...0x1F3FF: true
    default: false
    }
  }
}
