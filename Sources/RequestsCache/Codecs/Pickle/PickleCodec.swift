/// The `pickle` serializer: data only, in both directions.
///
/// Reads protocols 2 to 5 as `PickleMachine` does, the objects of 0.6 to 0.9 with them; writes
/// protocol 4 with no names, no memo and no frames, which every Python since 3.4 loads.
package struct PickleCodec: DocumentCodec {
  package init() {}

  package var name: String { "pickle" }
  package var keyText: String { "SerializerPipeline(name=pickle, n_stages=2)" }
  package var fileExtension: String { "pkl" }
  package var isText: Bool { false }

  /// Whether it begins as a pickle does and is not signed. It may be cut off.
  package func recognizes(_ bytes: UnsafeRawBufferPointer) -> Bool {
    // The length with which BSON begins may look like a pickle's first opcode.
    Self.beginsPickle(bytes) && !PickleSignature.isSigned(bytes) && !BSONCodec().recognizes(bytes)
  }

  static func beginsPickle(_ bytes: UnsafeRawBufferPointer) -> Bool {
    bytes.count >= 2 && bytes[0] == PickleOpcode.proto && (2...5).contains(bytes[1])
  }

  /// Reads one value; who reads many keeps a `PickleMachine`.
  package func decode(
    _ bytes: UnsafeRawBufferPointer, into tree: inout PlainTree
  ) throws(UndecodableValue) {
    var machine = PickleMachine()
    try machine.decode(bytes, into: &tree)
  }

  package func encode(_ value: PlainValue) throws(UnencodableValue) -> [UInt8] {
    var writer = PickleWriter()
    return try writer.document(value)
  }
}
