import HTTPTypes

/// Which fields of a response are stored (RFC 9111 section 3.1).
enum StoredFields {
  /// All of them in their order, except those that belong to one connection or one proxy.
  static func storable(_ fields: HTTPFields) -> HTTPFields { HopByHopFields.removed(from: fields) }
}
