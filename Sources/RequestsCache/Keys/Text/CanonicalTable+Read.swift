extension CanonicalTable {
  /// The characters that these are made of, one step down; no second one for a single one.
  static let decompositions: [UInt32: (UInt32, UInt32?)] = read().decompositions

  /// The character that two make, with the first one in the upper half of the key.
  static let compositions: [UInt64: UInt32] = read().compositions

  static func pair(_ first: UInt32, _ second: UInt32) -> UInt64 {
    UInt64(first) << 32 | UInt64(second)
  }

  private static func read() -> (
    decompositions: [UInt32: (UInt32, UInt32?)], compositions: [UInt64: UInt32]
  ) {
    var down: [UInt32: (UInt32, UInt32?)] = [:]
    var up: [UInt64: UInt32] = [:]
    var digits = Digits()
    var (code, first, second) = (0, 0, 0)
    while let head = digits.next() {
      code += head / 3
      first += digits.difference()
      if head % 3 < 2 { second += digits.difference() }
      down[UInt32(code)] = (UInt32(first), head % 3 < 2 ? UInt32(second) : nil)
      if head % 3 == 0 { up[pair(UInt32(first), UInt32(second))] = UInt32(code) }
    }
    return (down, up)
  }

  /// The numbers of the text.
  private struct Digits {
    private var place = 0

    mutating func next() -> Int? {
      let bytes = UnsafeBufferPointer(
        start: text.utf8Start, count: text.utf8CodeUnitCount)
      var (result, shift) = (0, 0)
      while place < bytes.count {
        let digit = Self.value(bytes[place])
        place += 1
        result |= (digit & 31) << shift
        if digit < 32 { return result }
        shift += 5
      }
      return nil
    }

    mutating func difference() -> Int {
      let number = next() ?? 0
      return number & 1 == 0 ? number / 2 : -(number + 1) / 2
    }

    private static func value(_ byte: UInt8) -> Int {
      switch byte {
      case 0x41...0x5A: Int(byte) - 0x41
      case 0x61...0x7A: Int(byte) - 0x61 + 26
      case 0x30...0x39: Int(byte) - 0x30 + 52
      case UInt8(ascii: "-"): 62
      default: 63
      }
    }
  }
}
