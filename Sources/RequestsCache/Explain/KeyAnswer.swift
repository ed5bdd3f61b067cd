package import CacheStore

/// What a cache has for a request, and where it has nothing, why.
package struct KeyAnswer: Sendable {
  /// How the entry was found.
  package enum Found: Sendable, Hashable {
    case key
    /// By the key of a URL that redirected to it.
    case alias
    /// By the key of the variant that the request asks for.
    case variant
  }

  /// A stored request that is like the wanted one.
  package struct Neighbour: Sendable {
    /// The key that it is stored under.
    package var storedKey: String
    package var method: String
    package var url: String
    /// Sentences, the most telling first.
    package var differences: [String]
  }

  /// The key, and what went into it.
  package var wanted: RequestsKey
  package var found: Found?
  /// What is there.
  package var entry: EntrySummary?
  /// Fields that `Vary` names and that are not those of the stored request: then the entry is no answer.
  package var varying: [String] = []
  /// The key of the variant that the request asks for, where `Vary` tells it from others.
  package var variantKey: String?
  /// The nearest first; none where the request was found.
  package var nearest: [Neighbour] = []

  /// A key that nothing was looked up with.
  package init(wanted: RequestsKey) { self.wanted = wanted }

  /// Whether requests-cache would find something.
  package var isFound: Bool { found != nil && varying.isEmpty }
}
