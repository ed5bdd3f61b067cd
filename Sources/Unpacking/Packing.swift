/// A format around DEFLATE data.
package enum Packing: String, Sendable, Hashable {
  /// RFC 1952, one member or several.
  case gzip
  /// RFC 1950, which HTTP calls `deflate` (RFC 9110 section 8.4.1.2); many servers leave its frame out.
  case deflate

  /// The format of a content coding's name; nil for one that can't be undone here.
  package init?(coding: String) {
    switch coding {
    case "gzip", "x-gzip": self = .gzip
    case "deflate": self = .deflate
    default: return nil
    }
  }

  /// What came out of packed data.
  package struct Unpacked {
    package var bytes: [UInt8]
    /// What was wrong with it; nil for data that was whole and good.
    package var fault: Fault?
  }

  /// Why less came out than there was, or something else.
  package enum Fault: String {
    case truncated = "its data ends early"
    case malformed = "its data is damaged"
    case limit = "it unpacks to more than is shown"
    case checksum = "its check sum is another"
  }

  /// Undoes it; nil where the bytes don't begin like the format.
  package func unpack(_ bytes: ArraySlice<UInt8>, limit: Int) -> Unpacked? {
    switch self {
    case .gzip: Self.gunzip(bytes, limit: limit)
    case .deflate: Self.unzlib(bytes, limit: limit)
    }
  }

  private static func unzlib(_ bytes: ArraySlice<UInt8>, limit: Int) -> Unpacked? {
    let reader = Bytes(bytes)
    guard let head = reader.big16(0) else { return nil }
    let hasFrame = head >> 8 & 15 == 8 && head % 31 == 0 && head & 0x20 == 0
    var inflate = Inflate(bytes.dropFirst(hasFrame ? 2 : 0), limit: limit)
    let fault = Fault(inflate.run())
    // Texts that were unpacked on their way keep the field, and may begin like packed data: what leaves any
    // doubt has to be good to the last byte.
    let isWhole = fault == nil && inflate.consumed + (hasFrame ? 6 : 0) == bytes.count
    let isDoubtful = !hasFrame || UTF8Check.isPlausible(bytes.prefix(512), isCut: true)
    guard isWhole || fault == .limit || !isDoubtful else { return nil }
    return Unpacked(bytes: inflate.output, fault: fault)
  }

  private static func gunzip(_ bytes: ArraySlice<UInt8>, limit: Int) -> Unpacked? {
    guard let first = GzipHeader(bytes) else { return nil }
    var unpacked = Unpacked(bytes: [])
    var rest = bytes
    var header: GzipHeader? = first
    while let length = header?.length, unpacked.fault == nil {
      rest = rest.dropFirst(length)
      var inflate = Inflate(rest, limit: limit - unpacked.bytes.count)
      unpacked.fault = Fault(inflate.run())
      unpacked.bytes += inflate.output
      rest = rest.dropFirst(inflate.consumed)
      if unpacked.fault == nil {
        unpacked.fault = checked(inflate.output, Bytes(rest))
        rest = rest.dropFirst(8)
      }
      // Section 2.2: members follow one another; what else stands behind is padding.
      header = GzipHeader(rest)
    }
    return unpacked
  }

  /// Compares the check sum behind a member (section 2.3.1).
  private static func checked(_ output: [UInt8], _ trailer: Bytes) -> Fault? {
    guard let sum = trailer.little32(0) else { return .truncated }
    return CRC32.of(output) == UInt32(sum) ? nil : .checksum
  }
}

extension Packing.Fault {
  fileprivate init?(_ end: Inflate.End) {
    switch end {
    case .complete: return nil
    case .truncated: self = .truncated
    case .limit: self = .limit
    case .malformed: self = .malformed
    }
  }
}

/// The header of a gzip member (RFC 1952 section 2.3).
package struct GzipHeader {
  /// How many bytes it has.
  package private(set) var length = 10

  /// Nil where the bytes are none.
  package init?(_ bytes: ArraySlice<UInt8>) {
    let reader = Bytes(bytes)
    guard reader.big16(0) == 0x1F8B, reader[2] == 8, let flags = reader[3], flags & 0xE0 == 0 else {
      return nil
    }
    if flags & 4 != 0 { length += 2 + (reader.little16(length) ?? 0) }
    for flag: UInt8 in [8, 16] where flags & flag != 0 {
      length += reader.part(length, 4096).prefix { $0 != 0 }.count + 1
    }
    if flags & 2 != 0 { length += 2 }
  }
}

/// The check sum of gzip and PNG (ISO 3309).
enum CRC32 {
  private static let table: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte)) { sum, _ in sum >> 1 ^ (sum & 1 == 1 ? 0xEDB8_8320 : 0) }
  }

  static func of(_ bytes: some Sequence<UInt8>) -> UInt32 {
    ~bytes.reduce(~0) { $0 >> 8 ^ table[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] }
  }
}
