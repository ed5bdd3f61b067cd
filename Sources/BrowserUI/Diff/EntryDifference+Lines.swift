import CacheStore
import Canvas
package import FoundationEssentials
import HTTPCaching
import HTTPTypes

extension EntryDifference {
  /// The difference as plain text for the command line and the clipboard.
  package func text(now: Date, clock: ClockTimes) -> String {
    lines(now: now, clock: clock).map(\.plainText).joined(separator: "\n") + "\n"
  }

  /// The whole difference in lines.
  func lines(now: Date, clock: ClockTimes) -> [StyledText] {
    let text = DifferenceText(difference: self, now: now, clock: clock)
    return text.entries + [StyledText(), text.status] + text.all
  }
}

/// The parts of a difference in lines.
struct DifferenceText {
  let difference: EntryDifference
  let now: Date
  let clock: ClockTimes

  private var before: CacheEntry { difference.before }
  private var after: CacheEntry { difference.after }

  static func fact(_ name: VisibleText, _ value: VisibleText) -> StyledText {
    StyledText(" " + name.padded(to: 10), Style(.label)) + StyledText(value)
  }

  /// Which two they are.
  var entries: [StyledText] {
    [(VisibleText("- before"), before), ("+ after", after)].map { name, entry in
      let stored = clock.dayAndTime(entry.summary.stored)
      return Self.fact(name, "\(entry.summary.method) \(entry.summary.url, .url)  stored \(stored)")
    }
  }

  var status: StyledText {
    let (old, new) = (before.stored.response.status, after.stored.response.status)
    guard old != new else { return Self.fact("status", "\(Self.words(new)), unchanged") }
    return change("status", Self.words(old), Self.words(new))
  }

  /// Fields, expiry, rule and body.
  var all: [StyledText] {
    fields + [StyledText(), expiry, rule, StyledText()] + body
  }

  private var fields: [StyledText] {
    let changes = difference.fields
    guard !changes.isEmpty else { return [Self.fact("headers", "unchanged")] }
    return [Self.fact("headers", "\(FieldChange.summary(changes))")] + changes.flatMap(\.lines)
  }

  private var expiry: StyledText {
    change("expiry", moment(before.summary), moment(after.summary))
  }

  private var rule: StyledText {
    let (old, new) = (before.summary.timeline.rule.rawValue, after.summary.timeline.rule.rawValue)
    return change("rule", old, new)
  }

  private func change(_ name: VisibleText, _ old: String, _ new: String) -> StyledText {
    guard old != new else { return Self.fact(name, "unchanged: \(new)") }
    return StyledText(" " + name.padded(to: 10), Style(.label))
      + StyledText("was \(old)  ->  ") + StyledText("\(new)", Style(.changed))
  }

  private func moment(_ summary: EntrySummary) -> String {
    if summary.timeline.mustValidate { return "validated before each use" }
    guard let end = summary.timeline.freshUntil else { return "never" }
    return "\(clock.relative(end, to: now)) (\(Durations.signed(end.timeIntervalSince(now))))"
  }

  private static func words(_ status: HTTPResponse.Status) -> String {
    status.reasonPhrase.isEmpty ? "\(status.code)" : "\(status.code) \(status.reasonPhrase)"
  }

  // MARK: Body

  private var sizes: String {
    let (old, new) = (before.body.size, after.body.size)
    return old == new ? Sizes.exact(new) : "\(Sizes.exact(old)) -> \(Sizes.exact(new))"
  }

  var body: [StyledText] {
    switch difference.body {
    case nil: [Self.fact("body", "not compared: \(sizes)")]
    case .same: [Self.fact("body", "the same bytes, \(sizes)")]
    case .json(let changes, let more): json(changes, more)
    case .lines(let hunks, let removed, let added): lines(hunks, removed, added)
    case .binary(let old, let new):
      [
        Self.fact("body", "binary, \(sizes)"),
        StyledText("  - blake2b \(old)", Style(.removed)),
        StyledText("  + blake2b \(new)", Style(.added)),
      ]
    case .large(let offset):
      [Self.fact("body", "large, \(sizes)"), Self.fact("", "\(large(offset))")]
    }
  }

  private func large(_ offset: Int64?) -> String {
    offset.map { "the first byte that differs is number \(Numbers.grouped($0 + 1))" }
      ?? "one is the beginning of the other"
  }

  private func json(_ changes: [PathChange], _ more: Int) -> [StyledText] {
    guard !changes.isEmpty else {
      return [Self.fact("body", "json, the same values written differently")]
    }
    let count = Numbers.count(changes.count + more, "path", "paths")
    let width = min(32, changes.map(\.path.count).max() ?? 0)
    return [Self.fact("body", "json, \(count) changed, \(sizes)")]
      + changes.map { Self.line($0, width: width) } + Self.rest(more)
  }

  private static func line(_ change: PathChange, width: Int) -> StyledText {
    let path = VisibleText(untrusted: change.path).padded(to: width)
    switch (change.from, change.to) {
    case (nil, let to): return StyledText("  + " + path + "  \(to ?? "")", Style(.added))
    case (let from?, nil): return StyledText("  - " + path + "  \(from)", Style(.removed))
    case (let from?, let to?):
      return StyledText("  ~ " + path, Style(.changed)) + StyledText("  \(from)  ->  \(to)")
    }
  }

  private func lines(_ hunks: [LineHunk], _ removed: Int, _ added: Int) -> [StyledText] {
    let shown = hunks.reduce(0) { $0 + $1.changes }
    let head = Self.fact(
      "body", "text, \(Numbers.count(removed, "line", "lines")) removed, \(added) added, \(sizes)")
    return [head] + hunks.flatMap(Self.lines) + Self.rest(removed + added - shown)
  }

  private static func lines(_ hunk: LineHunk) -> [StyledText] {
    let head = StyledText("  line \(hunk.oldStart) -> \(hunk.newStart)", Style(.muted))
    return [head]
      + hunk.lines.map { line in
        switch line {
        case .same(let text): StyledText("    \(text, .body)", Style(.muted))
        case .removed(let text): StyledText("  - \(text, .body)", Style(.removed))
        case .added(let text): StyledText("  + \(text, .body)", Style(.added))
        }
      }
  }

  private static func rest(_ more: Int) -> [StyledText] {
    more > 0 ? [StyledText("    and \(Numbers.grouped(more)) more", Style(.muted))] : []
  }
}

extension LineHunk {
  /// Lines in it that came or went.
  var changes: Int {
    lines.count { if case .same = $0 { false } else { true } }
  }
}
