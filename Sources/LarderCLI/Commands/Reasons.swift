import ArgumentParser
import BrowserUI
import CacheStore
import FoundationEssentials

/// `larder reasons`: how many entries each rule gave its lifetime.
struct Reasons: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Count the rules that gave entries their lifetimes.")

  @OptionGroup var target: StoreArgument
  @OptionGroup var selection: SelectionArguments

  @Flag(name: .long, help: "One JSON object a line.")
  var json = false

  mutating func run() async throws {
    let selected = try selection.selected()
    let store = try target.open(.readOnly)
    let now = Clock.now()
    let rules = try await reportingStoreFaults {
      try await store.values(
        of: .rule, among: try await selected.entries(in: store, now: now), limit: 100, now: now)
    }
    guard !rules.isEmpty else { throw Failure(.nothingMatched, "Nothing matched.") }
    let total = rules.reduce(0) { $0 + $1.count }
    for rule in rules {
      if json { Output.rawLine(rule.json.text) } else { Output.line(rule.line(of: total)) }
    }
  }
}

extension FacetValue {
  /// As a line of text: rule, entries, share, bytes.
  fileprivate func line(of total: Int) -> String {
    let share = Numbers.fixed(Double(count) * 100 / Double(max(1, total)), places: 1) + "%"
    return value.padded(to: 12) + Numbers.grouped(count).padded(to: 10, right: true)
      + share.padded(to: 8, right: true) + Sizes.short(bytes).padded(to: 8, right: true)
  }

  fileprivate var json: JSONText {
    .object([
      ("rule", .string(value)), ("entries", .integer(Int64(count))), ("bytes", .integer(bytes)),
    ])
  }
}
