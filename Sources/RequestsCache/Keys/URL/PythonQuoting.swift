/// Percent-encoding as Python's `urllib.parse` has it, on bytes.
enum PythonQuoting {
  /// The bytes that stay as they are: letters, digits, `_.-~` and those given.
  struct Safe {
    private var low: UInt64 = 0
    private var high: UInt64 = 0

    init(_ extra: StaticString) {
      for byte in UInt8(ascii: "0")...UInt8(ascii: "z") where Self.isWord(byte) { insert(byte) }
      for byte in "-.~".utf8 { insert(byte) }
      for byte in UnsafeBufferPointer(start: extra.utf8Start, count: extra.utf8CodeUnitCount) {
        insert(byte)
      }
    }

    func contains(_ byte: UInt8) -> Bool {
      switch byte {
      case 0..<64: low & 1 << UInt64(byte) != 0
      case 64..<128: high & 1 << UInt64(byte - 64) != 0
      default: false
      }
    }

    private mutating func insert(_ byte: UInt8) {
      if byte < 64 { low |= 1 << UInt64(byte) } else { high |= 1 << UInt64(byte - 64) }
    }

    private static func isWord(_ byte: UInt8) -> Bool {
      Hex.isAlphanumeric(byte) || byte == UInt8(ascii: "_")
    }
  }

  static let none = Safe("")

  static func quoted(_ bytes: some Sequence<UInt8>, safe: Safe) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.underestimatedCount)
    for byte in bytes {
      if safe.contains(byte) { result.append(byte) } else { Hex.appendEscape(byte, to: &result) }
    }
    return result
  }

  /// As a form has it: a plus for a space.
  static func formQuoted(_ bytes: some Sequence<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    for byte in bytes {
      switch byte {
      case 0x20: result.append(UInt8(ascii: "+"))
      case _ where none.contains(byte): result.append(byte)
      default: Hex.appendEscape(byte, to: &result)
      }
    }
    return result
  }

  /// Escapes as the bytes that they stand for; a `%` without two digits stays.
  static func unquoted(_ bytes: some Collection<UInt8>, plusIsSpace: Bool = false) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var rest = bytes[...]
    while let byte = rest.popFirst() {
      if byte == Hex.percent, let decoded = Hex.escape(rest) {
        rest = rest.dropFirst(2)
        result.append(decoded)
      } else {
        result.append(plusIsSpace && byte == UInt8(ascii: "+") ? 0x20 : byte)
      }
    }
    return result
  }
}

/// Hexadecimal digits.
enum Hex {
  static let percent = UInt8(ascii: "%")

  static func value(_ digit: UInt8) -> UInt8? {
    switch digit {
    case 0x30...0x39: digit - 0x30
    case 0x41...0x46: digit - 0x37
    case 0x61...0x66: digit - 0x57
    default: nil
    }
  }

  /// The byte that the first two digits stand for.
  static func escape(_ rest: some Collection<UInt8>) -> UInt8? {
    guard let high = rest.first.flatMap(value), let low = rest.dropFirst().first.flatMap(value)
    else { return nil }
    return high << 4 | low
  }

  static func appendEscape(_ byte: UInt8, to bytes: inout [UInt8]) {
    bytes.append(percent)
    bytes.append(digit(byte >> 4))
    bytes.append(digit(byte & 15))
  }

  static func digit(_ nibble: UInt8) -> UInt8 { nibble < 10 ? 0x30 + nibble : 0x37 + nibble }

  static func isDecimal(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  static func isAlphanumeric(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    default: false
    }
  }

  static func lowercased(_ byte: UInt8) -> UInt8 {
    (0x41...0x5A).contains(byte) ? byte + 0x20 : byte
  }
}
