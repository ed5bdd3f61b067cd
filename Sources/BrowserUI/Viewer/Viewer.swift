import BodyViews
package import CacheStore

/// What the viewer shows: one entry, one tab of it.
package struct Viewer: Sendable {
  /// Which tab.
  package enum Tab: Int, Sendable, Hashable, CaseIterable {
    case headers = 1
    case body, explain, request, history, raw

    package var title: String {
      switch self {
      case .headers: "Headers"
      case .body: "Body"
      case .explain: "Explain"
      case .request: "Request"
      case .history: "History"
      case .raw: "Raw"
      }
    }
  }

  package var tab = Tab.headers
  /// The entry as loaded; the one before the cursor's while that is being loaded.
  package var entry: CacheEntry?
  /// The entry that is asked for.
  package var wanted: EntryReference?
  /// Why it could not be loaded.
  package var failure: String?
  /// The body, or a page of it, as a view shows it; nil until it is loaded.
  package var body: BodyLayout?
  /// Which way of showing the body was chosen; nil for the best.
  package var mode: String?
  /// The life of the entry, newest first.
  package var history: [HistoryItem]?
  /// Lines and columns scrolled.
  package var scroll = 0
  package var indent = 0
  /// Whether the page of the body that is awaited shows its end; nil: where one came from.
  var showsEndNext: Bool?
  /// What was last searched for in the body.
  package var searchText = ""
  /// The generation of what is awaited.
  var generation = 0
  /// The generation of the body that is awaited; nil when none is.
  var bodyGeneration: Int?

  package init() {}

  mutating func show(_ tab: Tab) {
    self.tab = tab
    scroll = 0
    indent = 0
  }

  /// Forgets what was shown of a body or a life.
  mutating func forget() {
    body = nil
    bodyGeneration = nil
    showsEndNext = nil
    history = nil
  }

  /// There is nothing to show, and nothing awaited.
  mutating func clear() {
    forget()
    entry = nil
    wanted = nil
    failure = nil
    generation = 0
  }

  /// The bytes to load first: all of a small body, a page of a large one.
  func range(containing place: Int64) -> Range<Int64>? {
    guard let size = entry?.body.size else { return nil }
    if size <= Int64(BodyWindow.structuredLimit) { return 0..<size }
    return BodyWindow.page(containing: place, of: size)
  }

  /// The page behind the one that is shown, or before it; nil where there is none.
  func neighbor(forward: Bool) -> Range<Int64>? {
    guard let entry, let shown = body?.body.range, entry.body.size > shown.upperBound || !forward,
      shown.lowerBound > 0 || forward
    else { return nil }
    return range(containing: forward ? shown.upperBound : shown.lowerBound - 1)
  }

  mutating func setFolds(_ folds: Set<Int>) {
    if let shown = body?.body { body = BodyLayout(shown, folds: folds) }
  }
}
