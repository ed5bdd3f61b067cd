import Unpacking

/// What an archive holds, without unpacking it.
package struct ArchiveListing: Sendable, Hashable {
  /// A file in an archive.
  package struct Member: Sendable, Hashable {
    /// Its path as bytes of the archive; any charset, anything at all.
    package var name: [UInt8]
    /// Bytes unpacked; nil where the archive tells it only later.
    package var size: Int64?
    /// Bytes packed, where that is another number.
    package var packedSize: Int64?
  }

  /// Such as `zip`.
  package var format: String
  /// The files in order.
  package var members: [Member] = []
  /// Whether there are more that were not listed.
  package var isCut = false

  /// Members that are listed at most.
  static let limit = 5000

  /// The listing of an archive; nil when the bytes are none that is known.
  package static func of(_ bytes: ArraySlice<UInt8>, isWhole: Bool) -> ArchiveListing? {
    let reader = Bytes(bytes)
    return zipListing(reader, isWhole: isWhole) ?? tarListing(reader, isWhole: isWhole)
  }
}
