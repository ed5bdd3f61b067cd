public import HTTPTypes

/// Asking the origin whether a stored response still holds (RFC 9111 section 4.3).
public enum Validation {
  /// The most entity tags that a conditional request lists.
  static let tagLimit = 16

  /// The request with conditions that the stored responses' validators make (RFC 9111 section 4.3.1), or
  /// nil when the selected one has no validator.
  ///
  /// - Parameters:
  ///   - selected: the index of the response that the request selects; its tag comes first.
  ///   - candidates: all stored variants; their tags let the origin choose another one. Weak tags of those
  ///     that another request selects stay out: a text in two languages may have one for both.
  ///   - policy: the session that asks; a shared one does not ask about what is for one user.
  public static func conditionalRequest(
    for request: HTTPRequest, selected: Int, among candidates: [StoredResponse],
    policy: CachePolicy = .private
  ) -> HTTPRequest? {
    let chosen = candidates[selected]
    guard chosen.hasValidator else { return nil }
    var conditional = request
    if let tag = chosen.entityTag {
      let others = candidates.indices.filter {
        $0 != selected && canAnswer(candidates[$0], request) && candidates[$0].isFor(policy)
          && isNamed(candidates[$0], for: request)
      }
      let tags = tags(tag, others.map { candidates[$0] })
      conditional.headerFields[fields: .ifNoneMatch] = [HTTPField(.ifNoneMatch, tags: tags)]
    }
    // RFC 9110 section 8.8.4: both, where the origin gave both. The date goes back as it came.
    if let field = chosen.lastModifiedField {
      conditional.headerFields[.ifModifiedSince] = field.value
    }
    return conditional
  }

  private static func tags(_ first: EntityTag, _ others: [StoredResponse]) -> [EntityTag] {
    var tags = [first]
    for other in others {
      guard tags.count < tagLimit, let tag = other.entityTag, tag.isWellFormed,
        first.isWellFormed, !tags.contains(where: tag.weaklyMatches)
      else { continue }
      tags.append(tag)
    }
    return tags
  }

  /// Whether the tag of a variant beside the selected one is sent: a strong one is that variant's alone, also where
  /// another request selects it (RFC 9110 section 8.8.1).
  private static func isNamed(_ stored: StoredResponse, for request: HTTPRequest) -> Bool {
    guard stored.mayBeUnchanged, let tag = stored.entityTag else { return false }
    return !tag.isWeak || Variance.match(stored, request) == .matches
  }

  /// A HEAD response has no content to answer a GET with, and a part answers only who asks for it; any
  /// other stored response can answer.
  static func canAnswer(_ stored: StoredResponse, _ request: HTTPRequest) -> Bool {
    guard !stored.isPart else { return stored.part(for: request) != nil }
    return stored.request.method == request.method || request.method == .head
  }

  /// The stored responses that a 304 freshens, the one to answer from first (RFC 9111 section 4.3.4);
  /// empty when it speaks of none of them.
  ///
  /// They are among those that the request selects, and that have been asked about.
  ///
  /// - Parameters:
  ///   - request: what it answers.
  ///   - selected: the response whose validators the request carried, if it was the cache's own
  ///     condition. A 304 without any validator then speaks of that one: servers leave them out against
  ///     RFC 9110 section 15.4.5, and nothing else was asked about.
  public static func updated(
    by notModified: HTTPResponse, to request: HTTPRequest, selected: Int?,
    among candidates: [StoredResponse]
  ) -> [Int] {
    let fields = notModified.headerFields
    let possible = candidates.indices.filter {
      candidates[$0].mayBeUnchanged && Variance.match(candidates[$0], request) == .matches
    }
    if let tag = EntityTag(of: fields) {
      return byTag(tag, selected: selected, possible, candidates)
    }
    if let field = fields.first(where: { $0.name == .lastModified }) {
      return mostRecent(of: possible, candidates, preferring: selected) { candidate in
        candidate.response.headerFields.contains { $0 == field }
      }
    }
    if let selected { return [selected] }
    return possible.count == 1 && !candidates[possible[0]].hasValidator ? possible : []
  }

  /// A strong tag speaks of all that carry it, a weak one of the most recent.
  private static func byTag(
    _ tag: EntityTag, selected: Int?, _ possible: [Int], _ candidates: [StoredResponse]
  ) -> [Int] {
    guard !tag.isWeak else {
      return mostRecent(of: possible, candidates, preferring: selected) { candidate in
        candidate.entityTag.map(tag.weaklyMatches) ?? false
      }
    }
    // The cache's own condition has named the strong tags of all variants.
    let named = selected == nil ? possible : Array(candidates.indices)
    let strong = named.filter { candidates[$0].mayBeUnchanged }
      .filter { candidates[$0].entityTag.map(tag.stronglyMatches) ?? false }
    guard strong.isEmpty else {
      return strong.sorted { ($0 == selected ? 0 : 1, $0) < ($1 == selected ? 0 : 1, $1) }
    }
    // A server that marks the tag weak in one answer and strong in the next still means the one it was
    // asked about: If-None-Match compares weakly (RFC 9110 section 13.1.2).
    guard let selected, let own = candidates[selected].entityTag, own.weaklyMatches(tag) else {
      return []
    }
    return [selected]
  }

  private static func mostRecent(
    of possible: [Int], _ candidates: [StoredResponse], preferring selected: Int?,
    where matches: (StoredResponse) -> Bool
  ) -> [Int] {
    if let selected, matches(candidates[selected]) { return [selected] }
    let matching = possible.filter { matches(candidates[$0]) }
    return matching.max { candidates[$0].dateValue < candidates[$1].dateValue }.map { [$0] } ?? []
  }
}
