import CacheStore
package import Canvas
import FoundationEssentials

/// The exact list of what a dialog is about. Entries that are unmarked here are left out of it when the
/// list is closed.
package struct PreviewScreen: Screen {
  private let references: [EntryReference]
  private var total: Int
  private var list = ScrollingList()
  /// The rows around the cursor, with the number of the first.
  private var rows: [EntrySummary] = []
  private var firstRow = 0
  private var isLoaded = false
  private var leftOut: Set<EntryID> = []
  private var generation: Int

  /// Rows that are asked for at once.
  private static let window = 400

  init(_ references: [EntryReference], generation: Int) {
    self.references = references
    total = references.count
    self.generation = generation
  }

  package var context: KeyContext { .reading }

  package mutating func keyPressed(_ key: Key, in model: inout Model) -> ScreenOutcome {
    if model.keys.leaves(key) { return .close(model.leaveOut(leftOut)) }
    switch key {
    case .character("p"), .enter: return .close(model.leaveOut(leftOut))
    case .character(" "):
      toggle()
      _ = list.move(.lineDown, count: total, height: height(model))
      return .stay(fetchIfNeeded(&model))
    default: break
    }
    guard let action = model.keys.action(for: key, in: context) else { return .stay }
    _ = list.move(action, count: total, height: height(model))
    return .stay(fetchIfNeeded(&model))
  }

  /// A click goes to a row; on its mark it leaves it out, or takes it back.
  package mutating func clicked(_ point: Point, in model: inout Model) -> ScreenOutcome {
    let number = list.top + point.row - 1
    guard (1...max(1, height(model))).contains(point.row), row(number) != nil else { return .stay }
    list.place(at: number, count: total, height: height(model))
    if point.column == 1 { toggle() }
    return .stay
  }

  private func height(_ model: Model) -> Int { FullScreen.height(model.size) }

  private mutating func toggle() {
    guard let row = row(list.cursor) else { return }
    if leftOut.remove(row.id) == nil { leftOut.insert(row.id) }
  }

  private func row(_ number: Int) -> EntrySummary? {
    let place = number - firstRow
    return rows.indices.contains(place) ? rows[place] : nil
  }

  private mutating func fetchIfNeeded(_ model: inout Model) -> [Effect] {
    let last = min(total, list.top + height(model)) - 1
    guard isLoaded, row(list.top) == nil || row(last) == nil, list.top < total else { return [] }
    isLoaded = false
    generation = model.nextGeneration()
    return [query(model, from: max(0, list.top - Self.window / 2))]
  }

  /// The rows from that number on, in the order of the list.
  fileprivate func query(_ model: Model, from row: Int) -> Effect {
    .loadPage(
      EntryQuery(
        filter: .ids(Set(references.map(\.id))), sort: model.sort, place: .row(row),
        limit: Self.window, now: model.now), generation: generation)
  }

  package mutating func received(_ message: Message, in model: inout Model) -> [Effect] {
    guard case .pageLoaded(let result, generation) = message else { return [] }
    isLoaded = true
    switch result {
    case .success(let page):
      (rows, firstRow, total) = (page.rows, page.firstRow, page.total)
      list.fit(count: total, height: height(model))
      return fetchIfNeeded(&model)
    case .failure(let failure): return model.say(failure.sentence, .error)
    }
  }

  package func draw(_ model: Model, into frame: inout Frame) {
    let entries = Numbers.count(total, "entry", "entries")
    let left = leftOut.isEmpty ? "" : ", \(Numbers.grouped(leftOut.count)) left out"
    let loading = isLoaded ? "" : ", loading"
    let body = FullScreen.draw(
      title: StyledText("Selection", Style(.bar, .bold))
        + StyledText("  \(entries)\(left)\(loading)", Style(.bar)),
      trailing: model.keys.leaving(),
      hint: "Space leaves out, or takes back   nothing is done from here", model, &frame)
    let columns = ListColumns(
      width: body.columns, kind: .stacked, wanted: model.preferences.columns)
    for index in 0..<body.rows {
      guard let entry = row(list.top + index) else { continue }
      var row = EntryRow(entry, model)
      row.isFocused = list.top + index == list.cursor
      row.isMarked = !leftOut.contains(entry.id)
      row.draw(columns, body.row(index), &frame)
    }
  }
}

extension Model {
  /// Opens the list of these entries over a dialog.
  mutating func openPreview(of references: [EntryReference]) -> [Effect] {
    let screen = PreviewScreen(references, generation: nextGeneration())
    screens.append(screen)
    return [screen.query(self, from: 0)]
  }

  /// Takes entries out of what the dialog on top is about, and out of the marks.
  fileprivate mutating func leaveOut(_ entries: Set<EntryID>) -> [Effect] {
    guard !entries.isEmpty, var dialog = screens.last as? ConfirmDialog else { return [] }
    screens.removeLast()
    marks.remove(entries)
    let bytes = requestMarkedBytes()
    dialog.leaveOut(entries)
    guard !dialog.references.isEmpty else { return bytes + say("nothing is left to do") }
    dialog.generation = nextGeneration()
    screens.append(dialog)
    let filter = EntryFilter.ids(Set(dialog.references.map(\.id)))
    return bytes + [.loadTotals(filter, .dialog, generation: dialog.generation)]
  }
}
