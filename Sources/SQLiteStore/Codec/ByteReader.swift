/// A stored record can't be decoded.
struct DamagedRecord: Error {}

/// Reads what `ByteWriter` wrote, from bytes that may be anything: it never reads past the end, and
/// asks for no more memory than there are bytes.
struct ByteReader {
  private let bytes: UnsafeRawBufferPointer
  private var place = 0

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  var isAtEnd: Bool { place == bytes.count }

  /// What was not read yet.
  var rest: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: bytes[place...]) }

  mutating func skip(_ count: Int) throws(DamagedRecord) {
    guard count <= bytes.count - place else { throw DamagedRecord() }
    place += count
  }

  mutating func byte() throws(DamagedRecord) -> UInt8 {
    guard place < bytes.count else { throw DamagedRecord() }
    defer { place += 1 }
    return bytes[place]
  }

  /// A count of things of at least a byte each, so no more than there are bytes left.
  mutating func count() throws(DamagedRecord) -> Int {
    let value = try number()
    guard value <= bytes.count - place else { throw DamagedRecord() }
    return value
  }

  /// A number of at most 35 bits.
  mutating func number() throws(DamagedRecord) -> Int {
    var value = 0
    for shift in stride(from: 0, to: 35, by: 7) {
      let part = try byte()
      value |= Int(part & 0x7f) << shift
      if part < 0x80 { return value }
    }
    throw DamagedRecord()
  }

  mutating func double() throws(DamagedRecord) -> Double {
    guard bytes.count - place >= 8 else { throw DamagedRecord() }
    let pattern = bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)
    place += 8
    return Double(bitPattern: UInt64(littleEndian: pattern))
  }

  /// A block of bytes, where it lies.
  mutating func block() throws(DamagedRecord) -> UnsafeRawBufferPointer {
    let count = try count()
    defer { place += count }
    return UnsafeRawBufferPointer(rebasing: bytes[place..<(place + count)])
  }

  mutating func text() throws(DamagedRecord) -> String {
    try String(decoding: block(), as: UTF8.self)
  }

  mutating func optional<Value>(
    _ read: (inout ByteReader) throws(DamagedRecord) -> Value
  ) throws(DamagedRecord) -> Value? {
    switch try byte() {
    case 0: nil
    case 1: try read(&self)
    default: throw DamagedRecord()
    }
  }

  mutating func list<Value>(
    _ read: (inout ByteReader) throws(DamagedRecord) -> Value
  ) throws(DamagedRecord) -> [Value] {
    let count = try count()
    var values: [Value] = []
    values.reserveCapacity(min(count, 256))
    for _ in 0..<count { values.append(try read(&self)) }
    return values
  }
}
