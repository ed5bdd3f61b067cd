public import HTTPTypes

/// Fields that speak of one connection, not of the message (RFC 9110 section 7.6.1). A proxy forwards none of
/// them in either direction, and no cache stores them (RFC 9111 section 3.1).
public enum HopByHopFields {
  /// The fields in their order, less those of one connection: `Connection` and all that it names,
  /// `Keep-Alive`, `TE`, `Trailer`, `Transfer-Encoding`, `Upgrade`, and the `Proxy-` fields for
  /// authentication and connections.
  ///
  /// Some names stay although `Connection` lists them: caching, framing and the meaning of the content depend
  /// on them, and section 7.6.1 forbids to list what is for all recipients. No sender can so have a cache
  /// forget `no-store`.
  public static func removed(from fields: HTTPFields) -> HTTPFields {
    let dropped = names(in: fields)
    guard fields.contains(where: { dropped.contains($0.name.canonicalName) }) else { return fields }
    return HTTPFields(fields.filter { !dropped.contains($0.name.canonicalName) })
  }

  /// The names, in lower case, of what is not to be forwarded of these fields.
  public static func names(in fields: HTTPFields) -> Set<String> {
    var names = always
    for option in FieldValue.list(.connection, in: fields) {
      let name = option.lowercased()
      if !never.contains(name) { names.insert(name) }
    }
    return names
  }

  private static let always: Set<String> = [
    "connection", "keep-alive", "proxy-connection", "te", "transfer-encoding", "upgrade", "trailer",
    "proxy-authenticate", "proxy-authentication-info", "proxy-authorization",
  ]

  private static let never: Set<String> = [
    "age", "cache-control", "content-encoding", "content-length", "content-range", "content-type",
    "date", "etag", "expires", "host", "last-modified", "vary",
  ]
}
