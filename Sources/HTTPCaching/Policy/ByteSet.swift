/// Some of the 256 bytes.
struct ByteSet: Sendable, Hashable {
  private var words = SIMD4<UInt64>()

  static let all = ByteSet().inverted

  private init() {}

  /// That byte alone.
  init(_ byte: UInt8) { insert(byte) }

  /// The one byte of the set; nil where there are more or none.
  var only: UInt8? {
    let places = (0..<4).filter { words[$0] != 0 }
    guard let place = places.first, places.count == 1, words[place].nonzeroBitCount == 1 else {
      return nil
    }
    return UInt8(place * 64 + words[place].trailingZeroBitCount)
  }

  private var inverted: ByteSet {
    var result = self
    result.words = ~words
    return result
  }

  func contains(_ byte: UInt8) -> Bool { words[Int(byte >> 6)] >> UInt64(byte & 63) & 1 == 1 }

  private mutating func insert(_ byte: UInt8) { words[Int(byte >> 6)] |= 1 << UInt64(byte & 63) }
}

extension ByteSet {
  /// What a bracket of a glob allows, whose inside and end are taken from `rest`; nil, with nothing taken,
  /// where nothing closes it, or where it holds an IPv6 address.
  init?(takingBracketFrom rest: inout ArraySlice<UInt8>) {
    var inside = rest
    let isInverted = inside.first == UInt8(ascii: "!")
    if isInverted { inside.removeFirst() }
    // A closing bracket in the first place is one of the bytes.
    guard let end = inside.dropFirst().firstIndex(of: UInt8(ascii: "]")) else { return nil }
    inside = inside[..<end]
    guard !Self.isAddress(inside) else { return nil }
    self.init()
    insert(ranges: inside)
    if isInverted { self = inverted }
    rest = rest[rest.index(after: end)...]
  }

  /// Bytes, and ranges such as `a-z`; one that runs backwards has none.
  private mutating func insert(ranges: ArraySlice<UInt8>) {
    var rest = ranges
    while let first = rest.popFirst() {
      guard rest.count > 1, rest.first == UInt8(ascii: "-") else {
        insert(first)
        continue
      }
      rest.removeFirst()
      let last = rest.removeFirst()
      if first <= last { for byte in first...last { insert(byte) } }
    }
  }

  /// Such as `::1`.
  private static func isAddress(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.count(where: { $0 == UInt8(ascii: ":") }) > 1
      && bytes.allSatisfy { "0123456789abcdefABCDEF:.".utf8.contains($0) }
  }
}
