extension PythonJSONReader {
  mutating func readScalar(
    into tree: inout PlainTree
  ) throws(UndecodableValue) -> PlainTree.Index {
    switch peek {
    case UInt8(ascii: "\""): return try readText(into: &tree)
    case UInt8(ascii: "n") where takeWord("null"): return try tree.addNull()
    case UInt8(ascii: "t") where takeWord("true"): return try tree.add(true)
    case UInt8(ascii: "f") where takeWord("false"): return try tree.add(false)
    case UInt8(ascii: "N") where takeWord("NaN"): return try tree.add(Double.nan)
    case UInt8(ascii: "I") where takeWord("Infinity"): return try tree.add(Double.infinity)
    case UInt8(ascii: "-") where takeWord("-Infinity"): return try tree.add(-Double.infinity)
    default: return try readNumber(into: &tree)
    }
  }

  private mutating func takeWord(_ word: StaticString) -> Bool {
    let text = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
    guard bytes[position...].starts(with: text) else { return false }
    position += text.count
    return true
  }

  private mutating func readNumber(
    into tree: inout PlainTree
  ) throws(UndecodableValue) -> PlainTree.Index {
    let start = position
    _ = take(UInt8(ascii: "-"))
    let isZero = take(UInt8(ascii: "0"))
    let digits = isZero ? 1 : takeDigits()
    guard digits > 0 else { throw malformed }
    let isWhole = !takeFraction() && !takeExponent()
    _ = takeExponent()
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    guard isWhole else { return try tree.add(Double(text) ?? .nan) }
    if let number = Int64(text) { return try tree.add(number) }
    guard digits <= Self.longestInteger else { throw malformed }
    return try tree.add(.longInteger, start..<position)
  }

  /// Digits of the longest whole number that Python reads.
  private static let longestInteger = 4300

  private mutating func takeDigits() -> Int {
    let start = position
    while let byte = peek, (0x30...0x39).contains(byte) { position += 1 }
    return position - start
  }

  /// A point with digits; a point without any is left.
  private mutating func takeFraction() -> Bool {
    let start = position
    if take(UInt8(ascii: ".")), takeDigits() > 0 { return true }
    position = start
    return false
  }

  private mutating func takeExponent() -> Bool {
    let start = position
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      _ = take(UInt8(ascii: "-")) || take(UInt8(ascii: "+"))
      if takeDigits() > 0 { return true }
    }
    position = start
    return false
  }
}

extension PythonJSONReader {
  /// A text: a range of the source, or its characters where it has escapes.
  mutating func readText(into tree: inout PlainTree) throws(UndecodableValue) -> PlainTree.Index {
    position += 1
    let start = position
    while let byte = peek, byte >= 0x20, byte != UInt8(ascii: "\"") {
      if byte == UInt8(ascii: "\\") { return try readEscapedText(from: start, into: &tree) }
      position += 1
    }
    let range = start..<position
    guard take(UInt8(ascii: "\"")) else { throw malformed }
    return try tree.add(.text, range)
  }

  private mutating func readEscapedText(
    from start: Int, into tree: inout PlainTree
  ) throws(UndecodableValue) -> PlainTree.Index {
    var text = Array(bytes[start..<position])
    while let byte = peek, byte >= 0x20 {
      position += 1
      if byte == UInt8(ascii: "\"") { return try tree.add(.text, aside: text) }
      if byte == UInt8(ascii: "\\") { try readEscape(to: &text) } else { text.append(byte) }
    }
    throw malformed
  }

  private mutating func readEscape(to text: inout [UInt8]) throws(UndecodableValue) {
    guard let sign = peek else { throw malformed }
    position += 1
    switch sign {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(sign)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"): LooseUTF8.append(try readCode(), to: &text)
    default: throw malformed
    }
  }

  /// The code point of `\u`, with the surrogate that follows where both make one.
  private mutating func readCode() throws(UndecodableValue) -> UInt32 {
    guard let first = fourDigits else { throw malformed }
    position += 4
    guard (0xD800..<0xDC00).contains(first), bytes[position...].starts(with: "\\u".utf8) else {
      return first
    }
    position += 2
    guard let second = fourDigits, (0xDC00..<0xE000).contains(second) else {
      position -= 2
      return first
    }
    position += 4
    return 0x10000 + (first - 0xD800) << 10 + second - 0xDC00
  }

  private var fourDigits: UInt32? {
    guard bytes.count - position >= 4 else { return nil }
    var code: UInt32 = 0
    for byte in bytes[position..<position + 4] {
      guard let digit = Hex.value(byte) else { return nil }
      code = code << 4 | UInt32(digit)
    }
    return code
  }
}

/// UTF-8 in which lone surrogates are encoded as if they were characters. It sorts by code points.
enum LooseUTF8 {
  static func append(_ code: UInt32, to bytes: inout [UInt8]) {
    if let scalar = Unicode.Scalar(code) { return UTF8Bytes.append(scalar, to: &bytes) }
    bytes.append(UInt8(truncatingIfNeeded: 0xE0 | code >> 12))
    bytes.append(UInt8(truncatingIfNeeded: 0x80 | code >> 6 & 0x3F))
    bytes.append(UInt8(truncatingIfNeeded: 0x80 | code & 0x3F))
  }

  /// Calls `body` with each code point and the bytes that it takes.
  static func forEach(
    _ bytes: UnsafeRawBufferPointer, _ body: (UInt32, UnsafeRawBufferPointer.SubSequence) -> Void
  ) {
    var place = 0
    while place < bytes.count {
      let lead = bytes[place]
      let count = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
      let end = min(place + count, bytes.count)
      var code = count == 1 ? UInt32(lead) : UInt32(lead) & (0x7F >> UInt32(count))
      for byte in bytes[(place + 1)..<end] { code = code << 6 | UInt32(byte & 0x3F) }
      body(code, bytes[place..<end])
      place = end
    }
  }
}
