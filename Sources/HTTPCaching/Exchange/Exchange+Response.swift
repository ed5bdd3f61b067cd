import FoundationEssentials
import HTTPTypes

extension Exchange {
  /// What to do with the origin's answer.
  mutating func received(_ arrival: Arrival, to question: Question, now: Date) -> [Action] {
    switch question {
    case .bypass: return passedBy(arrival)
    case .conditional(let index) where arrival.head.status == .notModified:
      return notModified(arrival, about: index, now: now)
    case .plain where arrival.head.status == .notModified:
      return notModifiedForClient(arrival)
    case .rest(let index, let asked):
      return receivedRest(arrival, for: asked, beside: index)
    case .conditional, .plain:
      // RFC 9111 section 4.3.3: an error may be handed on, or be taken for a disconnection.
      if policy.isFailure(arrival.head.status) {
        reasons.append(Reason(.serverError, detail: String(arrival.head.status.code)))
        if let answer = bridge(now: now) { return [.abandonTransfer, answer] }
      }
      return fullResponse(arrival)
    }
  }

  /// Flow 8.
  private mutating func passedBy(_ arrival: Arrival) -> [Action] {
    guard isUnsafe, !policy.readOnly else { return [.deliver(arrival.head)] }
    // RFC 9111 section 4.4
    let urls = Invalidation.urls(request, arrival.head, policy)
    guard !urls.isEmpty else { return [.deliver(arrival.head)] }
    reasons.append(Reason(.invalidated))
    return [.invalidate(urls: urls), .deliver(arrival.head)]
  }

  /// Flow 3.
  private mutating func notModified(
    _ arrival: Arrival, about index: Int, now: Date
  ) -> [Action] {
    let updated = Validation.updated(
      by: arrival.head, to: request, selected: index, among: candidates
    ).filter { candidates[$0].isFor(policy) }
    guard let first = updated.first else {
      // RFC 9111 section 4.3.4: it updates nothing, so there is nothing to answer from.
      reasons.append(Reason(.unusableNotModified))
      return send(request, .plain)
    }
    outcome = .revalidated
    reasons.append(Reason(first == index ? .notModified : .otherVariantNotModified))
    let fresh = freshened(first, by: arrival)
    renewed = fresh
    let freshness = Freshness(fresh, policy: policy)
    noteTimeToLive(freshness, at: now)
    let answer = answer(first, with: confirmed(fresh, freshness, by: arrival.head))
    // What is removed goes after its body was read.
    let writes = freshenActions(updated, by: arrival, first: fresh)
    return writes.filter { !$0.isDiscard } + [answer] + writes.filter(\.isDiscard)
  }

  /// The renewed head. What a qualified `no-cache` names may be sent after validation (RFC 9111
  /// section 5.2.2.4); what is stored of it may be another user's in a shared cache, which sends only what
  /// came with the 304.
  private func confirmed(
    _ fresh: StoredResponse, _ freshness: Freshness, by notModified: HTTPResponse
  ) -> HTTPResponse {
    var head = fresh.response
    guard fresh.settings.isShared else { return head }
    for name in freshness.fieldsToWithhold.compactMap({ HTTPField.Name($0) })
    where !notModified.headerFields.contains(name) { head.headerFields[name] = nil }
    return head
  }

  /// A 304 to the client's own condition: passed on, and it freshens what it speaks of.
  private mutating func notModifiedForClient(_ arrival: Arrival) -> [Action] {
    guard facts.hasCondition else { return fullResponse(arrival) }
    let updated = Validation.updated(
      by: arrival.head, to: request, selected: nil, among: candidates)
    outcome = updated.isEmpty ? missOrChanged : .revalidated
    let fresh = updated.first.map { freshened($0, by: arrival) }
    if let fresh {
      reasons.append(Reason(.notModified))
      noteTimeToLive(Freshness(fresh, policy: policy), at: arrival.responseTime)
    }
    return freshenActions(updated, by: arrival, first: fresh) + [.deliver(arrival.head)]
  }

  /// Flows 1 and 4.
  mutating func fullResponse(_ arrival: Arrival) -> [Action] {
    outcome = missOrChanged
    var actions = headActions(arrival)
    status.timeToLive = nil
    if let stored = storable(arrival) {
      if stored.isPart {
        actions += storePart(stored, arrival)
      } else {
        actions += stores(stored)
        actions += partsOfStored.map { .discard(candidate: $0) }
      }
    } else if let outdated = outdatedCandidate(arrival) {
      actions.append(.discard(candidate: outdated))
    }
    return actions + [.deliver(arrival.head)]
  }

  /// Stores that response, and says so.
  mutating func stores(_ stored: StoredResponse) -> [Action] {
    let freshness = Freshness(stored, policy: policy)
    newFreshness = freshness
    noteTimeToLive(freshness, at: stored.responseTime)
    status.isStored = true
    reasons.append(Reason(.stored))
    return [.store(stored)]
  }

  /// Flow 6, without an answer.
  mutating func transferFailed(now: Date) -> [Action] {
    reasons.append(Reason(.transferFailed))
    if let answer = bridge(now: now) { return [answer] }
    outcome = .error
    return [.fail]
  }

  /// Flow 6: the stored response instead of an error (RFC 5861 section 4, RFC 9111 section 4.2.4).
  private mutating func bridge(now: Date) -> Action? {
    guard let decision, let index = decision.selected, let freshness = decision.freshness,
      decision.errorWindow > 0, -freshness.remaining(at: now) < decision.errorWindow
    else { return nil }
    reasons.append(Reason(.staleIfError, seconds: decision.errorWindow))
    outcome = .staleServed
    return storedAnswer(index, now: now)
  }

  private var missOrChanged: CacheOutcome { decision?.selected == nil ? .miss : .changed }
}

extension Exchange.Action {
  /// Whether it removes a candidate.
  var isDiscard: Bool {
    if case .discard = self { true } else { false }
  }
}
