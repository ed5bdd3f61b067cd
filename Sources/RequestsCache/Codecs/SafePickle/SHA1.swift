/// SHA-1 (FIPS 180-4): broken as a promise that nobody makes two alike, sound inside HMAC.
struct SHA1 {
  private var state: InlineArray<5, UInt32> = [
    0x6745_2301, 0xEFCD_AB89, 0x98BA_DCFE, 0x1032_5476, 0xC3D2_E1F0,
  ]
  private var block = InlineArray<64, UInt8>(repeating: 0)
  private var count = 0

  /// The 20 bytes for the parts one after the other.
  static func digest(_ parts: UnsafeRawBufferPointer...) -> [UInt8] {
    var hash = SHA1()
    for part in parts { hash.update(part) }
    return hash.finish()
  }

  mutating func update(_ bytes: UnsafeRawBufferPointer) {
    for byte in bytes { append(byte) }
  }

  mutating func finish() -> [UInt8] {
    let bits = UInt64(count) * 8
    append(0x80)
    while count % 64 != 56 { append(0) }
    for shift in stride(from: 56, through: 0, by: -8) {
      append(UInt8(truncatingIfNeeded: bits >> UInt64(shift)))
    }
    return (0..<20).map {
      UInt8(truncatingIfNeeded: state[$0 / 4] >> UInt32(24 - $0 % 4 * 8))
    }
  }

  @inline(__always)
  private mutating func append(_ byte: UInt8) {
    block[count % 64] = byte
    count += 1
    if count % 64 == 0 { compress() }
  }

  private mutating func compress() {
    var words = InlineArray<80, UInt32>(repeating: 0)
    for index in 0..<16 {
      for part in 0..<4 { words[index] = words[index] << 8 | UInt32(block[index * 4 + part]) }
    }
    for index in 16..<80 {
      words[index] = Self.rotate(
        words[index - 3] ^ words[index - 8] ^ words[index - 14] ^ words[index - 16], 1)
    }
    var work = state
    for index in 0..<80 { Self.round(&work, index, words[index]) }
    for index in 0..<5 { state[index] &+= work[index] }
  }

  @inline(__always)
  private static func round(_ work: inout InlineArray<5, UInt32>, _ index: Int, _ word: UInt32) {
    let (b, c, d) = (work[1], work[2], work[3])
    let (mixed, constant): (UInt32, UInt32) =
      switch index {
      case 0..<20: (b & c | ~b & d, 0x5A82_7999)
      case 20..<40: (b ^ c ^ d, 0x6ED9_EBA1)
      case 40..<60: (b & c | b & d | c & d, 0x8F1B_BCDC)
      default: (b ^ c ^ d, 0xCA62_C1D6)
      }
    let sum = rotate(work[0], 5) &+ mixed &+ work[4] &+ constant &+ word
    work = [sum, work[0], rotate(b, 30), c, d]
  }

  @inline(__always)
  private static func rotate(_ word: UInt32, _ count: UInt32) -> UInt32 {
    word &<< count | word &>> (32 &- count)
  }
}

/// HMAC (RFC 2104) with SHA-1.
enum HMACSHA1 {
  /// The 20 bytes for a message; a key of more than 64 bytes counts as its digest.
  static func code(_ message: UnsafeRawBufferPointer, key: [UInt8]) -> [UInt8] {
    let short = key.count > 64 ? key.withUnsafeBytes { SHA1.digest($0) } : key
    let full = short + [UInt8](repeating: 0, count: 64 - short.count)
    let inner = full.map { $0 ^ 0x36 }.withUnsafeBytes { SHA1.digest($0, message) }
    return full.map { $0 ^ 0x5C }.withUnsafeBytes { outer in
      inner.withUnsafeBytes { SHA1.digest(outer, $0) }
    }
  }
}
