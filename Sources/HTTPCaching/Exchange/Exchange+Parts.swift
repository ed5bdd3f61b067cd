import FoundationEssentials
import HTTPTypes

/// Parts that are stored, and made into more (RFC 9111 sections 3.3 and 3.4). What is stored is one run of
/// bytes; only what a strong validator shows to be of the same representation joins it.
extension Exchange {
  /// What the origin sends, between what a candidate has before and behind it.
  public struct Joint: Sendable, Equatable {
    /// The candidate.
    public var candidate: Int
    /// The bytes of its stored body that stand before.
    public var before: Range<Int64>
    /// How many bytes the origin's content must have.
    public var count: Int64
    /// The bytes of its stored body that stand behind.
    public var after: Range<Int64>

    /// How many bytes come from the candidate.
    var storedCount: Int { before.count + after.count }
  }

  /// Bytes that are written once more to have one part instead of two.
  static let rewriteLimit = 16 << 20

  // MARK: Completing

  /// Asks for what a stored part lacks, where the client wants the whole; nil where there is no such part.
  mutating func askForRest() -> [Action]? {
    guard purpose == .answer, request.method == .get, !facts.hasRange, !facts.hasCondition,
      let index = candidates.indices.first(where: { canJoin($0) }),
      let tag = candidates[index].entityTag, let part = StoredPart(candidates[index].response),
      let rest = part.rest
    else { return nil }
    reasons = [Reason(.partStored)]
    status.forward = .partial
    var request = request
    let end = rest.upperBound == part.size ? "" : String(rest.upperBound - 1)
    request.headerFields[.range] = "bytes=\(rest.lowerBound)-\(end)"
    request.headerFields[fields: .ifRange] = [HTTPField(.ifRange, tags: [tag])]
    return send(request, .rest(index))
  }

  /// Whether the candidate is a part that others can join: one with a strong validator, for this request.
  private func canJoin(_ index: Int) -> Bool {
    let stored = candidates[index]
    guard stored.isPart, stored.isFor(policy), let tag = stored.entityTag, tag.isWellFormed else {
      return false
    }
    return !tag.isWeak && Variance.match(stored, request) == .matches
  }

  /// The parts that a whole response to this request has no use for.
  var partsOfStored: [Int] {
    guard request.method == .get else { return [] }
    return candidates.indices.filter {
      candidates[$0].isPart && Variance.match(candidates[$0], request) == .matches
    }
  }

  /// Whether that head tells of the same representation as the candidate: the strong validator is the same,
  /// and so is its coding.
  private func isSame(_ head: HTTPResponse, as index: Int) -> Bool {
    let stored = candidates[index]
    guard let tag = EntityTag(of: head.headerFields), let own = stored.entityTag else {
      return false
    }
    return own.stronglyMatches(tag)
      && stored.response.headerFields[.contentEncoding] == head.headerFields[.contentEncoding]
  }

  /// What came of asking for the rest.
  mutating func receivedRest(_ arrival: Arrival, of index: Int) -> [Action] {
    let status = arrival.head.status
    guard status == .partialContent || status == .notModified || status == .rangeNotSatisfiable
    else { return fullResponse(arrival) }
    guard let part = StoredPart(candidates[index].response), let new = StoredPart(arrival.head),
      new.size == part.size, new.range == part.rest, isSame(arrival.head, as: index)
    else {
      reasons.append(Reason(.unusablePart))
      return send(request, .plain)
    }
    reasons.append(Reason(.completed))
    let joint = joint(index, part, new)
    var whole = arrival
    whole.head = joined(index, by: arrival, as: 0..<part.size, of: part.size)
    return [.complete(joint, head: whole.head)] + fullResponse(whole)
  }

  // MARK: Storing

  /// Stores a part, with what a candidate has beside it.
  mutating func storePart(_ stored: StoredResponse, _ arrival: Arrival) -> [Action] {
    guard let new = StoredPart(arrival.head) else { return [] }
    if let index = decision?.selected, !candidates[index].isPart {
      return part(new, arrival, besideWhole: index, stored)
    }
    if purpose == .answer,
      let index = candidates.indices.first(where: { canJoin($0) && isSame(arrival.head, as: $0) }),
      let part = StoredPart(candidates[index].response), let union = part.union(new)
    {
      // All of it is there already: what is new is its head.
      guard union != part.range else { return freshenActions([index], by: arrival) }
      let joint = joint(index, part, new)
      if joint.storedCount == 0 { return store(stored, new.range, of: new.size, from: index) }
      if joint.storedCount <= Self.rewriteLimit {
        reasons.append(Reason(.combined))
        var whole = stored
        whole.response = joined(index, by: arrival, as: union, of: new.size)
        return [.surround(joint)] + store(whole, union, of: new.size, from: index)
      }
    }
    return store(stored, new.range, of: new.size, from: nil)
  }

  /// A whole response that is stored has no use for its parts; one that is outdated goes.
  private mutating func part(
    _ new: StoredPart, _ arrival: Arrival, besideWhole index: Int, _ stored: StoredResponse
  ) -> [Action] {
    let size = sizes.indices.contains(index) ? sizes[index] : nil
    if purpose == .answer, size == new.size, isSame(arrival.head, as: index) {
      return freshenActions([index], by: arrival)
    }
    guard let outdated = outdatedCandidate(arrival) else { return [] }
    return [.discard(candidate: outdated)] + store(stored, new.range, of: new.size, from: nil)
  }

  /// Stores that run of bytes: what is complete as a whole response, for which the part that it is made of
  /// goes.
  private mutating func store(
    _ stored: StoredResponse, _ range: Range<Int64>, of size: Int64, from part: Int?
  ) -> [Action] {
    var stored = stored
    stored.request.headerFields[.ifRange] = nil
    let isWhole = Int64(range.count) == size
    stored.request.headerFields[.range] =
      isWhole ? nil : "bytes=\(range.lowerBound)-\(range.upperBound - 1)"
    stored.response = PartHead.of(stored.response, range, of: size)
    return stores(stored) + (isWhole ? part.map { [.discard(candidate: $0)] } ?? [] : [])
  }

  /// The candidate's head, as the new one changes it, for that run of bytes (RFC 9111 section 3.4).
  private func joined(
    _ index: Int, by arrival: Arrival, as range: Range<Int64>, of size: Int64
  ) -> HTTPResponse {
    PartHead.of(freshened(index, by: arrival).response, range, of: size)
  }

  private func joint(_ index: Int, _ part: StoredPart, _ new: StoredPart) -> Joint {
    let start = part.range.lowerBound
    let before = max(start, min(part.range.upperBound, new.range.lowerBound)) - start
    let after = min(part.range.upperBound, max(start, new.range.upperBound)) - start
    return Joint(
      candidate: index, before: 0..<before, count: Int64(new.range.count),
      after: after..<Int64(part.range.count))
  }
}
