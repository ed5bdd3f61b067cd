import Glibc

extension JSONReader {
  /// A string: a range of the source, or of the side where it has escapes.
  mutating func string(_ tree: inout PlainTree) throws(UndecodableValue) -> PlainTree.Index {
    let start = place + 1
    let facts = try stringEnd(from: start)
    let range = start..<facts.end
    let text = UnsafeRawBufferPointer(rebasing: bytes[range])
    guard !facts.hasHighBit || CodePoints.isUTF8(text) else {
      throw UndecodableValue(.malformed, at: start)
    }
    place = facts.end + 1
    guard facts.hasEscape else { return try tree.add(.text, range) }
    let aside = try tree.makeAside(atMost: text.count) { room in
      JSONEscapes.resolve(text, to: room)
    }
    guard let aside else { throw UndecodableValue(.malformed, at: start) }
    return try tree.add(.text, inSide: aside)
  }

  private struct StringFacts {
    var end: Int
    var hasEscape = false
    var hasHighBit = false
  }

  /// Where the closing quote is; eight bytes at a time while nothing happens.
  private func stringEnd(from start: Int) throws(UndecodableValue) -> StringFacts {
    var facts = StringFacts(end: start)
    while true {
      while facts.end + 8 <= bytes.count, bytes[facts.end] != UInt8(ascii: "\\") {
        let word = bytes.loadUnaligned(fromByteOffset: facts.end, as: UInt64.self)
        guard Self.marks(word) == 0 else { break }
        if word & 0x8080_8080_8080_8080 != 0 { facts.hasHighBit = true }
        facts.end += 8
      }
      guard facts.end < bytes.count else { break }
      switch bytes[facts.end] {
      case UInt8(ascii: "\""): return facts
      case UInt8(ascii: "\\"):
        facts.hasEscape = true
        facts.end += 2
      case 0..<0x20: throw UndecodableValue(.malformed, at: facts.end)
      case let byte:
        if byte >= 0x80 { facts.hasHighBit = true }
        facts.end += 1
      }
    }
    throw UndecodableValue(.truncated, at: bytes.count)
  }

  /// Not zero where a byte of the word is a quote, a backslash or a control character.
  private static func marks(_ word: UInt64) -> UInt64 {
    func zeros(_ word: UInt64) -> UInt64 { (word &- 0x0101_0101_0101_0101) & ~word }
    let quotes = zeros(word ^ 0x2222_2222_2222_2222)
    let escapes = zeros(word ^ 0x5C5C_5C5C_5C5C_5C5C)
    let controls = (word &- 0x2020_2020_2020_2020) & ~word
    return (quotes | escapes | controls) & 0x8080_8080_8080_8080
  }
}

/// The escapes of JSON strings.
enum JSONEscapes {
  /// Writes what a text with escapes stands for, which is never longer; nil for a wrong escape.
  ///
  /// A surrogate without its other half is written as if it were a character.
  static func resolve(
    _ text: UnsafeRawBufferPointer, to room: UnsafeMutableRawBufferPointer
  ) -> Int? {
    var source = 0
    var target = 0
    while source < text.count {
      let escape =
        text[source] == UInt8(ascii: "\\") ? source : plainEnd(text, from: source)
      let plain = UnsafeRawBufferPointer(rebasing: text[source..<escape])
      if !plain.isEmpty {
        UnsafeMutableRawBufferPointer(rebasing: room[target...]).copyMemory(from: plain)
        target += plain.count
      }
      source = escape
      guard source < text.count else { break }
      guard let point = point(text, &source) else { return nil }
      target = write(point, to: room, at: target)
    }
    return target
  }

  private static func plainEnd(_ text: UnsafeRawBufferPointer, from start: Int) -> Int {
    guard let base = text.baseAddress, let found = memchr(base + start, 0x5C, text.count - start)
    else { return text.count }
    return UnsafeRawPointer(found) - base
  }

  /// The code point of the escape at `place`, which goes past it.
  private static func point(_ text: UnsafeRawBufferPointer, _ place: inout Int) -> UInt32? {
    guard place + 1 < text.count else { return nil }
    let letter = text[place + 1]
    guard letter == UInt8(ascii: "u") else {
      place += 2
      return simple(letter)
    }
    guard let first = hex(text, place + 2) else { return nil }
    place += 6
    guard (0xD800...0xDBFF).contains(first), place + 1 < text.count,
      text[place] == UInt8(ascii: "\\"), text[place + 1] == UInt8(ascii: "u"),
      let second = hex(text, place + 2), (0xDC00...0xDFFF).contains(second)
    else { return first }
    place += 6
    return 0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)
  }

  private static func simple(_ letter: UInt8) -> UInt32? {
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): UInt32(letter)
    case UInt8(ascii: "b"): 8
    case UInt8(ascii: "f"): 12
    case UInt8(ascii: "n"): 10
    case UInt8(ascii: "r"): 13
    case UInt8(ascii: "t"): 9
    default: nil
    }
  }

  private static func hex(_ text: UnsafeRawBufferPointer, _ start: Int) -> UInt32? {
    guard start + 4 <= text.count else { return nil }
    var value: UInt32 = 0
    for place in start..<start + 4 {
      guard let digit = HexDigit.value(text[place]) else { return nil }
      value = value << 4 | digit
    }
    return value
  }

  private static func write(
    _ point: UInt32, to room: UnsafeMutableRawBufferPointer, at target: Int
  ) -> Int {
    func put(_ offset: Int, _ byte: UInt32) { room[target + offset] = UInt8(byte & 0xFF) }
    func tail(_ shift: UInt32) -> UInt32 { 0x80 | point >> shift & 0x3F }
    switch point {
    case 0..<0x80:
      put(0, point)
      return target + 1
    case 0x80..<0x800:
      put(0, 0xC0 | point >> 6)
      put(1, tail(0))
      return target + 2
    case 0x800..<0x10000:
      put(0, 0xE0 | point >> 12)
      put(1, tail(6))
      put(2, tail(0))
      return target + 3
    default:
      put(0, 0xF0 | point >> 18)
      put(1, tail(12))
      put(2, tail(6))
      put(3, tail(0))
      return target + 4
    }
  }
}
