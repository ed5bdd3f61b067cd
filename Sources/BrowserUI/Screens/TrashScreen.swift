import CacheStore
package import Canvas
import FoundationEssentials

/// What was deleted and can come back; Enter restores.
package struct TrashScreen: ListScreen {
  /// The newest rows, as far as somebody looked; nil until the first page is there.
  private var items: [TrashedEntry]?
  /// How many there are in all; nil until it is known.
  private var count: Int?
  private var failure: String?
  var list = ScrollingList()
  private var generation: Int
  /// The row behind which the page on its way begins; nil where all of them are loaded anew.
  private var place: TrashID?
  private var isLoading = true
  private var isAtEnd = false
  /// Whether somebody is on the way to the last row: then page follows page.
  private var isGoingToEnd = false

  /// Rows of a page.
  static let limit = 1000

  init(generation: Int) { self.generation = generation }

  /// What is loaded first, and again after a change: at least as many rows as were there.
  static func load(_ generation: Int, rows: Int = 0) -> [Effect] {
    [
      .loadTrash(after: nil, limit: max(limit, rows), generation: generation),
      .countTrash(generation: generation),
    ]
  }

  package var context: KeyContext { .trash }

  package mutating func keyPressed(_ key: Key, in model: inout Model) -> ScreenOutcome {
    guard let action = model.keys.action(for: key, in: context) else { return .unhandled }
    let items = items ?? []
    let height = FullScreen.height(model.size) - 1
    isGoingToEnd = action == .last && !isAtEnd
    if list.move(action, count: items.count, height: height) {
      return .stay(list.cursor + height >= items.count ? loadMore(behind: items.last?.id) : [])
    }
    switch action {
    case .open:
      if let reason = model.disabledReason(.undo) { return .stay(model.say(reason, .warning)) }
      guard items.indices.contains(list.cursor) else { return .stay }
      return .stay(model.change(.restore([items[list.cursor].id])))
    case .trash: return .close
    default: return .unhandled
    }
  }

  package mutating func received(_ message: Message, in model: inout Model) -> [Effect] {
    switch message {
    case .trashLoaded(let result, let generation) where generation == self.generation:
      take(result)
      let (count, height) = (items?.count ?? 0, FullScreen.height(model.size) - 1)
      list.fit(count: count, height: height)
      guard isGoingToEnd else { return [] }
      list.place(at: count - 1, count: count, height: height)
      isGoingToEnd = failure == nil && !isAtEnd
      return isGoingToEnd ? loadMore(behind: items?.last?.id) : []
    case .trashCounted(.success(let count), let generation) where generation == self.generation:
      self.count = count
      return []
    case .changeFinished, .trashEmptied:
      generation = model.nextGeneration()
      (place, isLoading) = (nil, true)
      return Self.load(generation, rows: items?.count ?? 0)
    default: return []
    }
  }

  private mutating func take(_ result: Result<[TrashedEntry], Failure>) {
    isLoading = false
    switch result {
    case .success(let page):
      isAtEnd = page.count < Self.limit
      items = place == nil ? page : (items ?? []) + page
      failure = nil
    case .failure(let failure): self.failure = failure.sentence
    }
  }

  /// The next page, once the end of what is there comes into sight.
  private mutating func loadMore(behind row: TrashID?) -> [Effect] {
    guard !isLoading, !isAtEnd, let row else { return [] }
    (place, isLoading) = (row, true)
    return [.loadTrash(after: row, limit: Self.limit, generation: generation)]
  }

  func lines(_ model: Model) -> (count: Int, height: Int, firstRow: Int) {
    (items?.count ?? 0, FullScreen.height(model.size) - 1, 2)
  }

  package func draw(_ model: Model, into frame: inout Frame) {
    let known = items.map { max(self.count ?? 0, $0.count) }
    let way = isGoingToEnd ? ", loading to the last" : ""
    let count = known.map { Numbers.count($0, "entry", "entries") + way } ?? "loading"
    let body = FullScreen.draw(
      title: StyledText("Trash", Style(.bar, .bold)) + StyledText("  \(count)", Style(.bar)),
      trailing: model.keys.leaving(), hint: hint(model.keys), model, &frame)
    let parts = body.split(top: 1)
    frame.write("    DELETED      SIZE METH URL", in: parts.top, Style(.label))
    if let failure { frame.write("  \(failure)", in: parts.rest, Style(.error)) }
    let items = items ?? []
    for index in 0..<parts.rest.rows where list.top + index < items.count {
      let row = parts.rest.row(index)
      draw(items[list.top + index], list.top + index == list.cursor, model, row, &frame)
    }
  }

  private func hint(_ keys: KeyMap) -> VisibleText {
    [
      keys.hint(.open, does: "restore"), keys.hint(.undo, does: "undo last change"), ":empty-trash",
    ].asHints
  }

  private func draw(
    _ item: TrashedEntry, _ isFocused: Bool, _ model: Model, _ row: Rect, _ frame: inout Frame
  ) {
    let ago = Durations.short(model.now.timeIntervalSince(item.deleted)) + " ago"
    let size = VisibleText(untrusted: Sizes.short(item.summary.size)).padded(to: 7, .trailing)
    let reason: VisibleText = "  \(item.reason)"
    var line = StyledText(isFocused ? "> " : "  ", Style(.focus))
    line.append("D ", Style(.trash))
    line.append(ago.visible.padded(to: 9, .trailing) + " " + size + " ")
    line.append(item.summary.method.visible.padded(to: 5))
    let used = frame.write(line, in: row)
    let rest = row.split(left: used).rest
    let parts = rest.split(right: min(reason.width + 1, rest.columns / 3))
    frame.write(URLText.visible(item.summary.url), in: parts.rest, cut: .middle)
    frame.write(reason, in: parts.right, Style(.muted))
  }
}

extension Model {
  mutating func openTrash() -> [Effect] {
    // A store that has one shows it also where nothing may be written.
    guard store.capabilities.contains(.trash) || store.readOnlyReason != nil else {
      return say("this kind of store has no trash", .warning)
    }
    let generation = nextGeneration()
    return open(TrashScreen(generation: generation)) + TrashScreen.load(generation)
  }
}
