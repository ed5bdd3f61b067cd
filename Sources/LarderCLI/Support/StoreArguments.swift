import ArgumentParser
import BrowserUI
import CacheStore
import CachedSession
import FoundationEssentials

/// The store that a command acts on.
struct StoreArgument: ParsableArguments {
  @Argument(help: "The cache: a file that a session filled.", completion: .file())
  var store: String

  @OptionGroup var secret: SecretOptions

  func open(_ access: StoreAccess) throws -> any CacheStore { try secret.open(store, access) }
}

/// Which entries a command acts on.
struct SelectionArguments: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "Which entries: a key, a URL, or filter words as in the browser.", valueName: "filter"))
  var words: [String] = []

  /// The entries for a change. Every one has to be asked for.
  func selected(all: Bool) throws -> SelectedEntries {
    // A shell makes an empty word of a variable that isn't set: that doesn't mean every entry.
    let namesNone = words.allSatisfy { $0.allSatisfy(\.isWhitespace) }
    guard !namesNone || all else {
      throw Failure(
        .usage, "Say which entries: a key, a URL, filter words, or --all for every one.")
    }
    guard namesNone || !all else {
      throw Failure(.usage, "--all is every entry: leave it out, or the words that name some.")
    }
    return try selected()
  }

  /// What to change: where one word names entries and the store finds them all by it, no list is made.
  func choice(_ filter: EntryFilter, in store: any CacheStore) async throws -> Choice {
    guard words.count == 1, let word = EntrySelector(words[0]),
      let found = try await word.all(in: store)
    else { return .matching(filter) }
    return .named(found)
  }

  /// The one word, where it is all of a key and not its beginning: 16, 32 or 64 digits.
  var wholeKey: EntrySelector? {
    guard words.count == 1, [16, 32, 64].contains(words[0].count),
      words[0].allSatisfy(\.isHexDigit)
    else { return nil }
    return EntrySelector(words[0])
  }

  /// The entries; every one when no words were given.
  func selected() throws -> SelectedEntries {
    if words.count == 1, let exact = EntrySelector(words[0]) { return .named(exact) }
    return try SelectedEntries(filter: words.joined(separator: " "))
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
  func obtain(_ question: String) throws { try Consent.obtain(question, yes: yes) }
}

/// A person's yes.
enum Consent {
  /// Asks on a terminal unless there was a yes already; refuses where nobody can answer.
  ///
  /// - Throws: `Failure` without consent.
  static func obtain(_ question: String, yes: Bool) throws {
    guard !yes else { return }
    guard Input.canAsk else {
      throw Failure(.usage, "\(question) Nobody is there to ask: say --yes to go on.")
    }
    guard Input.agrees(to: question) else {
      throw Failure(.nothingMatched, "Nothing was changed.")
    }
  }
}
