import CacheStore
import FoundationEssentials
import HTTPCaching
import HTTPTypes
import RequestsCache

/// One word that names entries exactly: a key's digits, or a whole URL.
struct EntrySelector {
  private enum Kind {
    case key(String)
    case url(String)
    /// A key that somebody's own function made.
    case ownKey(String)
  }

  private let word: String
  private let kind: Kind

  /// Digits that the beginning of a key has at least: fewer may as well be a word.
  private static let leastDigits = 8

  /// Nil when the word is neither a key nor a URL.
  init?(_ word: String) {
    self.word = word
    if word.count >= Self.leastDigits, word.allSatisfy(\.isHexDigit) {
      kind = .key(word.lowercased())
    } else if HTTPRequest(url: word) != nil {
      kind = .url(word)
    } else {
      return nil
    }
  }

  /// The entries with that key (or whose key begins so), or exactly that URL, in any of the spellings that
  /// kinds of stores have.
  var filter: EntryFilter {
    switch kind {
    case .key(let digits): .glob(.key, digits + "*")
    case .url(let url): .or(Self.spellings(of: url).map { .equals(.url, $0) })
    case .ownKey(let key): .equals(.key, key)
    }
  }

  /// The same in a store: of a URL that is there as it was written, no other spelling.
  func filter(in store: any CacheReader, now: Date) async throws -> EntryFilter {
    // Python's caches sort parameters.
    guard case .url(let url) = kind, !(store is any DirectLookup) else { return filter }
    let exact = EntryFilter.equals(.url, Self.spelling(of: url, isSorted: false))
    let query = EntryQuery(filter: exact, limit: 1, now: now)
    return try await store.browse(query).rows.isEmpty ? filter : exact
  }

  private static func spellings(of url: String) -> [String] {
    let own = [true, false].map { spelling(of: url, isSorted: $0) }
    return Set(own + [url] + RequestsCacheStore.spellings(of: url)).sorted()
  }

  /// That of sessions, or that of proxies, which leave parameters where they are.
  private static func spelling(of url: String, isSorted: Bool) -> String {
    var policy = CachePolicy()
    policy.sortsQuery = isSorted
    return CacheKey.normalizedURL(url, policy: policy)
  }

  /// What a store finds without making a list; nothing where it can't, or where there is none.
  func direct(in store: any CacheStore) async throws -> [EntrySummary] {
    guard let store = store as? any DirectLookup else { return [] }
    switch kind {
    case .key(let key), .ownKey(let key): return try await store.entries(withKey: key)
    case .url(let url): return try await store.entries(withURL: url)
    }
  }

  /// All entries that the word names, where a store finds them without making a list; nil where only the list
  /// tells, as for the beginning of a key.
  func all(in store: any CacheStore) async throws -> [EntrySummary]? {
    guard let store = store as? any DirectLookup else { return nil }
    switch kind {
    case .key(let digits), .ownKey(let digits):
      // An alias of that name is no entry of that name.
      let found = try await store.entries(withKey: digits).filter { $0.key == digits }
      return found.isEmpty ? nil : found
    case .url(let url): return try await store.allEntries(withURL: url)
    }
  }

  /// The entry that the word names: the most recently stored one, a GET before other methods.
  func find(in store: any CacheStore, now: Date) async throws -> EntrySummary? {
    if let found = try await direct(in: store).first { return found }
    let query = EntryQuery(
      filter: try await filter(in: store, now: now), sort: EntrySort(.stored, descending: true),
      limit: 100, now: now)
    let rows = try await store.browse(query).rows
    return rows.first { $0.method == "GET" } ?? rows.first
  }
}

extension EntrySelector {
  /// What is no URL and no digits names an entry by its whole key: that of somebody's own key function.
  ///
  /// - Throws: `Failure` when the word is empty, or too short for the beginning of a key.
  init(naming word: String) throws {
    if let selector = EntrySelector(word) {
      self = selector
      return
    }
    guard !word.isEmpty else { throw Failure(.usage, "Say a URL or a key; larder ls lists both.") }
    guard !word.allSatisfy(\.isHexDigit) else {
      let least = "that has \(Self.leastDigits) digits or more"
      throw Failure(.usage, "\(word) is too short for the beginning of a key: \(least).")
    }
    (self.word, kind) = (word, .ownKey(word))
  }

  /// The entry that the word names, or what is known of it.
  ///
  /// - Throws: `Failure` when there is none.
  func locate(in store: any CacheStore, now: Date) async throws -> LocatedEntry {
    guard let summary = try await find(in: store, now: now),
      let located = try await LocatedEntry(summary, in: store)
    else {
      throw Failure(
        .nothingMatched,
        "\(store.name) has no entry \(word). larder ls \(store.name) lists what it has.")
    }
    return located
  }
}
