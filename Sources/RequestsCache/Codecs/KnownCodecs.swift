import Glibc

/// The serializers that larder reads and writes, and how to tell them from their bytes.
package enum KnownCodecs {
  /// The more certain ones first: each is asked in turn whether a value is its own.
  ///
  /// Codecs of pickles are asked before all of them.
  package static let all: [any DocumentCodec] = [
    BSONCodec(),
    JSONCodec(flavour: .json), JSONCodec(flavour: .ujson), JSONCodec(flavour: .orjson),
    YAMLCodec(),
  ]

  /// The codec with a name of requests-cache; nil for a name that isn't known.
  package static func named(_ name: String) -> (any DocumentCodec)? {
    all.first { $0.name == name }
  }

  /// The codec that a value is of, from a look at its ends.
  ///
  /// - Parameter isText: Whether the value is TEXT in SQLite, where that is known. Only it tells `orjson`
  ///   from `json`; `ujson` is told by its `\/`, which every address has.
  /// - Throws: `UndecodableValue`: `.empty`, or `.unknownFormat` for what was compressed, encrypted or
  ///   written by a serializer of one's own.
  package static func detect(
    _ bytes: UnsafeRawBufferPointer, isText: Bool? = nil
  ) throws(UndecodableValue) -> any DocumentCodec {
    guard !bytes.isEmpty else { throw UndecodableValue(.empty) }
    guard let codec = all.first(where: { $0.recognizes(bytes) }) else {
      throw UndecodableValue(.unknownFormat)
    }
    guard codec is JSONCodec else { return codec }
    if isText == false { return JSONCodec(flavour: .orjson) }
    return JSONCodec(flavour: hasEscapedSlash(bytes) ? .ujson : .json)
  }

  /// Whether `:\/\/` stands in the first or last kilobytes.
  private static func hasEscapedSlash(_ bytes: UnsafeRawBufferPointer) -> Bool {
    let mark = #":\/\/"#
    return [bytes.prefix(4096), bytes.suffix(4096)].contains { part in
      guard let start = UnsafeRawBufferPointer(rebasing: part).baseAddress else { return false }
      return stride(from: 0, through: part.count - 5, by: 1)
        .contains { memcmp(start + $0, mark, 5) == 0 }
    }
  }
}
