/// Undoes DEFLATE (RFC 1951). Whatever the data, it ends: no more comes out than it is allowed to make, and
/// what was good before a fault is kept.
package struct Inflate {
  /// Why it ended.
  package enum End: Sendable, Hashable {
    /// With the last block.
    case complete
    /// The data ends in the middle.
    case truncated
    /// More would come out than is allowed.
    case limit
    /// The data breaks a rule of the format.
    case malformed
  }

  /// What came out so far.
  package private(set) var output: [UInt8] = []
  private var bits: BitReader
  private let limit: Int

  /// - Parameter limit: the most bytes to make.
  package init(_ bytes: ArraySlice<UInt8>, limit: Int) {
    bits = BitReader(bytes)
    self.limit = limit
  }

  /// The bytes of the data that were used.
  package var consumed: Int { bits.consumed }

  package mutating func run() -> End {
    while true {
      let isLast = bits.take(1) == 1
      let end: End?
      switch bits.take(2) {
      case 0: end = stored()
      case 1: end = block(Self.fixedLiterals, Self.fixedDistances)
      case 2: end = dynamic()
      default: end = .malformed
      }
      // Zeros stand in for what is missing, so nothing read beyond the end is a fault of its own.
      if bits.isPastEnd { return .truncated }
      if let end { return end }
      if isLast { return .complete }
    }
  }

  /// Section 3.2.4.
  private mutating func stored() -> End? {
    bits.alignToByte()
    let length = bits.take(16)
    guard bits.take(16) == length ^ 0xFFFF else { return .malformed }
    let part = bits.takeBytes(length)
    guard output.count + part.count <= limit else {
      output += part.prefix(limit - output.count)
      return .limit
    }
    output += part
    return nil
  }

  /// Section 3.2.7: the codes stand in front of the block, coded themselves.
  private mutating func dynamic() -> End? {
    let literals = bits.take(5) + 257
    let distances = bits.take(5) + 1
    let count = bits.take(4) + 4
    var lengthLengths = [UInt8](repeating: 0, count: 19)
    for place in Self.lengthOrder.prefix(count) { lengthLengths[place] = UInt8(bits.take(3)) }
    guard literals <= 286, distances <= 30, let code = HuffmanCode(lengths: lengthLengths[...]),
      let lengths = codeLengths(literals + distances, code), lengths[256] > 0,
      let literalCode = HuffmanCode(lengths: lengths[..<literals]),
      let distanceCode = HuffmanCode(lengths: lengths[literals...])
    else { return .malformed }
    return block(literalCode, distanceCode)
  }

  private mutating func codeLengths(_ count: Int, _ code: HuffmanCode) -> [UInt8]? {
    var lengths: [UInt8] = []
    while lengths.count < count {
      guard let symbol = code.symbol(&bits), !bits.isPastEnd else { return nil }
      switch symbol {
      case 0...15: lengths.append(UInt8(symbol))
      case 16:
        guard let last = lengths.last else { return nil }
        lengths += repeatElement(last, count: bits.take(2) + 3)
      case 17: lengths += repeatElement(0, count: bits.take(3) + 3)
      default: lengths += repeatElement(0, count: bits.take(7) + 11)
      }
    }
    return lengths.count == count ? lengths : nil
  }

  /// Literals, and copies of what came out before (section 3.2.5).
  private mutating func block(_ literals: HuffmanCode, _ distances: HuffmanCode) -> End? {
    while true {
      guard let symbol = literals.symbol(&bits) else { return .malformed }
      if bits.isPastEnd { return .truncated }
      if symbol < 256 {
        guard output.count < limit else { return .limit }
        output.append(UInt8(symbol))
        continue
      }
      if symbol == 256 { return nil }
      if let end = copy(symbol - 257, distances) { return end }
    }
  }

  private mutating func copy(_ lengthSymbol: Int, _ distances: HuffmanCode) -> End? {
    guard lengthSymbol < Self.lengths.count else { return .malformed }
    let (base, extra) = Self.lengths[lengthSymbol]
    let length = base + bits.take(extra)
    guard let symbol = distances.symbol(&bits), symbol < Self.distances.count else {
      return .malformed
    }
    let (start, more) = Self.distances[symbol]
    let distance = start + bits.take(more)
    guard !bits.isPastEnd else { return .truncated }
    guard distance <= output.count else { return .malformed }
    let count = min(length, limit - output.count)
    // The copy may overlap what it makes.
    for index in output.count - distance..<output.count - distance + count {
      output.append(output[index])
    }
    return count < length ? .limit : nil
  }
}

extension Inflate {
  /// The order in which lengths of code lengths stand.
  fileprivate static let lengthOrder = [
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15,
  ]

  /// Base and extra bits for the symbols 257 to 285.
  fileprivate static let lengths: [(Int, Int)] =
    (0..<8).map { ($0 + 3, 0) }
    + (1...5).flatMap { bits in (4..<8).map { (($0 << bits) + 3, bits) } } + [(258, 0)]

  /// Base and extra bits for the distance symbols.
  fileprivate static let distances: [(Int, Int)] =
    (0..<4).map { ($0 + 1, 0) }
    + (1...13).flatMap { bits in (2..<4).map { (($0 << bits) + 1, bits) } }

  /// The codes of section 3.2.6.
  fileprivate static let fixedLiterals = code(
    [UInt8](repeating: 8, count: 144) + [UInt8](repeating: 9, count: 112)
      + [UInt8](repeating: 7, count: 24) + [UInt8](repeating: 8, count: 8))
  fileprivate static let fixedDistances = code([UInt8](repeating: 5, count: 30))

  private static func code(_ lengths: [UInt8]) -> HuffmanCode {
    guard let code = HuffmanCode(lengths: lengths[...]) else {
      preconditionFailure("the fixed codes are codes")
    }
    return code
  }
}
