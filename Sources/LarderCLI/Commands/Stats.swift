import ArgumentParser
import BrowserUI
import CacheStore
import FoundationEssentials
import HTTPCaching

/// `larder stats`: what a cache holds and what its sessions counted.
struct Stats: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show what a cache holds and how its sessions use it.")

  @OptionGroup var target: StoreArgument

  @Flag(name: .long, help: "One JSON object; with --follow one a line.")
  var json = false

  @Flag(name: .long, help: "Go on printing what sessions count, until Ctrl-C.")
  var follow = false

  @Option(name: .long, help: "Seconds between the lines of --follow (default: 1).")
  var interval: Double?

  @Option(name: .long, help: "Lines of --follow at most.")
  var count: Int?

  func validate() throws {
    try OptionRules.need(
      "--follow", follow, ["--interval": interval != nil, "--count": count != nil])
    try OptionRules.atLeast(1, ["--count": count])
    guard interval.map({ $0 > 0 }) ?? true else {
      throw ValidationError("--interval takes seconds, such as 0.5.")
    }
  }

  mutating func run() async throws {
    let now = Clock.now()
    let store = try target.open(.readOnly)
    if follow { return try await reportingStoreFaults { try await self.follow(store) } }
    let facts = try await reportingStoreFaults {
      StatsFacts(
        totals: try await store.totals(.all, now: now),
        activity: try await store.activity(after: nil, limit: 0),
        storage: try await store.storage())
    }
    if json { Output.rawLine(facts.json.text) } else { facts.lines.forEach(Output.line) }
  }
}

/// The numbers of `larder stats`.
struct StatsFacts {
  var totals: EntryTotals
  var activity: ActivitySnapshot
  var storage: StorageFacts

  var lines: [String] {
    let counters = activity.counters
    let hits = counters.outcomes[.hit] ?? 0
    let share =
      counters.lookups > 0 ? " (\(Numbers.percent(hits, of: counters.lookups))%)" : ""
    var lines = [
      "entries      \(totals.count), \(Sizes.long(totals.bytes)) of bodies",
      "states       fresh \(totals.fresh), never expires \(totals.neverExpires), stale \(totals.stale)"
        + ", stale-while-revalidate \(totals.staleWhileRevalidate)"
        + ", validate \(totals.mustValidate), corrupt \(totals.corrupt)",
      "on disk      \(Sizes.long(storage.bytesOnDisk)), \(Sizes.long(storage.reclaimableBytes)) to reclaim",
      "lookups      \(counters.lookups), hits \(hits)\(share)",
    ]
    for outcome in CacheOutcome.allCases {
      lines.append("  \(outcome.rawValue.padded(to: 13))\(counters.outcomes[outcome] ?? 0)")
    }
    lines.append(
      "saved        \(Sizes.long(counters.bytesFromStore)) and \(Durations.latency(counters.secondsSaved))"
    )
    for host in totals.topHosts {
      let entries = Numbers.count(host.count, "entry", "entries")
      lines.append("host         \(host.name)  \(entries), \(Sizes.long(host.bytes))")
    }
    return lines
  }

  var json: JSONText {
    let counters = activity.counters
    let outcomes = CacheOutcome.allCases.map { outcome -> (String, JSONText) in
      (outcome.rawValue, .integer(counters.outcomes[outcome] ?? 0))
    }
    return .object([
      ("entries", .integer(Int64(totals.count))), ("bytes", .integer(totals.bytes)),
      ("fresh", .integer(Int64(totals.fresh))), ("never", .integer(Int64(totals.neverExpires))),
      ("stale", .integer(Int64(totals.stale))),
      ("swr", .integer(Int64(totals.staleWhileRevalidate))),
      ("validate", .integer(Int64(totals.mustValidate))),
      ("corrupt", .integer(Int64(totals.corrupt))),
      ("bytes_on_disk", .integer(storage.bytesOnDisk)),
      ("reclaimable_bytes", .integer(storage.reclaimableBytes)),
      ("lookups", .integer(counters.lookups)),
      ("outcomes", .object(outcomes)),
      ("bytes_from_store", .integer(counters.bytesFromStore)),
      ("bytes_from_origin", .integer(counters.bytesFromOrigin)),
      ("seconds_saved", .number(counters.secondsSaved)),
      ("store_writes", .integer(counters.storeWrites)),
      ("store_faults", .integer(counters.storeFaults)),
      ("collapsed", .integer(counters.collapsed)),
      (
        "hosts",
        .array(
          totals.topHosts.map { host in
            .object([
              ("name", .string(host.name)), ("entries", .integer(Int64(host.count))),
              ("bytes", .integer(host.bytes)),
            ])
          })
      ),
    ])
  }
}
