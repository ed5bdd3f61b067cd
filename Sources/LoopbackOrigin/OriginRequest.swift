/// One request as it came over the wire.
package struct OriginRequest: Sendable, Hashable {
  /// One field line.
  package struct Field: Sendable, Hashable {
    /// The name, in the case it was sent.
    package var name: String
    /// The bytes of the value, without the white space around them.
    package var bytes: [UInt8]
    /// The value as UTF-8.
    package var value: String { String(decoding: bytes, as: UTF8.self) }
  }

  /// The method.
  package var method: String
  /// The request target: a path and query, or a whole URL when the client speaks to a proxy.
  package var target: String
  /// The fields in order, duplicates kept.
  package var fields: [Field] = []
  /// The content, its transfer coding undone.
  package var body: [UInt8] = []

  /// The values of the fields of that name, in order; names don't know case.
  package func values(_ name: String) -> [String] {
    fields.filter { $0.name.lowercased() == name.lowercased() }.map(\.value)
  }

  /// The first value of that name.
  package func value(_ name: String) -> String? { values(name).first }

  /// The target up to its query.
  package var path: String { String(target.prefix { $0 != "?" }) }
}
