import Unpacking

/// Where characters begin and end, in charsets that write some of them with several bytes.
extension Charset {
  /// Bytes that begin a character of two bytes; nil for charsets without. What isn't one of them ends a
  /// character wherever it stands.
  var leadBytes: [ClosedRange<UInt8>]? {
    switch self {
    case .shiftJIS: [0x81...0x9F, 0xE0...0xFC]
    case .eucJP: [0x8E...0x8F, 0xA1...0xFE]
    case .gb18030, .big5, .eucKR: [0x81...0xFE]
    default: nil
    }
  }

  /// How many bytes at the start of a window end a character that began before it.
  func cutPrefix(_ bytes: ArraySlice<UInt8>) -> Int {
    if self == .utf8 { return UTF8Check.continuationPrefix(bytes) }
    guard leadBytes != nil else { return 0 }
    // What was before isn't here: the beginning with which the first words can be read best is the one.
    let decoder = CharsetDecoder(self)
    let faults = (0...1).map { shift in
      decoder.decode(bytes.dropFirst(shift).prefix(512)).unicodeScalars.count { $0 == "\u{FFFD}" }
    }
    return faults[1] < faults[0] ? 1 : 0
  }

  /// How many bytes at the end of a window begin a character that goes on behind it.
  func cutSuffix(_ bytes: ArraySlice<UInt8>) -> Int {
    if self == .utf8 { return UTF8Check.incompleteSuffix(bytes) }
    guard leadBytes != nil else { return bytes.count % unitSize }
    if !isBoundary(bytes.endIndex, in: bytes) { return 1 + cutFour(bytes.dropLast()) }
    return cutFour(bytes)
  }

  /// Two bytes at the end that are the first half of four: GB18030 has digits second and fourth.
  private func cutFour(_ bytes: ArraySlice<UInt8>) -> Int {
    guard self == .gb18030 else { return 0 }
    var rest = bytes
    while let last = rest.last, (0x30...0x39).contains(last),
      !isBoundary(rest.endIndex - 1, in: rest)
    {
      rest = rest.dropLast(2)
    }
    return (bytes.count - rest.count) % 4
  }

  /// Whether a character can begin at an index: an even number of bytes that begin one stands in front of it.
  func isBoundary<Bytes: BidirectionalCollection<UInt8>>(_ index: Int, in bytes: Bytes) -> Bool
  where Bytes.Index == Int {
    guard let leadBytes else { return true }
    let run = bytes[..<index].reversed().prefix { byte in leadBytes.contains { $0 ~= byte } }
    // One that 0x8F begins has three.
    let threes = self == .eucJP ? run.count { $0 == 0x8F } : 0
    return (run.count - threes) % 2 == 0
  }
}
