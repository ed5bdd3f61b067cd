import HTTPTypes

/// Which fields of a response are stored (RFC 9111 section 3.1).
enum StoredFields {
  /// All of them in their order, except those that belong to one connection or one proxy.
  static func storable(_ fields: HTTPFields) -> HTTPFields {
    var dropped = connectionFields
    for name in FieldValue.list(.connection, in: fields) {
      if let name = HTTPField.Name(name) { dropped.insert(name.canonicalName) }
    }
    guard fields.contains(where: { dropped.contains($0.name.canonicalName) }) else { return fields }
    return HTTPFields(fields.filter { !dropped.contains($0.name.canonicalName) })
  }

  /// RFC 9110 section 7.6.1 and RFC 9111 section 3.1.
  private static let connectionFields: Set<String> = [
    "connection", "keep-alive", "proxy-connection", "te", "transfer-encoding", "upgrade", "trailer",
    "proxy-authenticate", "proxy-authentication-info", "proxy-authorization",
  ]
}
