/// The serializer `bson`: one document of MongoDB's format, in which moments are dates and bodies bytes.
package struct BSONCodec: DocumentCodec {
  package init() {}

  package var name: String { "bson" }
  package var keyText: String { "SerializerPipeline(name=bson, n_stages=2)" }
  package var fileExtension: String { "bson" }
  package var isText: Bool { false }

  /// A length that is right, a known type behind it, and a zero at the end.
  package func recognizes(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard bytes.count >= 5, bytes.last == 0 else { return false }
    let length = UInt32(littleEndian: bytes.loadUnaligned(as: UInt32.self))
    guard Int(length) == bytes.count else { return false }
    return bytes.count == 5 || BSONReader.Element(rawValue: bytes[4]) != nil
  }

  /// Object ids become texts of 24 digits, timestamps dates, undefined null, bytes of any subtype bytes.
  /// Regular expressions, decimals of 128 bits, code with a scope and the like are `malformed`.
  package func decode(
    _ bytes: UnsafeRawBufferPointer, into tree: inout PlainTree
  ) throws(UndecodableValue) {
    guard !bytes.isEmpty else { throw UndecodableValue(.empty) }
    var reader = BSONReader(bytes)
    try reader.read(into: &tree)
  }

  /// Writes as PyMongo's `bson.encode`. `created_at` and `expires`, of the response and of each in its
  /// `history`, become dates where they are texts, as Python takes nothing else.
  ///
  /// - Throws: For whole numbers beyond 64 bits, lone surrogates, names with a zero in them, and what
  ///   is no map.
  package func encode(_ value: PlainValue) throws(UnencodableValue) -> [UInt8] {
    guard case .map(var map) = value else { throw UnencodableValue("BSON has only documents") }
    try BSONDates.make(&map)
    var writer = BSONWriter()
    try writer.document(map.members.map { ($0.name, $0.value) }, depth: 0)
    return writer.output
  }
}

/// The fields of a response that BSON has as dates.
enum BSONDates {
  static func make(_ response: inout PlainMap) throws(UnencodableValue) {
    try makeOwn(&response)
    guard case .array(var hops) = response["history"] else { return }
    for index in hops.indices {
      guard case .map(var hop) = hops[index] else { continue }
      try makeOwn(&hop)
      hops[index] = .map(hop)
    }
    response["history"] = .array(hops)
  }

  private static func makeOwn(_ response: inout PlainMap) throws(UnencodableValue) {
    for name in ["created_at", "expires"] {
      guard case .text(let text) = response[name] else { continue }
      guard let milliseconds = ISOText.milliseconds(text) else {
        throw UnencodableValue("\(name) is no date")
      }
      response[name] = .date(milliseconds)
    }
  }
}
