/// The serializers that write JSON: `json`, `ujson` and `orjson`.
///
/// Each reads what the others write, and so does this. JSON has no byte strings, so bodies are something else
/// in it, in one of three forms (`BytesForm`); decoding makes them bytes: `_content`, and `body` of `request`
/// and `_next`, of the response and of each in its `history`. One that is in none of them stays what it is.
package struct JSONCodec: DocumentCodec {
  /// Which serializer it is of.
  package enum Flavour: String, Sendable, CaseIterable {
    case json, ujson, orjson
  }

  package var flavour: Flavour

  /// How it writes byte strings, and what it assumes of a document that doesn't tell.
  package var bytesForm: BytesForm

  package init(flavour: Flavour = .json, bytesForm: BytesForm = .base64) {
    self.flavour = flavour
    self.bytesForm = bytesForm
  }

  package var name: String { flavour.rawValue }
  package var keyText: String { "SerializerPipeline(name=\(name), n_stages=2)" }
  package var fileExtension: String { "json" }
  package var isText: Bool { flavour != .orjson }

  /// An object between braces, whose first member begins with a quote. All three look the same.
  package func recognizes(_ bytes: UnsafeRawBufferPointer) -> Bool {
    let start = bytes.prefix(64).drop { Self.isBlank($0) }
    let second = start.dropFirst().first { !Self.isBlank($0) }
    return start.first == UInt8(ascii: "{")
      && (second == UInt8(ascii: "\"") || second == UInt8(ascii: "}"))
      && bytes.suffix(64).last { !Self.isBlank($0) } == UInt8(ascii: "}")
  }

  package func decode(
    _ bytes: UnsafeRawBufferPointer, into tree: inout PlainTree
  ) throws(UndecodableValue) {
    _ = try decodeFindingForm(bytes, into: &tree)
  }

  /// Decodes, and says in which form the byte strings were.
  ///
  /// Where many entries of a cache are read, the form of most that tell is the one to assume of those
  /// that don't. A cache that lived through an upgrade has both.
  package func decodeFindingForm(
    _ bytes: UnsafeRawBufferPointer, into tree: inout PlainTree
  ) throws(UndecodableValue) -> FormFinding {
    guard !bytes.isEmpty else { throw UndecodableValue(.empty) }
    var reader = JSONReader(bytes)
    try reader.read(into: &tree)
    let fields = JSONByteFields(tree, bytes)
    let found = fields.form(tree)
    try fields.makeBytes(found ?? bytesForm, &tree)
    return FormFinding(form: found ?? bytesForm, isCertain: found != nil)
  }

  /// Writes as Python's `json.dumps` with an indent of 2; `orjson` leaves other than ASCII as it is, and `ujson`
  /// has a backslash before each slash, by which it is told from `json`.
  ///
  /// Empty bytes become null in base64 and an empty text in base85. A date becomes a text. `orjson` has
  /// no numbers beyond 64 bits and no lone surrogates, and writes null for what is no finite number.
  package func encode(_ value: PlainValue) throws(UnencodableValue) -> [UInt8] {
    var writer = JSONWriter(flavour: flavour, bytesForm: bytesForm)
    try writer.write(value, depth: 0)
    return writer.output
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte)
  }
}
