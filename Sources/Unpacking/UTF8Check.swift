/// Whether bytes are UTF-8, and where a window of them may be cut.
package enum UTF8Check {
  /// Whether the bytes are valid UTF-8; with `isCut` the last sequence may be incomplete.
  package static func isPlausible(_ bytes: ArraySlice<UInt8>, isCut: Bool) -> Bool {
    let whole = isCut ? bytes.dropLast(incompleteSuffix(bytes)) : bytes
    return String(validating: whole, as: UTF8.self) != nil
  }

  /// How many bytes at the end begin a sequence that isn't complete.
  package static func incompleteSuffix(_ bytes: ArraySlice<UInt8>) -> Int {
    for (distance, byte) in bytes.suffix(3).reversed().enumerated() {
      let length = sequenceLength(byte)
      if length == 0 { continue }
      return length > distance + 1 ? distance + 1 : 0
    }
    return 0
  }

  /// How many bytes at the start continue a sequence that began before.
  package static func continuationPrefix(_ bytes: ArraySlice<UInt8>) -> Int {
    bytes.prefix(3).prefix { $0 & 0xC0 == 0x80 }.count
  }

  /// The length that a first byte announces; 0 for a continuation byte.
  private static func sequenceLength(_ byte: UInt8) -> Int {
    switch byte {
    case 0x80..<0xC0: 0
    case 0xC0..<0xE0: 2
    case 0xE0..<0xF0: 3
    case 0xF0..<0xF8: 4
    default: 1
    }
  }
}
