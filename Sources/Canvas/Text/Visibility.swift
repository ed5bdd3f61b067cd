/// What the sanitiser does with one scalar, before it looks at the neighbours.
enum Visibility: Equatable {
  /// Drawn as it is, in this many columns.
  case plain(columns: Int)
  /// Drawn upon the scalar before it, if there is one that can carry it.
  case mark
  /// Part of an emoji sequence, if the neighbours are.
  case emojiPart
  /// Replaced by one symbol of one column.
  case symbol(Unicode.Scalar)
  /// Replaced by its code, as in `<U+202E>`.
  case code

  init(_ scalar: Unicode.Scalar, in context: TextContext) {
    switch scalar.value {
    case 0x20...0x7E: self = .plain(columns: 1)
    case 0...0x1F: self = .symbol(Self.controlPicture(scalar.value))
    case 0x7F: self = .symbol("\u{2421}")
    case 0x80...0x9F: self = .code
    case 0x200D, 0xFE0E, 0xFE0F, 0x1F3FB...0x1F3FF:
      self = context.allowsEmojiSequences ? .emojiPart : .code
    default: self = Self.beyondLatin(scalar, in: context)
    }
  }

  private static func controlPicture(_ value: UInt32) -> Unicode.Scalar {
    Unicode.Scalar(0x2400 + value) ?? "\u{FFFD}"
  }

  private static func beyondLatin(_ scalar: Unicode.Scalar, in context: TextContext) -> Visibility {
    let properties = scalar.properties
    guard let age = properties.age, age.major <= 14, !properties.isNoncharacterCodePoint,
      !properties.isDefaultIgnorableCodePoint
    else { return .code }
    switch properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator:
      return .code
    case .spaceSeparator where !context.allowsBlanks: return .code
    case .otherSymbol where scalar.value == 0x2800 && !context.allowsBlanks: return .code
    default:
      return DisplayWidth.isMark(scalar)
        ? .mark : .plain(columns: WideScalars.contains(scalar.value) ? 2 : 1)
    }
  }
}
