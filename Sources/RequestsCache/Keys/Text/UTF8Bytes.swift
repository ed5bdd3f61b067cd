/// Characters in bytes that need not be UTF-8.
enum UTF8Bytes {
  /// Takes the character at the beginning; nil, taking nothing, where there is none.
  static func popScalar<Bytes: Collection<UInt8>>(_ bytes: inout Bytes) -> Unicode.Scalar?
  where Bytes.SubSequence == Bytes {
    guard let lead = bytes.first else { return nil }
    if lead < 0x80 {
      bytes = bytes.dropFirst()
      return Unicode.Scalar(lead)
    }
    guard let count = length(lead) else { return nil }
    var value = UInt32(lead) & (0x7F >> UInt32(count))
    var taken = 1
    for byte in bytes.dropFirst().prefix(count - 1) where byte & 0xC0 == 0x80 {
      value = value << 6 | UInt32(byte & 0x3F)
      taken += 1
    }
    guard taken == count, value >= least(count), let scalar = Unicode.Scalar(value) else {
      return nil
    }
    bytes = bytes.dropFirst(count)
    return scalar
  }

  static func append(_ scalar: Unicode.Scalar, to bytes: inout [UInt8]) {
    if scalar.isASCII {
      bytes.append(UInt8(truncatingIfNeeded: scalar.value))
    } else {
      bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.EncodedScalar())
    }
  }

  /// Whether all of it is UTF-8.
  static func isValid(_ bytes: some Collection<UInt8>) -> Bool {
    String(validating: bytes, as: UTF8.self) != nil
  }

  /// The same with U+FFFD for each piece that is no UTF-8.
  static func repaired(_ bytes: [UInt8]) -> [UInt8] {
    if bytes.allSatisfy({ $0 < 0x80 }) { return bytes }
    return Array(String(decoding: bytes, as: UTF8.self).utf8)
  }

  private static func length(_ lead: UInt8) -> Int? {
    switch lead {
    case 0xC2...0xDF: 2
    case 0xE0...0xEF: 3
    case 0xF0...0xF4: 4
    default: nil
    }
  }

  private static func least(_ count: Int) -> UInt32 {
    switch count {
    case 2: 0x80
    case 3: 0x800
    default: 0x10000
    }
  }
}
