public import FoundationEssentials
public import HTTPTypes

extension CachePolicy {
  /// The request as it is stored: the values of ignored parameters and fields replaced by
  /// `IgnoredParameters.mark`, also in `Referer` and of cookies, user name and password dropped from URLs.
  public func redacted(_ request: HTTPRequest) -> HTTPRequest {
    var result = request
    if let authority = request.authority, let at = authority.utf8.lastIndex(of: UInt8(ascii: "@")) {
      result.authority = String(authority[authority.utf8.index(after: at)...])
    }
    if let path = request.path {
      let reference = RedactedReference(path, ignoring: ignoredParameters, isPath: true)
      if reference.isChanged { result.path = reference.text }
    }
    redact(&result.headerFields)
    return result
  }

  /// The response as it is stored, with what ignored names have in its request and its fields replaced by
  /// `IgnoredParameters.mark`; nil for a redirect whose `Location` has such a value, as it would lead
  /// elsewhere without.
  public func redacted(_ stored: StoredResponse) -> StoredResponse? {
    guard !ignoredParameters.names.isEmpty else { return stored }
    if stored.response.status.kind == .redirection,
      let location = stored.response.headerFields[.location],
      RedactedReference(location, ignoring: ignoredParameters).isChanged
    {
      return nil
    }
    var result = stored
    result.request = redacted(stored.request)
    redact(&result.response.headerFields)
    return result
  }

  /// The content of a request as it is stored: in forms, and in JSON at any depth, without the values of
  /// ignored names.
  public func redacted(_ body: Data, of request: HTTPRequest) -> Data {
    let redacted = RedactedBody(body, of: request, ignoring: ignoredParameters)
    return redacted.ignored.isEmpty ? body : Data(redacted.bytes)
  }

  /// What went into a key of another cache's kind as it is stored and shown; the key stays what it is.
  public func redacted(_ parts: CacheKeyParts) -> CacheKeyParts {
    var result = parts
    result.url = RedactedReference(parts.url, ignoring: ignoredParameters).text
    for index in result.matchedFields.indices {
      let field = result.matchedFields[index]
      guard let name = HTTPField.Name(field.name) else { continue }
      let redacted = redactedValue(of: HTTPField(name: name, value: field.value))
      if let redacted { result.matchedFields[index].value = redacted }
    }
    return result
  }

  private func redact(_ fields: inout HTTPFields) {
    for index in fields.indices {
      let field = fields[index]
      if let value = redactedValue(of: field), value != field.value { fields[index].value = value }
    }
  }

  /// The value as it is stored; nil for most fields, which stay as they are.
  private func redactedValue(of field: HTTPField) -> String? {
    let name = field.name.canonicalName
    if ignoredParameters.nameSet.contains(name) { return IgnoredParameters.mark }
    guard Self.namesOfStructured.contains(name) else { return nil }
    switch name {
    case "cookie": return Cookies.redacted(field.value, pairs: .max, ignoring: ignoredParameters)
    case "set-cookie": return Cookies.redacted(field.value, pairs: 1, ignoring: ignoredParameters)
    default: return RedactedReference(field.value, ignoring: ignoredParameters).text
    }
  }

  /// Fields that can have such a value inside theirs.
  private static let namesOfStructured = NameSet([
    "cookie", "set-cookie", "referer", "location", "content-location",
  ])
}

/// A URL reference as it is stored: without user name and password, and with marks for the values of
/// ignored parameters.
struct RedactedReference {
  private(set) var text: String
  private(set) var isChanged = false

  /// - Parameter isPath: whether it begins with a path, even if that has two slashes.
  init(_ reference: String, ignoring names: IgnoredParameters, isPath: Bool = false) {
    text = reference
    let bytes = Array(reference.utf8)
    let end = bytes.firstIndex(of: UInt8(ascii: "#")) ?? bytes.count
    let mark = bytes[..<end].firstIndex(of: UInt8(ascii: "?"))
    let head = bytes[..<(mark ?? end)]
    var result = isPath ? Array(head) : Self.withoutUser(head)
    isChanged = result.count != (mark ?? end)
    if let mark {
      let query = NormalizedQuery(bytes[(mark + 1)..<end], ignoring: names, isSorted: false)
      isChanged = isChanged || !query.ignored.isEmpty
      result += [UInt8(ascii: "?")] + Array(query.text.utf8)
    }
    // A fragment is for the client alone, and may have an access token: it goes with the rest.
    if isChanged { text = String(decoding: result, as: UTF8.self) }
  }

  /// The part before the query.
  private static func withoutUser(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    let slash = UInt8(ascii: "/")
    var start = bytes.startIndex
    if let colon = bytes.firstIndex(of: UInt8(ascii: ":")), !bytes[..<colon].contains(slash) {
      start = colon + 1
    }
    guard bytes[start...].starts(with: [slash, slash]) else { return Array(bytes) }
    let authority = bytes[(start + 2)...].prefix { $0 != slash }
    guard let at = authority.lastIndex(of: UInt8(ascii: "@")) else { return Array(bytes) }
    return Array(bytes[..<(start + 2)] + bytes[(at + 1)...])
  }
}

/// The pairs of `Cookie`, and the one that `Set-Cookie` begins with (RFC 6265 section 4).
enum Cookies {
  /// The field's value with marks for the values of ignored names, among the first so many pairs.
  static func redacted(
    _ value: String, pairs: Int, ignoring names: IgnoredParameters
  ) -> String {
    var parts = value.split(separator: ";", omittingEmptySubsequences: false).map(String.init)
    for index in parts.indices.prefix(pairs) {
      guard let equals = parts[index].firstIndex(of: "=") else { continue }
      let name = FieldValue.trim(parts[index][..<equals])
      guard names.contains(String(name)) else { continue }
      parts[index] = "\(parts[index][...equals])\(IgnoredParameters.mark)"
    }
    return parts.joined(separator: ";")
  }
}
