package import FoundationEssentials
package import HTTPCaching

/// A cache that keeps redirects in the entry that they led to, where others have an entry for each.
package protocol RedirectsInEntries: CacheReader {
  /// The redirects in an entry, the oldest first; none when the entry is gone.
  ///
  /// - Throws: `StoreError` when it can't be read.
  func redirects(
    in reference: EntryReference
  ) async throws -> [(stored: StoredResponse, body: Data)]
}
