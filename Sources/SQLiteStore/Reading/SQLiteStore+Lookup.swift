public import CacheStore
public import FoundationEssentials
public import HTTPCaching

extension SQLiteStore {
  /// All variants stored under a key, most recent first. Runs on the caller's thread and waits for
  /// nobody: some 10 microseconds for a body of 10 KB.
  public func candidates(for key: CacheKey) async throws -> [StoredCandidate] {
    let found = try StoreError.mapping(store: path) {
      try lookups.read { try $0.candidates(for: key) }
    }
    markCorrupt(found.damaged)
    return found.candidates
  }

  /// Bytes of a body, a piece of 64 KiB at a time.
  public func read(_ body: BodyReference, range: Range<Int64>) async throws -> Data {
    let data = try StoreError.mapping(store: path) {
      try lookups.read { try $0.body(body, range: range) }
    }
    guard let data else { throw StoreError(.gone, store: path) }
    return data
  }

  /// Notes rows that can't be decoded, so that lists can count and find them; where the file can't be
  /// written, each list finds those that it shows.
  func markCorrupt(_ rows: [EntryReference]) {
    guard !rows.isEmpty else { return }
    writer?.performLater { try $0.markCorrupt(rows) }
  }
}
