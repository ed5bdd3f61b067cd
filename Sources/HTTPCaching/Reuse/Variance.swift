public import HTTPTypes

/// Which stored response a request selects (RFC 9111 section 4.1).
public enum Variance {
  /// How a stored response's `Vary` and a request meet.
  public enum Match: Sendable, Hashable {
    /// The request selects it.
    case matches
    /// A nominated field differs.
    case differs
    /// `Vary: *` never matches.
    case star
    /// A nominated field's stored value was redacted, so nobody can tell.
    case redacted
  }

  /// The request fields that the response's `Vary` names, normalised, sorted by name; those that the
  /// request doesn't have are left out. With `Vary: *` a single field named `*`. A part of a response (206) has
  /// `part-of-response` besides: it never takes the place of a whole one.
  public static func varyFields(
    of response: HTTPResponse, request: HTTPRequest
  ) -> [CacheKeyParts.Field] {
    let part = CacheKeyParts.Field(name: CacheKeyParts.part, value: "bytes")
    let nominated = nominatedFields(of: response, request: request)
    return response.status == .partialContent ? nominated + [part] : nominated
  }

  private static func nominatedFields(
    of response: HTTPResponse, request: HTTPRequest
  ) -> [CacheKeyParts.Field] {
    guard response.headerFields.contains(.vary) else { return [] }
    let names = nominatedNames(response)
    if names.contains("*") { return [CacheKeyParts.Field(name: "*", value: "*")] }
    return names.compactMap { name in
      guard let field = HTTPField.Name(name), let value = selectingValue(field, of: request) else {
        return nil
      }
      return CacheKeyParts.Field(name: name, value: value)
    }
  }

  /// Whether the request selects the stored response.
  public static func match(_ stored: StoredResponse, _ request: HTTPRequest) -> Match {
    var match = Match.matches
    guard stored.response.headerFields.contains(.vary) else { return match }
    for line in stored.response.headerFields where line.name == .vary {
      for name in FieldValue.elements(of: line) {
        if name == "*" { return .star }
        if match == .matches { match = self.match(name, stored.request, request) }
      }
    }
    return match
  }

  /// Whether the two requests agree in the field of that name.
  static func match(
    _ name: String, _ stored: HTTPRequest, _ presented: HTTPRequest
  ) -> Match {
    // What is no field name can be in no request, so both lack it.
    guard let field = HTTPField.Name(name) else { return .matches }
    let value = normalizedValue(field, of: stored)
    if value == IgnoredParameters.mark { return .redacted }
    if value == normalizedValue(field, of: presented) { return .matches }
    return selectingValue(field, of: stored) == selectingValue(field, of: presented)
      ? .matches : .differs
  }

  /// The index of the matching response with the most recent `Date` (RFC 9111 section 4), or why none
  /// matches.
  static func select(
    _ request: HTTPRequest, among candidates: [StoredResponse], policy: CachePolicy
  ) -> (index: Int?, obstacle: Reason.Rule) {
    var best: Int?
    var obstacle = Reason.Rule.nothingStored
    for index in candidates.indices {
      guard Validation.canAnswer(candidates[index], request) else {
        if candidates[index].isPart, obstacle == .nothingStored { obstacle = .otherPart }
        continue
      }
      guard candidates[index].isFor(policy) else {
        if obstacle == .nothingStored { obstacle = .storedForOneUser }
        continue
      }
      switch match(candidates[index], request) {
      case .matches:
        best = best.map { isMoreRecent(candidates[index], candidates[$0]) ? index : $0 } ?? index
      case .star: obstacle = .varyStar
      case .redacted: obstacle = .varyRedacted
      case .differs: if obstacle != .varyStar, obstacle != .varyRedacted { obstacle = .noVariant }
      }
    }
    return (best, obstacle)
  }

  /// The names in `Vary`, in lower case, sorted, each once.
  static func nominatedNames(_ response: HTTPResponse) -> [String] {
    Set(FieldValue.list(.vary, in: response.headerFields).map { $0.lowercased() }).sorted()
  }

  /// All lines of a field as one list, in one spelling of white space; nil without the field. Neither the
  /// order of the elements nor their case is touched: both can matter.
  static func normalizedValue(_ name: HTTPField.Name, of request: HTTPRequest) -> String? {
    elements(name, of: request)?.joined(separator: ", ")
  }

  /// The same, and where the field's syntax says that other spellings mean the same, in one of them.
  static func selectingValue(_ name: HTTPField.Name, of request: HTTPRequest) -> String? {
    elements(name, of: request).map {
      NegotiationField.normalized($0, name: name.canonicalName).joined(separator: ", ")
    }
  }

  private static func elements(_ name: HTTPField.Name, of request: HTTPRequest) -> [String]? {
    var elements: [String]?
    for field in request.headerFields where field.name == name {
      elements = (elements ?? []) + FieldValue.elements(of: field)
    }
    return elements
  }

  private static func isMoreRecent(_ left: StoredResponse, _ right: StoredResponse) -> Bool {
    let (leftDate, rightDate) = (left.dateValue, right.dateValue)
    return leftDate == rightDate ? left.responseTime > right.responseTime : leftDate > rightDate
  }
}
