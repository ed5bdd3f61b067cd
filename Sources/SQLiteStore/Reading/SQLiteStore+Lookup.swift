public import CacheStore
import Dispatch
public import FoundationEssentials
public import HTTPCaching

extension SQLiteStore {
  /// All variants stored under a key, most recent first. Runs on the caller's thread: some 10
  /// microseconds for a body of 10 KB.
  public func candidates(for key: CacheKey) async throws -> [StoredCandidate] {
    let found = try await waitingForLocks { try lookUp { try $0.candidates(for: key) } }
    markCorrupt(found.damaged)
    return found.candidates
  }

  /// Bytes of a body, a piece of 64 KiB at a time.
  public func read(_ body: BodyReference, range: Range<Int64>) async throws -> Data {
    let data = try await waitingForLocks { try lookUp { try $0.body(body, range: range) } }
    guard let data else { throw StoreError(.gone, store: path) }
    return data
  }

  /// Those of these entries for which a search holds. Bodies are read as lookups read them, from a map of
  /// the file, on a queue of their own.
  public func matching(
    _ search: EntrySearch, among references: [EntryReference], now: Date
  ) async throws -> SearchedBatch {
    try await waitingForLocks {
      try await withCheckedThrowingContinuation { continuation in
        DispatchQueue.global(qos: .userInitiated).async { [self] in
          continuation.resume(
            with: Swift.Result {
              try lookUp { try $0.matching(search, among: references, now: now) }
            })
        }
      }
    }
  }

  /// Runs a body with a connection for lookups, on this thread.
  private func lookUp<Result: Sendable>(
    _ body: @Sendable (LookupReader) throws -> Result
  ) throws -> Result {
    try StoreError.mapping(store: path) { try lookups.read(body) }
  }

  /// The rare lock that readers meet, as while another process opens or closes the log, is waited for without
  /// holding up a thread.
  private func waitingForLocks<Result: Sendable>(
    _ attempt: () async throws -> Result
  ) async throws -> Result {
    var deadline: ContinuousClock.Instant?
    while true {
      do {
        return try await attempt()
      } catch let error as StoreError where error.code == .locked {
        let end = deadline ?? .now + options.lockPatience
        deadline = end
        guard .now < end else { throw error }
        do { try await Task.sleep(for: .milliseconds(2)) } catch _ { throw error }
      }
    }
  }

  /// Notes rows that can't be decoded, so that lists can count and find them; where the file can't be
  /// written, each list finds those that it shows.
  func markCorrupt(_ rows: [EntryReference]) {
    guard !rows.isEmpty else { return }
    writer?.performLater { try $0.markCorrupt(rows) }
  }
}
