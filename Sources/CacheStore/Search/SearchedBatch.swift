public import FoundationEssentials

/// What became of some entries in a search.
public struct SearchedBatch: Sendable, Hashable {
  /// Those for which it holds.
  public var matches: [EntryReference]
  /// How many could not be read; they count as not matching.
  public var unreadable: Int
  /// How many don't match whose bodies could be looked at only in a coding that can't be undone here, such as
  /// brotli.
  public var opaque: Int

  /// Makes a batch.
  public init(matches: [EntryReference] = [], unreadable: Int = 0, opaque: Int = 0) {
    self.matches = matches
    self.unreadable = unreadable
    self.opaque = opaque
  }
}

extension CacheReader {
  /// Reads one entry after another, with its body where the search asks for that.
  public func matching(
    _ search: EntrySearch, among references: [EntryReference], now: Date
  ) async throws -> SearchedBatch {
    let matcher = SearchMatcher(search, now: now)
    var batch = SearchedBatch()
    for reference in references {
      do {
        guard let entry = try await entry(reference.id) else { continue }
        let size = search.cost == .body ? min(entry.body.size, Int64(ContentDecoding.limit)) : 0
        let body = size > 0 ? try await read(entry.body, range: 0..<size) : Data()
        if try matcher.matches(GatheredEntry(entry, body: body)) { batch.matches.append(reference) }
      } catch let error as StoreError where [.corrupt, .gone].contains(error.code) {
        batch.unreadable += 1
      }
    }
    batch.opaque = matcher.opaque
    return batch
  }
}
