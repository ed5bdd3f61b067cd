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
    let named = named(by: fields)
    let places = fields.indices.filter { place in
      let name = fields[place].name.canonicalName
      return always.contains(name) || named.contains(name)
    }
    guard !places.isEmpty else { return fields }
    var result = fields
    for place in places.reversed() { result.remove(at: place) }
    return result
  }

  /// The names, in lower case, of what is not to be forwarded of these fields.
  public static func names(in fields: HTTPFields) -> Set<String> {
    always.names.union(named(by: fields))
  }

  /// What `Connection` names besides.
  private static func named(by fields: HTTPFields) -> [String] {
    FieldValue.list(.connection, in: fields).map { $0.lowercased() }
      .filter { !always.contains($0) && !never.contains($0) }
  }

  private static let always = NameSet([
    "connection", "keep-alive", "proxy-connection", "te", "transfer-encoding", "upgrade", "trailer",
    "proxy-authenticate", "proxy-authentication-info", "proxy-authorization",
  ])

  private static let never = NameSet([
    "age", "cache-control", "cdn-cache-control", "content-encoding", "content-length",
    "content-range", "content-type", "date", "etag", "expires", "host", "last-modified", "vary",
  ])
}
