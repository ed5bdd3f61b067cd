/// A set of Unicode scalars, as ranges in order that don't touch.
struct ScalarSet: Sendable, Hashable {
  private(set) var ranges: [ClosedRange<UInt32>] = []

  static let digits = ScalarSet(["0"..."9"])
  static let word = ScalarSet(["0"..."9", "A"..."Z", "_"..."_", "a"..."z"])
  static let space = ScalarSet(["\t"..."\r", " "..." "])
  static let newline = ScalarSet(["\n"..."\n"])
  private static let last: UInt32 = 0x10_FFFF

  init() {}

  init(_ ranges: [ClosedRange<Unicode.Scalar>]) {
    for range in ranges { insert(range.lowerBound.value...range.upperBound.value) }
  }

  /// Adds a range.
  mutating func insert(_ range: ClosedRange<UInt32>) {
    var merged = range
    ranges.removeAll { known in
      let touches =
        known.lowerBound <= merged.upperBound &+ 1 && merged.lowerBound <= known.upperBound &+ 1
      if touches {
        merged =
          min(known.lowerBound, merged.lowerBound)...max(known.upperBound, merged.upperBound)
      }
      return touches
    }
    ranges.append(merged)
    ranges.sort { $0.lowerBound < $1.lowerBound }
  }

  /// Adds all of another set.
  mutating func formUnion(_ other: ScalarSet) { for range in other.ranges { insert(range) } }

  /// All scalars that are not in it.
  var inverted: ScalarSet {
    var result = ScalarSet()
    var next: UInt32 = 0
    for range in ranges {
      if range.lowerBound > next { result.ranges.append(next...range.lowerBound - 1) }
      next = range.upperBound + 1
    }
    if next <= Self.last { result.ranges.append(next...Self.last) }
    return result
  }

  /// With both cases of each ASCII letter in it.
  var ignoringCase: ScalarSet {
    var result = self
    for (letters, offset) in [(65...90, 32), (97...122, -32)] as [(ClosedRange<Int>, Int)] {
      for range in ranges {
        let low = max(Int(range.lowerBound), letters.lowerBound)
        let high = min(Int(range.upperBound), letters.upperBound)
        if low <= high { result.insert(UInt32(low + offset)...UInt32(high + offset)) }
      }
    }
    return result
  }

  /// The set as sequences of byte ranges, each of which is the UTF-8 of some of its scalars.
  var byteSequences: [[ClosedRange<UInt8>]] {
    var sequences: [[ClosedRange<UInt8>]] = []
    var rest = Array(ranges.reversed())
    while let range = rest.popLast() {
      if let (first, second) = Self.split(range) {
        if let second { rest.append(second) }
        if let first { rest.append(first) }
      } else {
        sequences.append(Self.bytes(range))
      }
    }
    return sequences
  }

  /// Halves of a range whose UTF-8 is no single sequence of byte ranges; nil where it is one.
  private static func split(
    _ range: ClosedRange<UInt32>
  ) -> (first: ClosedRange<UInt32>?, second: ClosedRange<UInt32>?)? {
    let (low, high) = (range.lowerBound, range.upperBound)
    if low <= 0xDFFF, high >= 0xD800 {
      return (
        low < 0xD800 ? low...0xD7FF : nil, high > 0xDFFF ? 0xE000...high : nil
      )
    }
    for bound: UInt32 in [0x7F, 0x7FF, 0xFFFF] where low <= bound && bound < high {
      return (low...bound, bound + 1...high)
    }
    guard high > 0x7F else { return nil }
    for bits: UInt32 in [6, 12, 18] {
      let mask: UInt32 = (1 << bits) - 1
      guard low & ~mask != high & ~mask else { continue }
      if low & mask != 0 { return (low...low | mask, (low | mask) + 1...high) }
      if high & mask != mask { return (low...(high & ~mask) - 1, high & ~mask...high) }
    }
    return nil
  }

  private static func bytes(_ range: ClosedRange<UInt32>) -> [ClosedRange<UInt8>] {
    zip(utf8(range.lowerBound), utf8(range.upperBound)).map { $0...max($0, $1) }
  }

  private static func utf8(_ value: UInt32) -> [UInt8] {
    Unicode.Scalar(value).map { Array(UTF8.encode($0) ?? .init()) } ?? []
  }
}
