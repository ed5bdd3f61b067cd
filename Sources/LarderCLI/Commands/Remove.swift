import ArgumentParser
import BrowserUI
import CacheStore
import FoundationEssentials
import HTTPCaching

/// `larder rm`: deletes entries, to the trash unless told otherwise.
struct Remove: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rm", abstract: "Delete entries to the trash.")

  @OptionGroup var target: StoreArgument
  @OptionGroup var selection: SelectionArguments
  @OptionGroup var consent: ConsentOptions

  @Flag(name: .long, help: "Delete for good instead of to the trash.")
  var purge = false

  mutating func run() async throws {
    let verb = purge ? "Purge" : "Delete"
    try await BulkCommand(target: target, selection: selection, consent: consent, verb: verb)
      .run { [purge] store, references, now in
        try await store.delete(
          references, to: purge ? .purge : .trash, reason: "larder rm", now: now)
      }
  }
}

/// `larder expire`: makes entries stale, so that their next use validates them.
struct Expire: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Expire entries, so that their next use asks the origin.")

  @OptionGroup var target: StoreArgument
  @OptionGroup var selection: SelectionArguments
  @OptionGroup var consent: ConsentOptions

  mutating func run() async throws {
    try await BulkCommand(target: target, selection: selection, consent: consent, verb: "Expire")
      .run { store, references, now in
        try await store.setExpiration(.immediately, of: references, now: now)
      }
  }
}

/// A change of all entries that match, with consent, one line an item, and the exit status that tells
/// how it went.
struct BulkCommand {
  var target: StoreArgument
  var selection: SelectionArguments
  var consent: ConsentOptions
  var verb: String

  func run(
    _ change: (any CacheStore, [EntryReference], Date) async throws -> OperationResult
  ) async throws {
    let now = Clock.now()
    let selected = try selection.selected(all: consent.all)
    let store = try target.open(consent.dryRun ? .readOnly : .readWrite)
    try await reportingStoreFaults {
      let entries = try await selected.entries(in: store, now: now)
      let choice = try await selection.choice(entries, in: store)
      let references = try await choice.references(in: store, now: now)
      guard !references.isEmpty else { throw Failure(.nothingMatched, "Nothing matched.") }
      let rows = try await choice.rows(in: store, now: now)
      if consent.dryRun { return rows.forEach { Output.line("\($0.method) \($0.url)") } }
      try consent.obtain(
        "\(verb) \(Numbers.count(references.count, "entry", "entries")) of \(store.name)?")
      try await change(store, references, now).report(rows)
    }
  }
}

extension OperationResult.SkipReason {
  /// What a person reads.
  var sentence: String {
    switch self {
    case .changed: "a session rewrote it meanwhile."
    case .gone: "it is no longer there."
    case .alreadyThere: "the same request is stored again."
    case .corrupt: "its row is damaged; it can only be deleted."
    case .unchangeable:
      "its value has a form that larder reads and doesn't write, as those of old releases; it can be deleted."
    case .secretMissing:
      "its value is signed, and can't be changed without its secret: say --secret-file FILE, or set "
        + "LARDER_SECRET."
    }
  }
}
