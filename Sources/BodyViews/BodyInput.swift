package import HTTPTypes
import Unpacking

/// A body, or a window of it, with what its viewers need to know.
package struct BodyInput: Sendable {
  /// The bytes of the window.
  package var bytes: ArraySlice<UInt8>
  /// Where the window begins in the body.
  package var offset: Int64
  /// Bytes of the whole body.
  package var totalSize: Int64
  /// The response's fields, as stored.
  package var fields: HTTPFields
  /// Bytes as the origin sent them, where a content coding was undone; nil otherwise.
  package var encodedSize: Int64?
  /// The coding that was undone for showing; nil where the bytes are as stored.
  package var unpacking: Unpacking?
  /// Whether something is missing at the end beyond what `totalSize` says.
  var isCut = false

  /// A window of a body.
  package init(
    bytes: some Sequence<UInt8>, offset: Int64 = 0, totalSize: Int64? = nil,
    fields: HTTPFields = HTTPFields(), encodedSize: Int64? = nil
  ) {
    self.bytes = ArraySlice(bytes)
    self.offset = max(0, offset)
    self.totalSize = totalSize ?? Int64(self.bytes.count)
    self.fields = fields
    self.encodedSize = encodedSize
  }

  /// Whether the window is the whole body.
  package var isWhole: Bool { offset == 0 && Int64(bytes.count) >= totalSize && !isCut }

  /// The media type of `Content-Type`.
  package var mediaType: MediaType { MediaType(fields[.contentType] ?? "") }

  /// The content coding that the bytes still have; nil when there is none or it was undone.
  package var remainingCoding: String? {
    guard encodedSize == nil, unpacking == nil,
      let coding = fields[.contentEncoding]?.lowercased()
    else { return nil }
    // Transports decode and leave the field as it was: only the bytes tell.
    switch coding {
    case "gzip", "x-gzip": return bytes.starts(with: [0x1F, 0x8B]) ? coding : nil
    case "zstd": return bytes.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) ? coding : nil
    case "identity", "": return nil
    default:
      return looksLikeText ? nil : coding
    }
  }

  /// The same, where nothing here decodes it.
  var undecodable: String? {
    remainingCoding.flatMap { Packing(coding: $0) == nil ? $0 : nil }
  }

  private var looksLikeText: Bool { UTF8Check.isPlausible(bytes.prefix(512), isCut: true) }
}

/// How much of a body a viewer is given.
package enum BodyWindow {
  /// Structured viewers (JSON, HTML, archives) take the first bytes up to here; above it, automatic
  /// choice falls on those that go by window.
  package static let structuredLimit = 2 << 20
  /// Viewers that go by window (text, hex, raw) take so many bytes at a time.
  package static let pageSize = 64 << 10

  /// The page that an offset lies in. Pages begin at multiples of the page size.
  package static func page(containing offset: Int64, of totalSize: Int64) -> Range<Int64> {
    let last = max(0, totalSize - 1)
    let start = min(max(0, offset), last) / Int64(pageSize) * Int64(pageSize)
    return start..<min(start + Int64(pageSize), max(start, totalSize))
  }
}

extension BodyInput {
  /// Whether a viewer that needs the body's first bytes, and not too many of them, can take it.
  var fitsStructured: Bool {
    offset == 0 && totalSize <= Int64(BodyWindow.structuredLimit) && remainingCoding == nil
  }
}
