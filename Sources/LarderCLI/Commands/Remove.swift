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
    let filter = try selection.filter(all: consent.all)
    let store = try target.open(consent.dryRun ? .readOnly : .readWrite)
    try await reportingStoreFaults {
      let references = try await store.references(matching: filter, now: now)
      guard !references.isEmpty else { throw Failure(.nothingMatched, "Nothing matched.") }
      let urls = try await urls(of: filter, in: store, now: now)
      if consent.dryRun {
        for url in urls.values { Output.line(url) }
        return
      }
      try consent.obtain(
        "\(verb) \(Numbers.count(references.count, "entry", "entries")) of \(store.name)?")
      try report(try await change(store, references, now), urls)
    }
  }

  private func report(_ result: OperationResult, _ urls: [EntryID: String]) throws {
    for reference in result.changed { Output.line(urls[reference.id] ?? reference.id.rawValue) }
    for (reference, reason) in result.skipped {
      Output.complain(
        "\(urls[reference.id] ?? reference.id.rawValue) was left alone: \(reason.sentence)")
    }
    if !result.skipped.isEmpty { throw Failure(.someFailed) }
  }

  /// The matching entries as the lines to print.
  private func urls(
    of filter: EntryFilter, in store: any CacheStore, now: Date
  ) async throws -> [EntryID: String] {
    var query = EntryQuery(filter: filter, sort: EntrySort(.url), limit: 10_000, now: now)
    var urls: [EntryID: String] = [:]
    while true {
      let page = try await store.browse(query)
      for row in page.rows { urls[row.id] = "\(row.method) \(row.url)" }
      guard let last = page.cursors.last, page.rows.count == query.limit else { return urls }
      query.place = .after(last)
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
    case .secretMissing:
      "its value is signed, and can't be changed without its secret: say --secret-file FILE, or set "
        + "LARDER_SECRET."
    }
  }
}
