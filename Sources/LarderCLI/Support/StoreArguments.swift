import ArgumentParser
import BrowserUI
import CacheStore
import CachedSession
import FoundationEssentials
import HTTPCaching
import HTTPTypes

/// The store that a command acts on.
struct StoreArgument: ParsableArguments {
  @Argument(help: "The cache: a file that a session filled.")
  var store: String

  func open(_ access: StoreAccess) throws -> any CacheStore {
    do {
      return try KnownStores.open(store, access)
    } catch let error as StoreError {
      throw Failure(error)
    }
  }
}

/// Which entries a command acts on.
struct SelectionArguments: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "Which entries: a key, a URL, or filter words as in the browser.", valueName: "filter"))
  var words: [String] = []

  /// The filter for a change. Every entry has to be asked for.
  func filter(all: Bool) throws -> EntryFilter {
    guard !words.isEmpty || all else {
      throw Failure(
        .usage, "Say which entries: a key, a URL, filter words, or --all for every one.")
    }
    return try filter()
  }

  /// The filter; every entry when no words were given.
  func filter() throws -> EntryFilter {
    if words.count == 1, let exact = EntrySelector(words[0]) { return exact.filter }
    do {
      return try EntryFilter.parse(words.joined(separator: " "))
    } catch {
      throw Failure(.usage, error.description)
    }
  }
}

/// One word that names entries exactly: a key's digits, or a whole URL.
struct EntrySelector {
  private enum Kind {
    case key(String)
    case url(String)
  }

  private let kind: Kind

  /// Nil when the word is neither a key nor a URL.
  init?(_ word: String) {
    if word.count >= 8, word.allSatisfy(\.isHexDigit) {
      kind = .key(word.lowercased())
    } else if let request = HTTPRequest(url: word) {
      kind = .url(CacheKey.make(request, policy: CachePolicy()).parts.url)
    } else {
      return nil
    }
  }

  /// The entries with that key (or whose key begins so), or exactly that URL.
  var filter: EntryFilter {
    switch kind {
    case .key(let digits): .glob(.key, digits + "*")
    case .url(let url): .equals(.url, url)
    }
  }

  /// The entry that the word names: the most recently stored one, a GET before other methods.
  func find(in store: any CacheStore, now: Date) async throws -> CacheEntry? {
    let query = EntryQuery(
      filter: filter, sort: EntrySort(.stored, descending: true), limit: 100, now: now)
    let rows = try await store.browse(query).rows
    guard let row = rows.first(where: { $0.method == "GET" }) ?? rows.first else { return nil }
    return try await store.entry(row.id)
  }
}

/// Whether a command may change the cache without asking.
struct ConsentOptions: ParsableArguments {
  @Flag(name: .shortAndLong, help: "Don't ask.")
  var yes = false

  @Flag(name: .long, help: "Say what would be done, and do nothing.")
  var dryRun = false

  @Flag(name: .long, help: "Every entry, where none are named.")
  var all = false

  /// Asks on a terminal; refuses where nobody can answer.
  ///
  /// - Throws: `Failure` without consent.
  func obtain(_ question: String) throws {
    guard !yes else { return }
    guard Output.isTerminal, Input.isTerminal else {
      throw Failure(.usage, "\(question) Nobody is there to ask: say --yes to go on.")
    }
    Output.prompt("\(question) y/n ")
    guard readLine()?.lowercased().hasPrefix("y") == true else {
      throw Failure(.nothingMatched, "Nothing was changed.")
    }
  }
}
