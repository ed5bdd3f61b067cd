import ArgumentParser
import BrowserUI
import CacheStore
import FoundationEssentials

/// `larder diff`: how two entries, or two versions of one, differ.
struct Difference: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Show how two entries, or an entry and its former version, differ.")

  @OptionGroup var target: StoreArgument

  @Argument(help: ArgumentHelp("A key, or the beginning of one, or a URL.", valueName: "key|url"))
  var before: String

  @Argument(help: ArgumentHelp("The entry to compare it with.", valueName: "other key|url"))
  var after: String?

  @Flag(name: .long, help: "Compare the entry with what it was before it was last changed.")
  var previous = false

  @Flag(name: .long, help: "One JSON object.")
  var json = false

  func validate() throws {
    guard previous != (after != nil) else {
      throw ValidationError("Name two entries, or one and --previous.")
    }
  }

  mutating func run() async throws {
    let now = Clock.now()
    let store = try target.open(.readOnly)
    let comparison = EntryComparison(store: store)
    let difference = try await reportingStoreFaults {
      let first = try await entry(before, in: store, now: now)
      guard let after else {
        guard let found = try await comparison.compare(.former(first.summary.id)) else {
          throw Failure(.nothingMatched, "No former version of \(before) is kept.")
        }
        return found
      }
      return try await comparison.difference(first, entry(after, in: store, now: now))
    }
    if json {
      Output.rawLine(difference.json.text)
    } else {
      Output.text(difference.text(now: now, clock: LocalTime.clock))
    }
  }

  private func entry(
    _ word: String, in store: any CacheStore, now: Date
  ) async throws -> CacheEntry {
    try await EntrySelector(naming: word).locate(in: store, now: now).decoded()
  }
}
