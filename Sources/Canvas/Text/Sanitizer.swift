/// Turns untrusted scalars and bytes into text that no terminal acts on: the only way to a
/// ``VisibleText``.
struct Sanitizer {
  /// `setcchar` keeps a base and five more; four are enough for any script and bound what a reader sees.
  private static let marksOnABase = 4

  private let context: TextContext
  private(set) var text = ""
  private(set) var escapes: [Range<Int>] = []
  private(set) var columns = 0
  /// How many marks the last drawn scalar still takes; none after an escape.
  private var marksLeft = 0
  /// The last drawn scalar, when an emoji sequence could go on from it.
  private var emojiBase: Unicode.Scalar?

  init(_ context: TextContext) { self.context = context }

  mutating func append(_ scalars: some Collection<Unicode.Scalar>) {
    var index = scalars.startIndex
    while index < scalars.endIndex {
      let scalar = scalars[index]
      index = scalars.index(after: index)
      append(scalar, next: index < scalars.endIndex ? scalars[index] : nil)
    }
  }

  /// A byte that isn't UTF-8, as `\xNN`.
  mutating func append(invalid byte: UInt8) {
    escape("\\x" + hex(UInt32(byte), digits: 2))
  }

  private mutating func append(_ scalar: Unicode.Scalar, next: Unicode.Scalar?) {
    switch Visibility(scalar, in: context) {
    case .plain(let width): draw(scalar, columns: width)
    case .symbol(let symbol): escape(String(Character(symbol)))
    case .mark where marksLeft > 0:
      text.unicodeScalars.append(scalar)
      marksLeft -= 1
    case .emojiPart where continuesEmoji(scalar, next: next):
      text.unicodeScalars.append(scalar)
      marksLeft = 0
    case .code, .mark, .emojiPart: escape("<U+" + hex(scalar.value, digits: 4) + ">")
    }
  }

  private mutating func draw(_ scalar: Unicode.Scalar, columns width: Int) {
    text.unicodeScalars.append(scalar)
    columns += width
    marksLeft = Self.marksOnABase
    emojiBase = context.allowsEmojiSequences && scalar.properties.isEmoji ? scalar : nil
  }

  private mutating func escape(_ replacement: String) {
    let start = text.utf8.count
    text += replacement
    columns += replacement.unicodeScalars.count
    escapes.append(start..<text.utf8.count)
    marksLeft = 0
    emojiBase = nil
  }

  private func continuesEmoji(_ scalar: Unicode.Scalar, next: Unicode.Scalar?) -> Bool {
    guard let emojiBase, let last = text.unicodeScalars.last else { return false }
    switch scalar.value {
    case 0x200D:
      guard last.value != 0x200D, let next else { return false }
      return emojiBase.value > 0x7F && next.value > 0x7F && next.properties.isEmoji
        && !next.properties.isEmojiModifier
    case 0xFE0E, 0xFE0F: return last == emojiBase
    default: return last == emojiBase && emojiBase.properties.isEmojiModifierBase
    }
  }

  private func hex(_ value: UInt32, digits: Int) -> String {
    let number = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, digits - number.count)) + number
  }
}
