import CacheStore
package import Canvas
import FoundationEssentials

/// The exact list of what a dialog is about.
package struct PreviewScreen: Screen {
  private var rows: [EntrySummary]?
  private var total: Int
  private var list = ScrollingList()
  private let generation: Int

  static let limit = 5000

  init(total: Int, generation: Int) {
    self.total = total
    self.generation = generation
  }

  package var context: KeyContext { .reading }

  package mutating func keyPressed(_ key: Key, in model: inout Model) -> ScreenOutcome {
    switch key {
    case .escape, .character("q"), .character("p"), .enter: return .close
    default: break
    }
    guard let action = model.keys.action(for: key, in: context) else { return .stay }
    _ = list.move(action, count: rows?.count ?? 0, height: FullScreen.height(model.size))
    return .stay
  }

  package mutating func received(_ message: Message, in model: inout Model) -> [Effect] {
    guard case .pageLoaded(let result, generation) = message else { return [] }
    switch result {
    case .success(let page):
      rows = page.rows
      total = page.total
    case .failure(let failure): return model.say(failure.sentence, .error)
    }
    return []
  }

  package func draw(_ model: Model, into frame: inout Frame) {
    let entries = Numbers.count(total, "entry", "entries")
    let shown = rows.map { $0.count < total ? ", the first \(Numbers.grouped($0.count))" : "" }
    let body = FullScreen.draw(
      title: StyledText("Selection", Style(.bar, .bold))
        + StyledText("  \(entries)\(shown ?? ", loading")", Style(.bar)),
      trailing: "q back", hint: "nothing is done from here", model, &frame)
    let columns = ListColumns(
      width: body.columns, kind: .stacked, wanted: model.preferences.columns)
    for index in 0..<body.rows {
      guard let rows, list.top + index < rows.count else { break }
      var row = EntryRow(rows[list.top + index], model)
      row.isFocused = list.top + index == list.cursor
      row.draw(columns, body.row(index), &frame)
    }
  }
}

extension Model {
  /// Opens the list of these entries over a dialog.
  mutating func openPreview(of references: [EntryReference]) -> [Effect] {
    let generation = nextGeneration()
    let query = EntryQuery(
      filter: .ids(Set(references.map(\.id))), sort: sort, limit: PreviewScreen.limit, now: now)
    screens.append(PreviewScreen(total: references.count, generation: generation))
    return [.loadPage(query, generation: generation)]
  }
}
