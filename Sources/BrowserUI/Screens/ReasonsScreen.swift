import CacheStore
package import Canvas

/// How many entries each rule gave its lifetime, among those of a filter; Enter makes a rule part of the
/// filter.
package struct ReasonsScreen: ListScreen {
  private let filter: Filter
  private let generation: Int
  private var rules: [FacetValue]?
  private var failure: String?
  var list = ScrollingList()

  static let limit = 100

  init(_ filter: Filter, generation: Int) {
    self.filter = filter
    self.generation = generation
  }

  package var context: KeyContext { .reading }

  package mutating func keyPressed(_ key: Key, in model: inout Model) -> ScreenOutcome {
    guard let action = model.keys.action(for: key, in: context) else { return .unhandled }
    let rules = rules ?? []
    if list.move(action, count: rules.count, height: FullScreen.height(model.size) - 1) {
      return .stay
    }
    guard action == .open else { return .unhandled }
    guard rules.indices.contains(list.cursor) else { return .stay }
    return .close(model.narrow(filter, to: rules[list.cursor].value))
  }

  package mutating func received(_ message: Message, in model: inout Model) -> [Effect] {
    guard case .valuesLoaded(let result, .rule, generation) = message else { return [] }
    switch result {
    case .success(let rules): self.rules = rules
    case .failure(let failure): self.failure = failure.sentence
    }
    return []
  }

  func lines(_ model: Model) -> (count: Int, height: Int, firstRow: Int) {
    (rules?.count ?? 0, FullScreen.height(model.size) - 1, 2)
  }

  package func draw(_ model: Model, into frame: inout Frame) {
    let total = rules?.reduce(0) { $0 + $1.count }
    let count = total.map { Numbers.count($0, "entry", "entries") } ?? "loading"
    let about = filter.text.isEmpty ? "" : " of \(filter.text)"
    let body = FullScreen.draw(
      title: StyledText("Reasons", Style(.bar, .bold))
        + StyledText("  \(count)\(about)", Style(.bar)),
      trailing: model.keys.leaving(), hint: model.keys.hint(.open, does: "filters by the rule"),
      model, &frame)
    let parts = body.split(top: 1)
    frame.write("    RULE            ENTRIES          SIZE", in: parts.top, Style(.label))
    if let failure { frame.write("  \(failure)", in: parts.rest, Style(.error)) }
    guard let rules, let total else { return }
    if rules.isEmpty { frame.write("  no entries", in: parts.rest, Style(.muted)) }
    for index in 0..<parts.rest.rows where list.top + index < rules.count {
      let row = parts.rest.row(index)
      draw(rules[list.top + index], of: total, list.top + index == list.cursor, row, &frame)
    }
  }

  private func draw(
    _ rule: FacetValue, of total: Int, _ isFocused: Bool, _ row: Rect, _ frame: inout Frame
  ) {
    let share = Double(rule.count) / Double(max(1, total))
    var line = StyledText(isFocused ? "> " : "  ", Style(.focus))
    line.append("  ")
    line.append("\(rule.value)".visible.padded(to: 14), Style(isFocused ? .selected : .normal))
    line.append("\(Numbers.grouped(rule.count))".visible.padded(to: 9, .trailing))
    line.append("\(Numbers.fixed(share * 100, places: 1))%".visible.padded(to: 7, .trailing))
    line.append("\(Sizes.short(rule.bytes))".visible.padded(to: 7, .trailing) + "  ")
    let used = frame.write(line, in: row)
    let bar = row.split(left: used).rest.split(right: 1).rest
    if bar.columns >= 8 { frame.bar(share, in: bar, Style(.chart)) }
  }
}

extension Model {
  /// Opens the histogram for a filter; nil: for the one in the bar.
  mutating func openReasons(_ filter: Filter?) -> [Effect] {
    if filter?.needsRun == true {
      return say("set a filter with limit: or one that scans first, then :reasons", .warning)
    }
    let generation = nextGeneration()
    let entries = filter?.entries(filterContext) ?? shownFilter
    return open(ReasonsScreen(filter ?? filterBar.applied, generation: generation)) + [
      .loadValues(.rule, entries, limit: ReasonsScreen.limit, generation: generation)
    ]
  }

  /// Applies a filter with a rule besides.
  mutating func narrow(_ filter: Filter, to rule: String) -> [Effect] {
    let term = rule == "corrupt" ? "is:corrupt" : "why:" + rule
    let text = filter.expression.text.isEmpty ? term : "(\(filter.expression.text)) \(term)"
    guard var narrowed = try? Filter(text, saved: savedFilters) else { return [] }
    (narrowed.sort, narrowed.limit) = (filter.sort, filter.limit)
    return setFilter(narrowed)
  }
}
