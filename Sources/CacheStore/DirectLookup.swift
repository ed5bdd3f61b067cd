/// A store that finds entries by what people call them without having made a list of all.
package protocol DirectLookup: CacheReader {
  /// The entries with exactly that key, and the one that the key is an alias of.
  func entries(withKey key: String) async throws -> [EntrySummary]

  /// The entries that a plain GET of a URL would find, in whatever spelling.
  func entries(withURL url: String) async throws -> [EntrySummary]
}
