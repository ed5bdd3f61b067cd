import Canvas

/// Cuts JSON into tokens.
struct JSONScanner {
  /// A token.
  enum Token {
    case open(isObject: Bool)
    case close(isObject: Bool)
    case comma
    case colon
    /// A string, number or word, as it is shown.
    case text(VisibleText, Role)
  }

  /// What can stand behind an opening bracket at once.
  enum Closing: UInt8 {
    case closeObject = 0x7D
    case closeArray = 0x5D
  }

  /// Why there is no token.
  enum Problem: Error, Equatable {
    case end
  }

  private let bytes: ArraySlice<UInt8>
  private var position: Int
  private var tokenStart: Int

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    position = bytes.startIndex
    tokenStart = position
  }

  /// Whether only blanks follow.
  var isAtEnd: Bool {
    mutating get {
      skipBlanks()
      return position >= bytes.endIndex
    }
  }

  /// What was expected where the last token began.
  func problem(_ expected: VisibleText) -> BodyViewError {
    BodyViewError("at byte \(tokenStart - bytes.startIndex) " + expected + " was expected")
  }

  /// Skips a closing bracket, if it comes next.
  mutating func skip(_ closing: Closing) -> Bool {
    skipBlanks()
    guard position < bytes.endIndex, bytes[position] == closing.rawValue else { return false }
    position += 1
    return true
  }

  mutating func next() throws -> Token {
    skipBlanks()
    tokenStart = position
    guard position < bytes.endIndex else { throw Problem.end }
    switch bytes[position] {
    case UInt8(ascii: "{"): return single(.open(isObject: true))
    case UInt8(ascii: "["): return single(.open(isObject: false))
    case UInt8(ascii: "}"): return single(.close(isObject: true))
    case UInt8(ascii: "]"): return single(.close(isObject: false))
    case UInt8(ascii: ","): return single(.comma)
    case UInt8(ascii: ":"): return single(.colon)
    case UInt8(ascii: "\""): return try string()
    default: return try word()
    }
  }

  private mutating func single(_ token: Token) -> Token {
    position += 1
    return token
  }

  private mutating func string() throws -> Token {
    var end = position + 1
    while end < bytes.endIndex, bytes[end] != UInt8(ascii: "\"") {
      end += bytes[end] == UInt8(ascii: "\\") ? 2 : 1
    }
    guard end < bytes.endIndex else { throw Problem.end }
    let text = bytes[position...end]
    position = end + 1
    return .text(JSONText.visible(text), .string)
  }

  /// A number or one of the three words; anything else is no JSON.
  private mutating func word() throws -> Token {
    let rest = bytes[position...].prefix { Self.isWordByte($0) }
    position += rest.count
    switch String(decoding: rest.prefix(6), as: UTF8.self) {
    case "true", "false", "null": return .text(VisibleText(untrusted: rest), .keyword)
    default:
      guard JSONText.isNumber(rest) else {
        if position >= bytes.endIndex, !rest.isEmpty { throw Problem.end }
        throw problem("a value")
      }
      return .text(VisibleText(untrusted: rest.prefix(BodyLimits.lineLength)), .number)
    }
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2B, 0x2D, 0x2E: true
    default: false
    }
  }

  private mutating func skipBlanks() {
    while position < bytes.endIndex {
      switch bytes[position] {
      case 0x20, 0x09, 0x0A, 0x0D, 0x1E: position += 1  // 1E: RFC 7464 sequences
      default: return
      }
    }
  }
}
