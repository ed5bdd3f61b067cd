import ArgumentParser
import BrowserUI
import CacheStore
import FoundationEssentials
import HTTPCaching

/// `larder explain`: why an entry is fresh or stale, with the arithmetic.
struct Explain: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Explain why an entry is fresh or stale.")

  @OptionGroup var entry: EntryArguments

  @Flag(name: .long, help: "The same facts as one JSON object.")
  var json = false

  mutating func run() async throws {
    let now = Clock.now()
    let (_, found) = try await entry.find(.readOnly, now: now)
    let report = FreshnessReport(found.stored, policy: CachePolicy(), now: now)
    if json {
      Output.rawLine(try String(decoding: ExplainDocument(report, of: found).json(), as: UTF8.self))
    } else {
      let context = PaneContext(
        width: Output.columns, now: now, clock: ClockTimes(utcOffset: LocalTime.utcOffset))
      Output.text(ExplainPane.text(report, of: found, in: context))
    }
  }
}
