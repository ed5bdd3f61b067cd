/// Between whole numbers in two's complement, the lowest byte first, and their decimal digits.
///
/// Both ways take time that grows with the square of the length, so numbers have a limit.
enum DecimalText {
  /// Python prints no number of more than 4,300 digits; this is more than half of that.
  static let byteLimit = 1024
  static let digitLimit = 2460

  /// The value of a number that fits 64 bits.
  static func small(_ bytes: UnsafeRawBufferPointer) -> Int64? {
    guard bytes.count <= 8 else { return nil }
    var value: UInt64 = bytes.last ?? 0 < 0x80 ? 0 : .max
    for byte in bytes.reversed() { value = value << 8 | UInt64(byte) }
    return Int64(bitPattern: value)
  }

  static func digits(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
    let isNegative = bytes.last ?? 0 >= 0x80
    var words = words(bytes, isNegative: isNegative)
    var digits: [UInt8] = []
    while !words.isEmpty {
      var rest = divide(&words, by: 1_000_000_000)
      for _ in 0..<9 {
        digits.append(0x30 + UInt8(rest % 10))
        rest /= 10
      }
    }
    while digits.last == 0x30 { digits.removeLast() }
    if digits.isEmpty { return [0x30] }
    return (isNegative ? [0x2D] : []) + digits.reversed()
  }

  /// The number in two's complement, as short as can be. Nil for what is no decimal number or too
  /// long.
  static func bytes(_ decimal: String) -> [UInt8]? {
    let isNegative = decimal.utf8.first == 0x2D
    let digits = decimal.utf8.dropFirst(isNegative ? 1 : 0)
    guard !digits.isEmpty, digits.count <= digitLimit else { return nil }
    var words: [UInt32] = []
    for digit in digits {
      guard (0x30...0x39).contains(digit) else { return nil }
      multiply(&words, by: 10, adding: UInt32(digit - 0x30))
    }
    return twosComplement(words, isNegative: isNegative)
  }

  private static func words(_ bytes: UnsafeRawBufferPointer, isNegative: Bool) -> [UInt32] {
    var words = [UInt32](repeating: 0, count: bytes.count / 4 + 1)
    var carry = isNegative
    for (index, byte) in bytes.enumerated() {
      var digit = isNegative ? ~byte : byte
      if carry { (digit, carry) = digit.addingReportingOverflow(1) }
      words[index / 4] |= UInt32(digit) << UInt32(index % 4 * 8)
    }
    while words.last == 0 { words.removeLast() }
    return words
  }

  private static func divide(_ words: inout [UInt32], by divisor: UInt64) -> UInt64 {
    var rest: UInt64 = 0
    for index in words.indices.reversed() {
      let part = rest << 32 | UInt64(words[index])
      words[index] = UInt32(part / divisor)
      rest = part % divisor
    }
    while words.last == 0 { words.removeLast() }
    return rest
  }

  private static func multiply(_ words: inout [UInt32], by factor: UInt64, adding: UInt32) {
    var carry = UInt64(adding)
    for index in words.indices {
      let part = UInt64(words[index]) * factor + carry
      words[index] = UInt32(truncatingIfNeeded: part)
      carry = part >> 32
    }
    if carry > 0 { words.append(UInt32(carry)) }
  }

  private static func twosComplement(_ words: [UInt32], isNegative: Bool) -> [UInt8] {
    var bytes = words.flatMap { word in
      (0..<4).map { UInt8(truncatingIfNeeded: word >> UInt32($0 * 8)) }
    }
    bytes.append(0)
    if isNegative { negate(&bytes) }
    let filler: UInt8 = isNegative ? 0xFF : 0
    while bytes.count > 1, bytes.last == filler, bytes[bytes.count - 2] ^ filler < 0x80 {
      bytes.removeLast()
    }
    return bytes
  }

  private static func negate(_ bytes: inout [UInt8]) {
    var carry = true
    for index in bytes.indices {
      bytes[index] = ~bytes[index]
      if carry { (bytes[index], carry) = bytes[index].addingReportingOverflow(1) }
    }
  }
}
