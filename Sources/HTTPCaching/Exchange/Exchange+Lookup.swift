import FoundationEssentials
import HTTPTypes

extension Exchange {
  /// Flow 8, a bypass, or the lookup that all others begin with.
  mutating func start() -> [Action] {
    guard let rule = bypassRule else {
      phase = .lookingUp
      return [.lookUp(lookupMethods)]
    }
    let isAsked = rule == .doNotCache || rule == .requestNoStore
    reasons = [Reason(rule, detail: isAsked ? nil : request.method.rawValue)]
    if let only = facts.onlyIfCached(policy) { return gatewayTimeout(only) }
    mayStore = false
    outcome = .bypass
    status.forward = rule == .method || rule == .unsafeMethod ? .method : .bypass
    return send(request, .bypass)
  }

  /// Why the request passes the cache by; nil when it doesn't.
  private var bypassRule: Reason.Rule? {
    // RFC 9111 section 4: unsafe methods are written through.
    if !policy.caches(request.method) {
      return Invalidation.isSafe(request.method) ? .method : .unsafeMethod
    }
    // What the server takes it for is not what its key says.
    if overridingMethod != nil { return isUnsafe ? .unsafeMethod : .method }
    // RFC 9111 section 4.3.2
    if facts.hasPrecondition { return .precondition }
    // RFC 9111 section 5.2.1.5 has it not stored; who says so is not asking for what is stored either.
    if facts.control.has(.noStore), facts.onlyIfCached(policy) == nil { return .requestNoStore }
    return policy.excludes(request, perRequest: perRequest) ? .doNotCache : nil
  }

  /// A stored GET response answers HEAD too (RFC 9111 section 4).
  private var lookupMethods: [HTTPRequest.Method] {
    guard request.method == .head, policy.caches(.get) else { return [request.method] }
    return [.get, .head]
  }

  /// Decides, and does what the decision asks for.
  mutating func found(_ stored: [StoredResponse], now: Date) -> [Action] {
    candidates = stored
    let decision = ReuseDecision.decide(
      request, facts, candidates: stored, policy: policy, perRequest: perRequest, purpose: purpose,
      now: now)
    self.decision = decision
    reasons = decision.reasons
    status.forward = decision.forward
    if let freshness = decision.freshness { noteTimeToLive(freshness, at: now) }
    switch decision.kind {
    case .useStored(let index): return [answer(index, now: now)]
    case .useWhileRevalidating(let index):
      return [answer(index, now: now), .refresh(request.renewing(stored[index]))]
    case .validate(let index, let conditional): return send(conditional, .conditional(index))
    case .forward: return askForRest() ?? send(request, .plain)
    case .unsatisfiable: return gatewayTimeout(nil)
    }
  }

  /// A fault of the store never fails a request: the origin answers.
  mutating func lookupFailed() -> [Action] {
    reasons = [Reason(.storeFault)]
    if let rule = facts.onlyIfCached(policy) { return gatewayTimeout(rule) }
    mayStore = false
    status.forward = .miss
    status.detail = "store-fault"
    return send(request, .plain)
  }

  /// Flows 2 and 5: an answer without contact with the origin.
  private mutating func answer(_ index: Int, now: Date) -> Action {
    status.isHit = true
    let isFresh = decision?.freshness.map { $0.remaining(at: now) > 0 } ?? true
    outcome = isFresh ? .hit : .staleServed
    phase = .done
    return storedAnswer(index, now: now)
  }

  /// The stored response with its age, or the 304 that the client's own condition asks for.
  mutating func storedAnswer(_ index: Int, now: Date) -> Action {
    let stored = candidates[index]
    let freshness = decision?.freshness ?? Freshness(stored, policy: policy)
    let head = AnswerHead.make(stored, freshness: freshness, now: now)
    // RFC 9111 section 4.3.2
    if facts.hasCondition, ClientCondition.isNotModified(request, stored) {
      return .answer(candidate: index, head: AnswerHead.notModified(head), body: false)
    }
    return answer(index, with: head)
  }

  /// That head with the stored content, or with the part of it that the request asks for.
  mutating func answer(_ index: Int, with head: HTTPResponse) -> Action {
    let whole = Action.answer(candidate: index, head: head, body: request.method != .head)
    guard facts.hasRange else { return whole }
    let size = sizes.indices.contains(index) ? sizes[index] : nil
    switch RangeSelection(request, candidates[index], size: size) {
    case .whole:
      reasons.append(Reason(.rangeIgnored))
      return whole
    case .part(let range, let size):
      reasons.append(Reason(.part))
      let start = StoredPart(candidates[index].response)?.range.lowerBound ?? 0
      return .answerPart(
        candidate: index, head: PartHead.partial(head, range, of: size),
        range: range.lowerBound - start..<range.upperBound - start)
    case .parts(let ranges, let size):
      reasons.append(Reason(.part))
      let (head, body) = Multipart.make(candidates[index], head, ranges, of: size)
      return .answerParts(candidate: index, head: head, body)
    case .unsatisfiable(let size):
      reasons.append(Reason(.unsatisfiableRange))
      return .answer(
        candidate: index, head: PartHead.unsatisfiable(head, size: size), body: false)
    }
  }

  /// Flow 7.
  mutating func gatewayTimeout(_ rule: Reason.Rule?) -> [Action] {
    if let rule { reasons.append(Reason(rule)) }
    outcome = .error
    phase = .done
    return [.answerGatewayTimeout]
  }

  /// RFC 9211 section 2.4: what is left of the freshness of the response that is served.
  mutating func noteTimeToLive(_ freshness: Freshness, at now: Date) {
    let remaining = freshness.remaining(at: now)
    status.timeToLive = remaining.isFinite ? remaining : nil
  }

  mutating func send(_ request: HTTPRequest, _ question: Question) -> [Action] {
    phase = .waiting(question)
    return [.send(purpose == .refetch ? pastOtherCaches(request) : request)]
  }

  /// RFC 9111 section 5.2.1.4: caches on the way are to ask the origin too.
  private func pastOtherCaches(_ request: HTTPRequest) -> HTTPRequest {
    guard !request.headerFields.contains(.cacheControl) else { return request }
    var request = request
    request.headerFields[.cacheControl] = "no-cache"
    return request
  }
}
