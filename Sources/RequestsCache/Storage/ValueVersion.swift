/// Versions of values: they grow when a value is written anew, and tell of one that was changed in its
/// place, or removed and written again where it was.
///
/// The upper bits are the place of the value, which is a later one each time, the lower ones a digest of its
/// bytes.
enum ValueVersion {
  private static let digestBits: Int64 = 21
  private static let digests = Int64(1) << digestBits - 1
  private static let places = Int64(1) << (63 - digestBits) - 1

  /// The version of a value with these bytes.
  ///
  /// - Parameter place: its row number, or the millisecond in which its file was changed.
  static func of(place: Int64, _ bytes: UnsafeRawBufferPointer) -> Int64 {
    (place & places) << digestBits | content(bytes)
  }

  /// The part of a version that is the same wherever a value lies.
  static func content(_ bytes: UnsafeRawBufferPointer) -> Int64 {
    Int64(truncatingIfNeeded: digest(bytes)) & digests
  }

  /// Whether a version is of a value with that content.
  static func isVersion(_ version: Int64, of content: Int64) -> Bool {
    version & digests == content
  }

  /// One number of several, never negative; the same in every run.
  static func mix(_ numbers: Int64...) -> Int64 {
    Int64(numbers.reduce(seed) { mixed($0 ^ UInt64(bitPattern: $1)) } >> 1)
  }

  private static let seed: UInt64 = 0x9E37_79B9_7F4A_7C15

  /// Four digests side by side, of every fourth pair of words each: a processor works them out at the same time.
  static func digest(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    let first = mixed(seed ^ UInt64(bytes.count))
    var lanes = (first, first &+ 1, first &+ 2, first &+ 3)
    var place = 0
    while bytes.count &- place >= 64 {
      lanes.0 = folded(lanes.0, bytes, place)
      lanes.1 = folded(lanes.1, bytes, place &+ 16)
      lanes.2 = folded(lanes.2, bytes, place &+ 32)
      lanes.3 = folded(lanes.3, bytes, place &+ 48)
      place &+= 64
    }
    var state = mixed(mixed(mixed(lanes.0 ^ lanes.1) ^ lanes.2) ^ lanes.3)
    while bytes.count &- place >= 8 {
      state = mixed(state ^ word(bytes, place))
      place &+= 8
    }
    while place < bytes.count {
      state = mixed(state ^ UInt64(bytes[place]))
      place += 1
    }
    return state
  }

  @inline(__always)
  private static func word(_ bytes: UnsafeRawBufferPointer, _ place: Int) -> UInt64 {
    bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)
  }

  /// A digest with the two words from a place on.
  @inline(__always)
  private static func folded(
    _ lane: UInt64, _ bytes: UnsafeRawBufferPointer, _ place: Int
  ) -> UInt64 {
    let product = (lane ^ word(bytes, place)).multipliedFullWidth(
      by: seed ^ word(bytes, place &+ 8))
    return product.high ^ product.low
  }

  @inline(__always)
  private static func mixed(_ number: UInt64) -> UInt64 {
    let product = number &* 0xBF58_476D_1CE4_E5B9
    return product ^ (product >> 29)
  }
}
