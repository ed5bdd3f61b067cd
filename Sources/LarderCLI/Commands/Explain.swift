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

  @Option(
    name: .customLong("what-if"),
    help: ArgumentHelp(
      "Assume something of the next request: directives, a time, a field, a setting; the store stays as it is.",
      discussion: "Several are divided by ;. Such as: \(WhatIf.examples).", valueName: "assumptions"
    ))
  var whatIf: String?

  mutating func run() async throws {
    let now = Clock.now()
    let offset = LocalTime.utcOffset
    let whatIf = try assumptions()
    let found = try await entry.find(now: now)
    let report =
      whatIf?.report(on: found.stored, now: now, utcOffset: offset)
      ?? FreshnessReport(of: found.stored, now: now)
    if json {
      Output.rawLine(
        try String(
          decoding: ExplainDocument(report, of: found, whatIf: whatIf).json(), as: UTF8.self))
    } else {
      let context = PaneContext(
        width: Output.columns, now: now, clock: ClockTimes(utcOffset: offset))
      Output.text(ExplainPane.text(report, of: found, whatIf: whatIf, in: context))
    }
  }

  private func assumptions() throws -> WhatIf? {
    guard let whatIf else { return nil }
    do throws(BrowserUI.Failure) {
      return try WhatIf(whatIf)
    } catch {
      throw Failure(.usage, "--what-if: \(error.sentence).")
    }
  }
}
