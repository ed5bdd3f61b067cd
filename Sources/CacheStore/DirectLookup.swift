/// A store that finds entries by what people call them without having made a list of all.
package protocol DirectLookup: CacheReader {
  /// The entries with exactly that key, and the one that the key is an alias of.
  func entries(withKey key: String) async throws -> [EntrySummary]

  /// The entries that a plain GET of a URL would find, in whatever spelling.
  func entries(withURL url: String) async throws -> [EntrySummary]

  /// All that GET and HEAD requests for a URL would find, and what else is stored of the same URL; nil where
  /// there is nothing of it, or only a list could tell all, as where there may be variants.
  func allEntries(withURL url: String) async throws -> [EntrySummary]?
}
