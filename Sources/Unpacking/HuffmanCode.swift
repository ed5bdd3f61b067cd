/// A prefix code that is given by the lengths of its words (RFC 1951 section 3.2.2).
///
/// Words of up to nine bits are looked up at once, longer ones are followed bit by bit: the table is small, so
/// that data made of many tiny blocks, each with a code of its own, costs no more than others.
struct HuffmanCode {
  private static let lookupBits = 9
  private static let longest = 15

  /// For each nine bits that may come: the symbol times 16 plus its word's length; 0 for a longer one.
  private var lookup: [UInt16]
  /// How many words each length has.
  private var counts = [Int](repeating: 0, count: longest + 1)
  /// The symbols, by length and then by number.
  private var symbols: [UInt16]

  /// - Parameter lengths: the length of each symbol's word, 0 for one that does not occur.
  /// - Returns: nil where the lengths make no code: too many short words. One with too few is fine until a
  ///   word that is missing comes.
  init?(lengths: ArraySlice<UInt8>) {
    for length in lengths { counts[Int(length)] += 1 }
    counts[0] = 0
    var room = 1
    for length in 1...Self.longest {
      room = room * 2 - counts[length]
      guard room >= 0 else { return nil }
    }
    var places = [Int](repeating: 0, count: Self.longest + 2)
    for length in 1...Self.longest { places[length + 1] = places[length] + counts[length] }
    symbols = [UInt16](repeating: 0, count: places[Self.longest + 1])
    for (symbol, length) in lengths.enumerated() where length > 0 {
      symbols[places[Int(length)]] = UInt16(symbol)
      places[Int(length)] += 1
    }
    lookup = [UInt16](repeating: 0, count: 1 << Self.lookupBits)
    fillLookup()
  }

  private mutating func fillLookup() {
    var word = 0
    var index = 0
    for length in 1...Self.lookupBits {
      for _ in 0..<counts[length] {
        let entry = symbols[index] << 4 | UInt16(length)
        // The first bit of a word is the lowest of what is looked up.
        var place = Self.reversed(word, length)
        while place < lookup.count {
          lookup[place] = entry
          place += 1 << length
        }
        index += 1
        word += 1
      }
      word <<= 1
    }
  }

  private static func reversed(_ word: Int, _ length: Int) -> Int {
    var (rest, result) = (word, 0)
    for _ in 0..<length {
      result = result << 1 | rest & 1
      rest >>= 1
    }
    return result
  }

  /// The next symbol; nil where the bits are no word of the code.
  func symbol(_ bits: inout BitReader) -> Int? {
    let next = bits.peek(Self.longest)
    let entry = lookup[next & (lookup.count - 1)]
    if entry != 0 {
      bits.drop(Int(entry & 15))
      return Int(entry >> 4)
    }
    var (word, first, index, rest) = (0, 0, 0, next)
    for length in 1...Self.longest {
      word |= rest & 1
      rest >>= 1
      if word - first < counts[length] {
        bits.drop(length)
        return Int(symbols[index + word - first])
      }
      index += counts[length]
      first = (first + counts[length]) << 1
      word <<= 1
    }
    return nil
  }
}
