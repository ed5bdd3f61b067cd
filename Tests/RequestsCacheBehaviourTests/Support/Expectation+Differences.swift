extension Expectation {
  /// The facts in which `seen` differs, by the names they have in the vectors.
  func differences(from seen: Expectation) -> [String] {
    var names: [String] = []
    if raises != seen.raises { names.append("raises") }
    if raises == nil, seen.raises == nil { names += answerDifferences(from: seen) }
    // When the origin is asked in the background, nobody can tell before or after the answer.
    if sent + (sentInBackground ?? []) != seen.sent { names.append("sent") }
    if entries != seen.entries { names.append("stored_entries") }
    if redirects != seen.redirects { names.append("stored_redirects") }
    if let stored, stored != seen.stored { names.append("stored") }
    return names
  }

  private func answerDifferences(from seen: Expectation) -> [String] {
    let facts: [(String, Bool)] = [
      ("status", status == seen.status), ("body", body == seen.body),
      ("from_cache", isFromCache == seen.isFromCache), ("is_expired", isExpired == seen.isExpired),
      ("revalidated", isRevalidated == seen.isRevalidated),
      ("has_cache_key", isStored == seen.isStored), ("history", history == seen.history),
      ("expires_in", isAboutEqual(expiresIn, seen.expiresIn)),
    ]
    return facts.filter { !$0.1 }.map(\.0)
  }

  /// Python rounds seconds up where a request names them.
  private func isAboutEqual(_ left: Double?, _ right: Double?) -> Bool {
    guard let left, let right else { return left == right }
    return abs(left - right) <= 1
  }
}
