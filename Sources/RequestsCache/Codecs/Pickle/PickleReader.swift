/// Reads the operands of a pickle's instructions; it never reads past the end.
struct PickleReader {
  let bytes: UnsafeRawBufferPointer
  private(set) var place = 0

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  var isAtEnd: Bool { place == bytes.count }

  @inline(__always)
  mutating func byte() throws(UndecodableValue) -> UInt8 {
    guard place < bytes.count else { throw UndecodableValue(.truncated, at: place) }
    defer { place += 1 }
    return bytes[place]
  }

  @inline(__always)
  mutating func number<Number: FixedWidthInteger & BitwiseCopyable>(
    _: Number.Type
  ) throws(UndecodableValue) -> Number {
    let range = try skip(MemoryLayout<Number>.size)
    let number = bytes.loadUnaligned(fromByteOffset: range.lowerBound, as: Number.self)
    return Number(littleEndian: number)
  }

  /// A block of as many bytes as there should be, where it lies.
  @inline(__always)
  mutating func skip(_ count: Int) throws(UndecodableValue) -> Range<Int> {
    guard count >= 0, count <= bytes.count - place else {
      throw UndecodableValue(.truncated, at: bytes.count)
    }
    defer { place += count }
    return place..<(place + count)
  }

  /// A block of 64-bit length.
  mutating func longBlock() throws(UndecodableValue) -> Range<Int> {
    let count = try number(UInt64.self)
    return try skip(Int(exactly: count) ?? .max)
  }

  /// A line, without its end.
  mutating func line() throws(UndecodableValue) -> Range<Int> {
    let start = place
    while try byte() != 0x0A {}
    return start..<(place - 1)
  }
}
