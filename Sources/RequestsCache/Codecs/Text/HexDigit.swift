/// The digits of numbers to the base of 16.
enum HexDigit {
  static func value(_ letter: UInt8) -> UInt32? {
    switch letter {
    case 0x30...0x39: UInt32(letter - 0x30)
    case 0x41...0x46: UInt32(letter - 0x41 + 10)
    case 0x61...0x66: UInt32(letter - 0x61 + 10)
    default: nil
    }
  }

  /// Appends as many digits as are asked for.
  static func append(
    _ value: UInt32, count: UInt32, isUpper: Bool = false, to output: inout [UInt8]
  ) {
    for place in (0..<count).reversed() {
      let digit = UInt8(value >> (4 * place) & 0xF)
      output.append(digit < 10 ? 0x30 + digit : (isUpper ? 0x41 : 0x61) + digit - 10)
    }
  }
}
