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

  /// Asks for what a stored part lacks of what the client wants; nil where there is no such part, or where it
  /// lacks two runs of bytes: what comes of a second request could no longer undo the first one's answer.
  mutating func askForRest() -> [Action]? {
    guard purpose == .answer, request.method == .get, !facts.hasCondition,
      let index = candidates.indices.first(where: { canJoin($0) }),
      let tag = candidates[index].entityTag, let part = StoredPart(candidates[index].response),
      let asked = bytesAsked(of: part, index), let rest = part.missing(of: asked)
    else { return nil }
    reasons = [Reason(.partStored)]
    status.forward = .partial
    var request = request
    let end = rest.upperBound == part.size ? "" : String(rest.upperBound - 1)
    request.headerFields[.range] = "bytes=\(rest.lowerBound)-\(end)"
    // Who wants a part alone shall not get the whole of what is another one now.
    if !facts.hasRange {
      request.headerFields[fields: .ifRange] = [HTTPField(.ifRange, tags: [tag])]
    }
    return send(request, .rest(index, of: asked))
  }

  /// What the client wants, if it is one run of bytes of the candidate's representation.
  private func bytesAsked(of part: StoredPart, _ index: Int) -> Range<Int64>? {
    guard facts.hasRange else { return 0..<part.size }
    guard let asked = ByteRanges(request.headerFields)?.resolved(size: part.size), asked.count == 1,
      IfRange.holds(request.headerFields, candidates[index])
    else { return nil }
    return asked[0]
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
  mutating func receivedRest(
    _ arrival: Arrival, for asked: Range<Int64>, beside index: Int
  ) -> [Action] {
    let status = arrival.head.status
    guard status == .partialContent || status == .notModified || status == .rangeNotSatisfiable
    else { return fullResponse(arrival) }
    guard let part = StoredPart(candidates[index].response), let new = StoredPart(arrival.head),
      new.size == part.size, new.range == part.missing(of: asked),
      isSame(arrival.head, as: index)
    else {
      reasons.append(Reason(.unusablePart))
      return send(request, .plain)
    }
    reasons.append(Reason(.completed))
    let joint = joint(index, part.cut(to: asked), new, in: part)
    var all = arrival
    all.head = joined(index, by: arrival, as: asked, of: part.size)
    if facts.hasRange { all.head = PartHead.partial(all.head, asked, of: part.size) }
    return [.complete(joint, head: all.head)] + fullResponse(all)
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
      let joint = joint(index, part, new, in: part)
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

  /// - Parameters:
  ///   - old: the bytes that are taken of what is stored, which is `part`.
  ///   - new: what the origin sends.
  private func joint(
    _ index: Int, _ old: StoredPart, _ new: StoredPart, in part: StoredPart
  ) -> Joint {
    let (start, end) = (old.range.lowerBound, old.range.upperBound)
    let before = max(start, min(end, new.range.lowerBound))
    let after = min(end, max(start, new.range.upperBound))
    let first = part.range.lowerBound
    return Joint(
      candidate: index, before: start - first..<before - first, count: Int64(new.range.count),
      after: after - first..<end - first)
  }
}
