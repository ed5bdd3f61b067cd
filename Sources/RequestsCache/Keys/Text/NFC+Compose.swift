extension NFC {
  /// Puts marks and their bases together where one character stands for both.
  static func compose(_ items: inout [(scalar: Unicode.Scalar, rank: UInt8)]) {
    var base: Int?
    var last: UInt8 = 0
    var count = 0
    for item in items {
      let isNext = base.map { $0 == count - 1 } ?? false
      if let base, isNext || (last > 0 && last < item.rank),
        let whole = composed(items[base].scalar, item.scalar)
      {
        items[base].scalar = whole
        continue
      }
      if item.rank == 0 { base = count }
      last = item.rank
      items[count] = item
      count += 1
    }
    items.removeLast(items.count - count)
  }

  private static func composed(
    _ first: Unicode.Scalar, _ second: Unicode.Scalar
  ) -> Unicode.Scalar? {
    let whole =
      Hangul.composed(first.value, second.value)
      ?? CanonicalTable.compositions[CanonicalTable.pair(first.value, second.value)]
    return whole.flatMap(Unicode.Scalar.init)
  }

  /// The syllables of Korean, which arithmetic makes of their letters.
  enum Hangul {
    private static let syllables: UInt32 = 0xAC00
    private static let leads: UInt32 = 0x1100
    private static let vowels: UInt32 = 0x1161
    private static let tails: UInt32 = 0x11A7

    /// Gives the letters of a syllable; false for another character.
    static func decompose(_ code: UInt32, _ body: (UInt32) -> Void) -> Bool {
      guard code >= syllables, code < syllables + 11172 else { return false }
      let index = code - syllables
      body(leads + index / 588)
      body(vowels + index % 588 / 28)
      if index % 28 > 0 { body(tails + index % 28) }
      return true
    }

    static func composed(_ first: UInt32, _ second: UInt32) -> UInt32? {
      if (leads..<leads + 19).contains(first), (vowels..<vowels + 21).contains(second) {
        return syllables + ((first - leads) * 21 + second - vowels) * 28
      }
      let isOpen =
        (syllables..<syllables + 11172).contains(first) && (first - syllables) % 28 == 0
      return isOpen && (tails + 1..<tails + 28).contains(second) ? first + second - tails : nil
    }
  }
}
