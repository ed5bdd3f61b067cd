import ArgumentParser
import BrowserUI
import CacheStore
import FoundationEssentials

/// `larder trash`: what was deleted and can come back.
struct Trash: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List what was deleted and can come back, or empty the trash.")

  @OptionGroup var target: StoreArgument

  @Flag(name: .long, help: "One JSON object a line.")
  var json = false

  @Flag(name: .long, help: "Empty the trash: what is in it is gone for good.")
  var empty = false

  @Flag(name: .shortAndLong, help: "Don't ask.")
  var yes = false

  @Flag(name: .long, help: "Say what would be done, and do nothing.")
  var dryRun = false

  func validate() throws {
    try OptionRules.need("--empty", empty, ["--yes": yes, "--dry-run": dryRun])
    if !dryRun { try OptionRules.atMostOne(of: ["--empty": empty, "--json": json]) }
  }

  mutating func run() async throws {
    let store = try target.open(empty && !dryRun ? .readWrite : .readOnly)
    let count = try await reportingStoreFaults { try await store.trashCount() }
    guard count > 0 else { throw Failure(.nothingMatched, "The trash is empty.") }
    guard empty, !dryRun else { return try await reportingStoreFaults { try await list(store) } }
    let entries = Numbers.count(count, "entry", "entries")
    try Consent.obtain("Delete the \(entries) in the trash of \(store.name) for good?", yes: yes)
    let gone = try await reportingStoreFaults { try await store.emptyTrash() }
    Output.line("\(Numbers.count(gone, "entry", "entries")) gone for good")
  }

  private func list(_ store: any CacheStore) async throws {
    var pager = TrashPager()
    while let items = try await pager.next(in: store) {
      for item in items {
        if json { Output.rawLine(item.json.text) } else { Output.line(item.line) }
      }
    }
  }
}

/// `larder restore`: brings entries back from the trash.
struct Restore: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Bring entries back from the trash.",
    discussion: "Entries are named as everywhere, or by their number in larder trash: '#12'.")

  @OptionGroup var target: StoreArgument
  @OptionGroup var selection: SelectionArguments

  @Flag(name: .long, help: "Say what would be done, and do nothing.")
  var dryRun = false

  @Flag(name: .long, help: "Every entry, where none are named.")
  var all = false

  mutating func run() async throws {
    let now = Clock.now()
    let isChosen = try choice(now: now)
    let store = try target.open(dryRun ? .readOnly : .readWrite)
    try await reportingStoreFaults {
      let items = try await store.trash(where: isChosen)
      guard !items.isEmpty else { throw Failure(.nothingMatched, "Nothing in the trash matched.") }
      if dryRun { return items.forEach { Output.line($0.line) } }
      let result = try await store.restore(items.map(\.id), now: now)
      try result.report(items.map(\.summary))
    }
  }

  private func choice(now: Date) throws -> (TrashedEntry) -> Bool {
    let numbers = selection.words.compactMap { word in
      word.hasPrefix("#") ? Int64(word.dropFirst()) : nil
    }
    if !numbers.isEmpty, numbers.count == selection.words.count {
      return { numbers.contains($0.id.rawValue) }
    }
    let filter = try selection.selected(all: all).indexFilter("the trash")
    return { filter.matches($0.summary, now: now) }
  }
}

extension TrashedEntry {
  /// The entry as a line: number, when it was deleted, size, what, and why.
  fileprivate var line: String {
    "#\(id.rawValue)  \(Timestamp.text(deleted))  \(Sizes.short(summary.size).padded(to: 6, right: true))"
      + "  \(summary.method) \(summary.url)  (\(reason))"
  }

  fileprivate var json: JSONText {
    .object([
      ("number", .integer(id.rawValue)), ("deleted", JSONText(deleted)),
      ("reason", .string(reason)), ("key", .string(summary.key)),
      ("method", .string(summary.method)), ("url", .string(summary.url)),
      ("status", .integer(Int64(summary.status))), ("size", .integer(summary.size)),
    ])
  }
}
