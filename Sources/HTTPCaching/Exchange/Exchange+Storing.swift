import FoundationEssentials
import HTTPTypes

extension Exchange {
  /// The response as it is to be stored; nil when it may not be (RFC 9111 section 3).
  mutating func storable(_ arrival: Arrival) -> StoredResponse? {
    guard mayStore else { return nil }
    let settings = policy.settings(for: request, perRequest: perRequest)
    let storability = Storability(
      request: request, response: arrival.head, policy: policy, settings: settings)
    guard storability.isStorable else {
      for clause in storability.obstacles {
        reasons.append(Reason(.notStorable, detail: "\(clause.name): \(clause.decidedBy)"))
      }
      return nil
    }
    var head = arrival.head
    head.headerFields = StoredFields.storable(head.headerFields)
    return StoredResponse(
      request: policy.redacted(request), response: head, requestTime: arrival.requestTime,
      responseTime: arrival.responseTime, settings: settings
    ).withoutFieldsForOneUser()
  }

  /// The candidate that a successful answer which may not be stored has made outdated.
  func outdatedCandidate(_ arrival: Arrival) -> Int? {
    guard mayWrite, mayStore, arrival.head.status.kind == .successful,
      let index = decision?.selected, candidates[index].request.method == request.method
    else { return nil }
    guard arrival.head.status == .partialContent else { return index }
    // A part may be one of the very response that is stored.
    let stored = candidates[index].response.headerFields
    return HeadComparison.tellsApart(stored, arrival.head.headerFields) ? index : nil
  }

  /// That candidate after a 304 (RFC 9111 sections 3.2 and 4.3.4). What was set by hand ends with it.
  func freshened(_ index: Int, by arrival: Arrival) -> StoredResponse {
    Validation.freshened(
      candidates[index], by: arrival.head, requestTime: arrival.requestTime,
      responseTime: arrival.responseTime,
      settings: policy.settings(for: request, perRequest: perRequest))
  }

  /// Freshens each candidate, or removes it where the new head forbids to keep it.
  ///
  /// - Parameter first: what the first of them becomes, where that is known.
  func freshenActions(
    _ indices: [Int], by arrival: Arrival, first: StoredResponse? = nil
  ) -> [Action] {
    guard mayWrite else { return [] }
    return indices.filter { candidates[$0].isFor(policy) }.compactMap { index in
      let known = index == indices.first ? first : nil
      let stored = known ?? freshened(index, by: arrival)
      guard stored.mayStay else { return .discard(candidate: index) }
      return stored.maySpeak(to: request)
        ? .freshen(candidate: index, stored.withoutFieldsForOneUser()) : nil
    }
  }

  /// What a successful HEAD response says about the stored GET responses that could have answered it, and
  /// parts of such (RFC 9111 section 4.3.5).
  mutating func headActions(_ arrival: Arrival) -> [Action] {
    guard request.method == .head, arrival.head.status == .ok, mayWrite else { return [] }
    var actions: [Action] = []
    for (index, stored) in candidates.enumerated()
    where stored.request.method == .get && stored.isFor(policy)
      && Variance.match(stored, request) == .matches
    {
      if HeadComparison.agrees(stored.response, arrival.head.headerFields, size: size(of: index)) {
        reasons.append(Reason(.headMatches))
        actions += freshenActions([index], by: arrival)
      } else {
        reasons.append(Reason(.headDiffers))
        actions.append(.discard(candidate: index))
      }
    }
    return actions
  }

  /// How many bytes the whole of a candidate has; nil where only its head may tell.
  private func size(of index: Int) -> Int64? {
    if let part = StoredPart(candidates[index].response) { return part.size }
    return sizes.indices.contains(index) ? sizes[index] : nil
  }

  /// Whether the store may change: not in a read-only session, nor for a request that says `no-store`
  /// (RFC 9111 section 5.2.1.5).
  private var mayWrite: Bool {
    !policy.readOnly && !facts.control.has(.noStore)
  }
}

extension StoredResponse {
  /// Whether its head, renewed by a 304, still lets it stay in the store (RFC 9111 section 3).
  fileprivate var mayStay: Bool {
    let control = settings.audience(in: nil).control(response.headerFields)
    if settings.usesResponseFields, control.has(.noStore), !control.has(.mustUnderstand) {
      return false
    }
    return maySpeak(to: request)
  }

  /// Whether what a 304 has told that request may be kept: to one with `Authorization` it may tell what is
  /// for one user, unless it says otherwise (RFC 9111 section 3.5).
  fileprivate func maySpeak(to request: HTTPRequest) -> Bool {
    let audience = settings.audience(in: nil)
    let control = audience.control(response.headerFields)
    return SharingClauses(request, response, control, isShared: audience.isShared).all
      .allSatisfy(\.isMet)
  }

  /// Without the fields that a qualified `private` keeps out of a shared cache (RFC 9111 section 5.2.2.7).
  fileprivate func withoutFieldsForOneUser() -> StoredResponse {
    guard settings.isShared else { return self }
    var result = self
    let names = settings.audience(in: nil).control(response.headerFields).privateFields
    for name in names {
      if let name = HTTPField.Name(name) { result.response.headerFields[name] = nil }
    }
    return result
  }
}

/// Whether two heads tell of the same representation.
enum HeadComparison {
  /// Whether a HEAD response describes the stored GET response (RFC 9111 section 4.3.5): each validator that
  /// it has is the stored one, and the length that it has is that of the stored response. What it doesn't
  /// have says nothing.
  ///
  /// - Parameter size: how many bytes the stored response has; nil where only its head may tell.
  static func agrees(_ stored: HTTPResponse, _ head: HTTPFields, size: Int64?) -> Bool {
    // The head is that of a 200, which a GET would bring now.
    guard stored.status.kind == .successful else { return false }
    let fields = stored.headerFields
    if let tag = EntityTag(of: head), !(EntityTag(of: fields)?.weaklyMatches(tag) ?? false) {
      return false
    }
    if head.contains(.lastModified), compare(.lastModified, fields, head) != true { return false }
    guard let length = head[.contentLength].map({ FieldValue.trim($0) }) else { return true }
    if let told = fields[.contentLength], stored.status != .partialContent {
      return FieldValue.trim(told) == length
    }
    return size.map { String($0) == length } ?? true
  }

  /// Whether a validator that both have is another one.
  static func tellsApart(_ stored: HTTPFields, _ head: HTTPFields) -> Bool {
    let tags = EntityTag(of: stored).flatMap { tag in
      EntityTag(of: head).map { tag.weaklyMatches($0) }
    }
    return tags == false || compare(.lastModified, stored, head) == false
  }

  /// Nil when one of them lacks the field.
  private static func compare(
    _ name: HTTPField.Name, _ left: HTTPFields, _ right: HTTPFields
  ) -> Bool? {
    guard let left = left[name], let right = right[name] else { return nil }
    return FieldValue.trim(left) == FieldValue.trim(right)
  }
}
