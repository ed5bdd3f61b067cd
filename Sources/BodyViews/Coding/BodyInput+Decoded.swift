import HTTPTypes
import Unpacking

/// How much may come out of a packed body.
package enum DecodingLimits {
  /// Bytes at most.
  package static let size = 8 << 20
  /// Bytes that come out of any body, however small.
  package static let least = 1 << 20
  /// Bytes at most for each byte that is stored: more is a bomb.
  package static let ratio = 200
  /// Layers that are undone: a packed archive in a coding of its own, and one more.
  static let layers = 3
}

extension BodyInput {
  /// A coding that was undone for showing.
  package struct Unpacking: Sendable, Hashable {
    /// Such as `gzip`, or `gzip, gzip` for two layers.
    package var name: String
    /// Bytes as stored.
    package var storedSize: Int64
    /// What was wrong, or left out; nil where everything came out.
    package var fault: String?
  }

  /// The body without the content coding that is still on it, and without being a gzip file: the same where
  /// there is nothing to undo, or no way to.
  func decoded() -> BodyInput {
    guard offset == 0 else { return self }
    var result = self
    var names: [String] = []
    var fault: Packing.Fault?
    let limit = min(
      DecodingLimits.size, max(DecodingLimits.least, bytes.count * DecodingLimits.ratio))
    while names.count < DecodingLimits.layers, fault == nil,
      let packing = result.packing(isFirst: names.isEmpty),
      let unpacked = packing.unpack(result.bytes, limit: limit),
      !unpacked.bytes.isEmpty || unpacked.fault == nil
    {
      names.append(packing.rawValue)
      fault = unpacked.fault
      result.bytes = unpacked.bytes[...]
    }
    guard !names.isEmpty else { return self }
    // Where only the beginning is here, it ends early for that alone.
    let isPart = !isWhole && fault == .truncated
    result.totalSize = Int64(result.bytes.count)
    result.isCut = fault != nil && fault != .checksum
    result.unpacking = Unpacking(
      name: names.joined(separator: ", "), storedSize: totalSize,
      fault: isPart ? "only its beginning is shown" : fault?.rawValue)
    return result
  }

  /// What the bytes are packed with.
  private func packing(isFirst: Bool) -> Packing? {
    if GzipHeader(bytes) != nil { return .gzip }
    guard isFirst, encodedSize == nil, fields[.contentEncoding]?.lowercased() == "deflate" else {
      return nil
    }
    return .deflate
  }
}
