import ArgumentParser
import BrowserUI
import CacheStore
import CachedSession
import CurlTransport
import FoundationEssentials
import RequestsCache
import Synchronization

/// `larder revalidate`: asks origins whether entries still hold.
struct Revalidate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Ask origins whether entries still hold, and renew or replace them.")

  @OptionGroup var target: StoreArgument
  @OptionGroup var selection: SelectionArguments
  @OptionGroup var consent: ConsentOptions

  @Flag(name: .long, help: "Download them anew, without a condition.")
  var refetch = false

  @Option(name: .long, help: "Requests at once.")
  var concurrency = 4

  mutating func run() async throws {
    let now = Clock.now()
    let selected = try selection.selected(all: consent.all)
    let store = try target.open(consent.dryRun ? .readOnly : .readWrite)
    let (choice, references) = try await reportingStoreFaults {
      let entries = try await selected.entries(in: store, now: now)
      let choice = try await selection.choice(entries, in: store)
      return (choice, try await choice.references(in: store, now: now))
    }
    guard !references.isEmpty else { throw Failure(.nothingMatched, "Nothing matched.") }
    if consent.dryRun {
      return try await reportingStoreFaults { try await choice.list(in: store, now: now) }
    }
    try await reportingStoreFaults { try (store as? RequestsCacheStore)?.checkSecret() }
    if references.count > 50 {
      try consent.obtain("Send \(references.count) requests?")
    }
    let failures = Mutex(0)
    let run = BulkRevalidation(
      revalidator: Revalidator(store: store, transport: CurlTransport(), now: Clock.now),
      references: references, isConditional: !refetch, concurrency: max(1, concurrency))
    await run { report in
      if report.outcome.isFailure { failures.withLock { $0 += 1 } }
      Output.line(
        "\(report.outcome.text)  \(report.before?.summary.url ?? report.reference.id.rawValue)")
    }
    if failures.withLock({ $0 }) > 0 { throw Failure(.someFailed) }
  }
}
