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

  @Option(name: .long, help: "Requests at once to one host.")
  var perHost = 2

  @Option(name: .long, help: "Seconds between the starts of two requests to one host.")
  var delay = 0.0

  @Option(name: .long, help: "Send no more after so many errors.")
  var stopAfter: Int?

  func validate() throws {
    try OptionRules.atLeast(
      1, ["--concurrency": concurrency, "--per-host": perHost, "--stop-after": stopAfter])
    guard delay >= 0, delay.isFinite else {
      throw ValidationError("--delay takes seconds, such as 0.5.")
    }
  }

  mutating func run() async throws {
    let now = Clock.now()
    let selected = try selection.selected(all: consent.all)
    let store = try target.open(consent.dryRun ? .readOnly : .readWrite)
    let (rows, references) = try await reportingStoreFaults {
      let entries = try await selected.entries(in: store, now: now)
      let choice = try await selection.choice(entries, in: store)
      return try await (
        choice.rows(in: store, now: now), choice.references(in: store, now: now)
      )
    }
    guard !references.isEmpty else { throw Failure(.nothingMatched, "Nothing matched.") }
    if consent.dryRun { return plan(rows) }
    try await reportingStoreFaults { try (store as? RequestsCacheStore)?.checkSecret() }
    if references.count > 50 {
      if !consent.yes { hosts(rows).forEach(Output.complain) }
      try consent.obtain("Send \(references.count) requests?")
    }
    let run = BulkRevalidation(
      revalidator: Revalidator(store: store, transport: CurlTransport(), now: Clock.now),
      references: references, isConditional: !refetch, pace: pace)
    try await send(run, Dictionary(rows.map { ($0.id, $0.url) }) { $1 })
  }

  private var pace: RequestPace {
    RequestPace(
      concurrency: concurrency, perHost: perHost, delay: delay, stopAfterErrors: stopAfter)
  }

  /// Sends the requests, prints a line for each answer as it comes, and tells the tallies. A signal ends it in good
  /// order: what changed until then is one operation too.
  private func send(_ run: BulkRevalidation, _ urls: [EntryID: String]) async throws {
    let task = Mutex(BrowserTask(run.references, isConditional: run.isConditional))
    let asking = Task {
      await run { report in
        task.withLock { $0.take(report) }
        guard report.outcome != .cancelled else { return }
        let url = urls[report.reference.id] ?? report.reference.id.rawValue
        Output.line("\(report.outcome.text)  \(url)")
        Output.flush()
      }
    }
    let ending = Mutex<Int32?>(nil)
    let signals = EndSignals { number in
      ending.withLock { $0 = $0 ?? number }
      asking.cancel()
    }
    defer { withExtendedLifetime(signals) {} }
    await asking.value
    let done = task.withLock { $0 }
    Output.complain(done.tallyText)
    if let number = ending.withLock({ $0 }) { throw EndedBySignal(number: number) }
    if !done.failed.isEmpty { throw Failure(.someFailed) }
  }

  /// What would be sent, and at what pace.
  private func plan(_ rows: [EntrySummary]) {
    for row in rows {
      let isConditional = !refetch && row.canBeUnchanged
      let kind = isConditional ? "conditional" : "download \(Sizes.short(row.size))"
      Output.line("\(kind)  \(row.method) \(row.url)")
    }
    Output.complain("\(Numbers.count(rows.count, "request", "requests")): \(pace.words)")
    hosts(rows).forEach(Output.complain)
  }

  /// Requests per host, most first.
  private func hosts(_ rows: [EntrySummary]) -> [String] {
    Dictionary(grouping: rows) { URLParts($0.url).authority }.mapValues(\.count)
      .sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { "\(Numbers.grouped($0.value)) to \($0.key)" }
  }
}
