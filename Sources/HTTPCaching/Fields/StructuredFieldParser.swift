/// Reads structured fields (RFC 9651 section 4.2). Each step returns nil where the syntax is broken.
struct StructuredFieldParser {
  private let bytes: [UInt8]
  private var position = 0

  typealias Member = StructuredDictionary.Member
  typealias Value = StructuredDictionary.Value

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Section 4.2.2, with the spaces that section 4.2 allows around it.
  mutating func dictionary() -> [Member]? {
    var members: [Member] = []
    skipSpaces()
    while position < bytes.count {
      guard let member = member() else { return nil }
      members.append(member)
      skipOptionalSpace()
      if position == bytes.count { return members }
      guard skip(",") else { return nil }
      skipOptionalSpace()
      // A comma at the end is an error.
      guard position < bytes.count else { return nil }
    }
    return members
  }

  private mutating func member() -> Member? {
    guard let key = key() else { return nil }
    let value: Value? = skip("=") ? itemOrList() : .boolean(true)
    guard let value, skipParameters() else { return nil }
    return Member(key: key, value: value)
  }

  /// Section 4.2.3.3.
  private mutating func key() -> String? {
    guard let first = peek, Self.isLower(first) || first == UInt8(ascii: "*") else { return nil }
    let start = position
    while let byte = peek, Self.isKeyByte(byte) { position += 1 }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func itemOrList() -> Value? { skip("(") ? innerList() : bareItem() }

  /// Section 4.2.1.2, behind its parenthesis.
  private mutating func innerList() -> Value? {
    while position < bytes.count {
      skipSpaces()
      if skip(")") { return .other }
      guard bareItem() != nil, skipParameters(), let next = peek,
        next == UInt8(ascii: " ") || next == UInt8(ascii: ")")
      else { return nil }
    }
    return nil
  }

  /// Section 4.2.3.2.
  private mutating func skipParameters() -> Bool {
    while skip(";") {
      skipSpaces()
      guard key() != nil else { return false }
      if skip("="), bareItem() == nil { return false }
    }
    return true
  }

  /// Section 4.2.3.1.
  private mutating func bareItem() -> Value? {
    switch peek {
    case UInt8(ascii: "\""): return string()
    case UInt8(ascii: "?"): return boolean()
    case UInt8(ascii: ":"): return byteSequence()
    case UInt8(ascii: "@"): return date()
    case UInt8(ascii: "%"): return displayString()
    case let byte? where byte == UInt8(ascii: "-") || Self.isDigit(byte): return number()
    case let byte? where byte == UInt8(ascii: "*") || Self.isLetter(byte): return token()
    default: return nil
    }
  }

  /// Section 4.2.4: at most 15 digits, or 12 and three behind a point.
  private mutating func number() -> Value? {
    let isNegative = skip("-")
    let whole = digits()
    guard !whole.isEmpty else { return nil }
    if skip(".") {
      let fraction = digits()
      return (1...3).contains(fraction.count) && whole.count <= 12 ? .other : nil
    }
    guard whole.count <= 15 else { return nil }
    let value = whole.reduce(Int64(0)) { $0 * 10 + Int64($1 - UInt8(ascii: "0")) }
    return .integer(isNegative ? -value : value)
  }

  private mutating func digits() -> ArraySlice<UInt8> {
    let start = position
    while let byte = peek, Self.isDigit(byte) { position += 1 }
    return bytes[start..<position]
  }

  /// Section 4.2.5.
  private mutating func string() -> Value? {
    position += 1
    var text: [UInt8] = []
    while let byte = next() {
      switch byte {
      case UInt8(ascii: "\""): return .string(String(decoding: text, as: UTF8.self))
      case UInt8(ascii: "\\"):
        guard let escaped = next(), escaped == UInt8(ascii: "\"") || escaped == UInt8(ascii: "\\")
        else { return nil }
        text.append(escaped)
      case 0x20..<0x7F: text.append(byte)
      default: return nil
      }
    }
    return nil
  }

  /// Section 4.2.6.
  private mutating func token() -> Value {
    while let byte = peek, Self.isTokenByte(byte) { position += 1 }
    return .other
  }

  /// Section 4.2.7.
  private mutating func byteSequence() -> Value? {
    position += 1
    while let byte = next() {
      if byte == UInt8(ascii: ":") { return .other }
      guard Self.isLetter(byte) || Self.isDigit(byte) || "+/=".utf8.contains(byte) else {
        return nil
      }
    }
    return nil
  }

  /// Section 4.2.8.
  private mutating func boolean() -> Value? {
    position += 1
    if skip("1") { return .boolean(true) }
    return skip("0") ? .boolean(false) : nil
  }

  /// Section 4.2.9: an integer behind its sign.
  private mutating func date() -> Value? {
    position += 1
    guard case .integer? = number() else { return nil }
    return .other
  }

  /// Section 4.2.10, less the check that its bytes are UTF-8.
  private mutating func displayString() -> Value? {
    position += 1
    guard skip("\"") else { return nil }
    while let byte = next() {
      if byte == UInt8(ascii: "\"") { return .other }
      guard (0x20..<0x7F).contains(byte) else { return nil }
    }
    return nil
  }

  // MARK: Bytes

  private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func next() -> UInt8? {
    defer { position += 1 }
    return peek
  }

  private mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard peek == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private mutating func skipSpaces() { while skip(" ") {} }

  private mutating func skipOptionalSpace() { while skip(" ") || skip("\t") {} }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  private static func isLower(_ byte: UInt8) -> Bool { byte >= 0x61 && byte <= 0x7A }

  private static func isLetter(_ byte: UInt8) -> Bool { isLower(ASCII.lowercased(byte)) }

  private static func isKeyByte(_ byte: UInt8) -> Bool {
    isLower(byte) || isDigit(byte) || "_-.*".utf8.contains(byte)
  }

  private static func isTokenByte(_ byte: UInt8) -> Bool {
    isLetter(byte) || isDigit(byte) || "!#$%&'*+-.^_`|~:/".utf8.contains(byte)
  }
}
