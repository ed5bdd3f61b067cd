/// BLAKE2b (RFC 7693) without a key.
package struct BLAKE2b {
  private var state: InlineArray<8, UInt64>
  private let length: Int

  /// The digest of the bytes, 1 to 64 bytes long.
  package static func digest(_ bytes: UnsafeRawBufferPointer, length: Int) -> [UInt8] {
    var hash = BLAKE2b(length: max(1, min(64, length)))
    var offset = 0
    while bytes.count - offset > 128 {
      hash.compress(bytes, from: offset, count: 128, isLast: false)
      offset += 128
    }
    hash.compress(bytes, from: offset, count: bytes.count - offset, isLast: true)
    return hash.output()
  }

  /// The digest in lower-case hexadecimal.
  package static func hex(_ bytes: [UInt8], length: Int = 16) -> String {
    let digest = bytes.withUnsafeBytes { Self.digest($0, length: length) }
    return String(unsafeUninitializedCapacity: digest.count * 2) { buffer in
      for (index, byte) in digest.enumerated() {
        buffer[2 * index] = digit(byte >> 4)
        buffer[2 * index + 1] = digit(byte & 15)
      }
      return digest.count * 2
    }
  }

  private init(length: Int) {
    self.length = length
    state = Self.initial
    state[0] ^= 0x0101_0000 ^ UInt64(length)
  }

  /// Takes in up to 128 bytes at an offset; a short last block is filled with zeros.
  private mutating func compress(
    _ bytes: UnsafeRawBufferPointer, from offset: Int, count: Int, isLast: Bool
  ) {
    var message = InlineArray<16, UInt64>(repeating: 0)
    for index in 0..<(count / 8) {
      let word = bytes.loadUnaligned(fromByteOffset: offset + index * 8, as: UInt64.self)
      message[index] = UInt64(littleEndian: word)
    }
    for index in (count & ~7)..<count {
      message[index / 8] |= UInt64(bytes[offset + index]) << UInt64(index % 8 * 8)
    }
    var work = InlineArray<16, UInt64> { $0 < 8 ? state[$0] : Self.initial[$0 - 8] }
    work[12] ^= UInt64(offset + count)
    if isLast { work[14] = ~work[14] }
    for order in Self.orders { Self.round(&work, message, order) }
    for index in 0..<8 { state[index] ^= work[index] ^ work[index + 8] }
  }

  private static func round(
    _ work: inout InlineArray<16, UInt64>, _ message: InlineArray<16, UInt64>,
    _ order: InlineArray<16, Int>
  ) {
    mix(&work, 0, 4, 8, 12, message[order[0]], message[order[1]])
    mix(&work, 1, 5, 9, 13, message[order[2]], message[order[3]])
    mix(&work, 2, 6, 10, 14, message[order[4]], message[order[5]])
    mix(&work, 3, 7, 11, 15, message[order[6]], message[order[7]])
    mix(&work, 0, 5, 10, 15, message[order[8]], message[order[9]])
    mix(&work, 1, 6, 11, 12, message[order[10]], message[order[11]])
    mix(&work, 2, 7, 8, 13, message[order[12]], message[order[13]])
    mix(&work, 3, 4, 9, 14, message[order[14]], message[order[15]])
  }

  @inline(__always)
  private static func mix(
    _ work: inout InlineArray<16, UInt64>, _ a: Int, _ b: Int, _ c: Int, _ d: Int,
    _ first: UInt64, _ second: UInt64
  ) {
    work[a] = work[a] &+ work[b] &+ first
    work[d] = rotate(work[d] ^ work[a], 32)
    work[c] = work[c] &+ work[d]
    work[b] = rotate(work[b] ^ work[c], 24)
    work[a] = work[a] &+ work[b] &+ second
    work[d] = rotate(work[d] ^ work[a], 16)
    work[c] = work[c] &+ work[d]
    work[b] = rotate(work[b] ^ work[c], 63)
  }

  @inline(__always)
  private static func rotate(_ word: UInt64, _ count: UInt64) -> UInt64 {
    word &>> count | word &<< (64 &- count)
  }

  private func output() -> [UInt8] {
    (0..<length).map { UInt8(truncatingIfNeeded: state[$0 / 8] >> UInt64($0 % 8 * 8)) }
  }

  private static func digit(_ nibble: UInt8) -> UInt8 {
    nibble < 10 ? 0x30 + nibble : 0x57 + nibble
  }

  private static let initial: InlineArray<8, UInt64> = [
    0x6a09_e667_f3bc_c908, 0xbb67_ae85_84ca_a73b, 0x3c6e_f372_fe94_f82b, 0xa54f_f53a_5f1d_36f1,
    0x510e_527f_ade6_82d1, 0x9b05_688c_2b3e_6c1f, 0x1f83_d9ab_fb41_bd6b, 0x5be0_cd19_137e_2179,
  ]

  /// The word orders of the twelve rounds (RFC 7693 section 2.7); the last two repeat the first.
  private static let orders: [InlineArray<16, Int>] = [
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
    [14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3],
    [11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4],
    [7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8],
    [9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13],
    [2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9],
    [12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11],
    [13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10],
    [6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5],
    [10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0],
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
    [14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3],
  ]
}
