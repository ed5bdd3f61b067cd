import FoundationEssentials

/// The code points of a text, lone surrogates among them, as Python's `str` has them.
///
/// What is neither UTF-8 nor a surrogate encoded as if it were a character counts as U+FFFD.
struct CodePoints: Sequence, IteratorProtocol {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var place = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  mutating func next() -> UInt32? {
    guard place < bytes.count else { return nil }
    let lead = bytes[place]
    let count = Self.length(lead)
    guard count > 1, count <= bytes.count - place else { return single(lead) }
    var point = UInt32(lead) & (0x7F >> UInt32(count))
    for offset in 1..<count {
      guard bytes[place + offset] & 0xC0 == 0x80 else { return single(lead) }
      point = point << 6 | UInt32(bytes[place + offset] & 0x3F)
    }
    guard point >= Self.lowest[count], point <= 0x10FFFF else { return single(lead) }
    place += count
    return point
  }

  private static let lowest: [UInt32] = [0, 0, 0x80, 0x800, 0x10000]

  private static func length(_ lead: UInt8) -> Int {
    switch lead {
    case 0xC2...0xDF: 2
    case 0xE0...0xEF: 3
    case 0xF0...0xF4: 4
    default: 1
    }
  }

  private mutating func single(_ byte: UInt8) -> UInt32 {
    place += 1
    return byte < 0x80 ? UInt32(byte) : 0xFFFD
  }

  /// Appends a code point as UTF-8; a surrogate as if it were a character.
  static func append(_ point: UInt32, to output: inout [UInt8]) {
    switch point {
    case 0..<0x80: output.append(UInt8(point))
    case 0x80..<0x800:
      output.append(0xC0 | UInt8(point >> 6))
      output.append(tail(point, 0))
    case 0x800..<0x10000:
      output.append(0xE0 | UInt8(point >> 12))
      output += [tail(point, 6), tail(point, 0)]
    default:
      output.append(0xF0 | UInt8(point >> 18 & 7))
      output += [tail(point, 12), tail(point, 6), tail(point, 0)]
    }
  }

  private static func tail(_ point: UInt32, _ shift: UInt32) -> UInt8 {
    0x80 | UInt8(point >> shift & 0x3F)
  }

  static func isSurrogate(_ point: UInt32) -> Bool { (0xD800...0xDFFF).contains(point) }

  /// Whether some bytes are UTF-8.
  static func isUTF8(_ bytes: UnsafeRawBufferPointer) -> Bool {
    (try? UTF8Span(validating: bytes.bindMemory(to: UInt8.self).span)) != nil
  }
}

extension PlainValue {
  /// Calls `body` with the bytes of a text, broken or not; nil for anything else.
  func withText<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result? {
    switch self {
    case .text(var text): text.withUTF8(body)
    case .brokenText(let bytes):
      bytes.withUnsafeBytes { body($0.bindMemory(to: UInt8.self)) }
    default: nil
    }
  }
}
