package import FoundationEssentials
import HTTPCaching
import HTTPTypes
import Unpacking

extension CacheReader {
  /// An entry's content without the coding that its bytes still have, as in stores of sessions that keep bodies
  /// as they were sent; nil where they have none, where it can't be undone to the last byte, and where that would
  /// take more memory than bodies in pieces do: 8 MiB, or 64 MiB without the coding.
  package func decodedContent(of entry: CacheEntry) async throws -> Data? {
    let body = entry.body
    let fields = entry.stored.response.headerFields
    // The length that was sent is that of the coded bytes: with another one, somebody has undone it.
    if let length = fields[.contentLength].flatMap(Int64.init), length != body.size { return nil }
    let coding = fields[.contentEncoding]?.lowercased()
    guard body.encodedSize == nil, !entry.stored.isPart,
      let packing = coding.flatMap({ Packing(coding: $0) }),
      (1...8 << 20).contains(body.size)
    else { return nil }
    let bytes = Array(try await read(body, range: 0..<body.size))
    guard let unpacked = packing.unpack(bytes[...], limit: ContentDecoding.limit),
      unpacked.fault == nil
    else { return nil }
    return Data(unpacked.bytes)
  }
}
