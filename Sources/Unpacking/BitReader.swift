/// Bits of DEFLATE data, the lowest of each byte first (RFC 1951 section 3.1.1).
struct BitReader {
  private let bytes: ArraySlice<UInt8>
  private var position: Int
  private var buffer: UInt64 = 0
  private var available = 0
  /// Whether more bits were taken than there were; they read as zeros.
  private(set) var isPastEnd = false

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    position = bytes.startIndex
  }

  /// The bytes that are used up, those in part included.
  var consumed: Int { position - bytes.startIndex - available / 8 }

  /// The next bits, at most 32, without taking them; zeros beyond the end.
  mutating func peek(_ count: Int) -> Int {
    while available < count, position < bytes.endIndex {
      buffer |= UInt64(bytes[position]) << UInt64(available)
      available += 8
      position += 1
    }
    return Int(buffer & ((1 << UInt64(count)) - 1))
  }

  /// Takes bits that were peeked at.
  mutating func drop(_ count: Int) {
    isPastEnd = isPastEnd || count > available
    buffer >>= UInt64(count)
    available = max(0, available - count)
  }

  mutating func take(_ count: Int) -> Int {
    let bits = peek(count)
    drop(count)
    return bits
  }

  /// Leaves out the rest of a byte.
  mutating func alignToByte() { drop(available % 8) }

  /// Whole bytes, at a byte's start: that many, or what there is.
  mutating func takeBytes(_ count: Int) -> ArraySlice<UInt8> {
    let start = position - available / 8
    let part = bytes[start...].prefix(count)
    isPastEnd = isPastEnd || part.count < count
    (buffer, available, position) = (0, 0, part.endIndex)
    return part
  }
}
