/// The serializer `yaml`: what PyYAML's `safe_dump` writes, and `safe_load` reads.
///
/// Its own reader, since entries of a cache may be hostile and come by the thousand: it has no recursion,
/// resolves nothing that it wouldn't have to, and makes no object. Of YAML 1.1 it leaves out merge keys
/// (`<<`), sets, tags of one's own and whole numbers beyond 64 bits that aren't decimal, all of which are
/// `malformed`; moments that aren't quoted stay texts.
package struct YAMLCodec: DocumentCodec {
  package init() {}

  package var name: String { "yaml" }
  package var keyText: String { "SerializerPipeline(name=yaml, n_stages=2)" }
  package var fileExtension: String { "yaml" }
  package var isText: Bool { true }

  /// A mapping whose first key is a field of a response. YAML has no other mark.
  package func recognizes(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard let line = Self.firstLine(of: bytes) else { return false }
    return Self.fields.contains { field in
      line.hasPrefix(field + ":") || line.hasPrefix("\"" + field + "\":")
        || line.hasPrefix("'" + field + "':")
    }
  }

  /// A value that was cut off may be a shorter document, as Python has it too.
  package func decode(
    _ bytes: UnsafeRawBufferPointer, into tree: inout PlainTree
  ) throws(UndecodableValue) {
    guard !bytes.isEmpty else { throw UndecodableValue(.empty) }
    var reader = try YAMLReader(bytes)
    try reader.read(into: &tree)
  }

  /// Writes blocks with sorted keys in ASCII, in lines of any length.
  package func encode(_ value: PlainValue) throws(UnencodableValue) -> [UInt8] {
    var writer = YAMLWriter()
    try writer.document(value)
    return writer.output
  }

  private static let fields = [
    "_content", "_decoded_content", "_next", "cache_key", "cookies", "created_at", "elapsed",
    "encoding", "expires", "headers", "history", "raw", "reason", "request", "status_code", "url",
  ]

  /// The first line of the head that has content, without the brace of a flow mapping.
  private static func firstLine(of bytes: UnsafeRawBufferPointer) -> Substring? {
    let head = String(decoding: bytes.prefix(512), as: UTF8.self)
    for line in head.split(whereSeparator: { $0.isNewline }) {
      let content = line.drop { $0 == "{" || $0 == " " || $0 == "\u{FEFF}" }
      let isMark = ["#", "%", "---"].contains { content.hasPrefix($0) }
      if !isMark, !content.isEmpty { return content }
    }
    return nil
  }
}
