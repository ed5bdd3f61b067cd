/// Counts per second over the last five minutes.
package struct LiveSeconds: Sendable, Hashable {
  /// Seconds that are kept.
  package static let span = 300

  private var slots = [LiveTally](repeating: LiveTally(), count: span)
  private var newest = 0

  /// Nothing counted.
  package init() {}

  /// Adds to a second; one that is too old is dropped.
  mutating func add(_ tally: LiveTally, at second: Int) {
    advance(to: second)
    guard second > newest - Self.span else { return }
    slots[slot(second)].add(tally)
  }

  /// The sum of that many seconds, the last of which is `second`.
  package func sum(last count: Int, until second: Int) -> LiveTally {
    sum(from: second - count + 1, through: second)
  }

  /// The last so many seconds cut into that many groups, oldest first.
  package func groups(_ count: Int, of span: Int = span, until second: Int) -> [LiveTally] {
    let start = second - span + 1
    return (0..<max(0, min(count, span))).map { group in
      sum(from: start + span * group / count, through: start + span * (group + 1) / count - 1)
    }
  }

  /// The most requests in one second.
  var busiest: Int64 { slots.map(\.requests).max() ?? 0 }

  private mutating func advance(to second: Int) {
    guard second > newest else { return }
    if second - newest >= Self.span {
      slots = [LiveTally](repeating: LiveTally(), count: Self.span)
    } else {
      for passed in (newest + 1)...second { slots[slot(passed)] = LiveTally() }
    }
    newest = second
  }

  private func sum(from first: Int, through last: Int) -> LiveTally {
    let range = (first: max(first, newest - Self.span + 1), last: min(last, newest))
    guard range.first <= range.last else { return LiveTally() }
    return (range.first...range.last).reduce(into: LiveTally()) { $0.add(slots[slot($1)]) }
  }

  private func slot(_ second: Int) -> Int {
    let rest = second % Self.span
    return rest < 0 ? rest + Self.span : rest
  }
}
