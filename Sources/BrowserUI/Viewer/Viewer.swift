import BodyViews
package import CacheStore
import HTTPCaching
import HTTPTypes

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
  /// Which ways of showing bodies were chosen, by media type; others are shown in the best way.
  private var modes: [String: String] = [:]
  /// The life of the entry, newest first.
  package var history: [HistoryItem]?
  /// What the explanation assumes of the next request; nil for nothing. It stays from entry to entry.
  package var whatIf: WhatIf?
  /// Lines and columns scrolled.
  package var scroll = 0
  package var indent = 0
  /// The line under the cursor, in a body that is a tree.
  package var cursor = 0
  /// What to show of the page of the body that is awaited; nil: where one came from.
  var goal: Goal?
  /// What was last searched for in the body.
  package var searchText = ""
  /// The match that the last search found; nil before one, and after another body came.
  package var match: BodySearch.Place?
  /// The generation of the search that is awaited; nil when none is.
  var searchGeneration: Int?
  /// The generation of what is awaited.
  var generation = 0
  /// The generation of the body that is awaited; nil when none is.
  var bodyGeneration: Int?

  package init() {}

  /// A place in a body that is to be shown when its page is there.
  enum Goal: Sendable, Hashable {
    case start, end
    case offset(Int64)
  }

  /// Which way of showing bodies of this entry's type was chosen; nil for the best.
  package var mode: String? {
    get { modes[mediaType] }
    set { modes[mediaType] = newValue }
  }

  private var mediaType: String {
    MediaType(entry?.stored.response.headerFields[.contentType] ?? "").essence
  }

  mutating func show(_ tab: Tab) {
    self.tab = tab
    scroll = 0
    indent = 0
  }

  /// Forgets what was shown of a body or a life.
  mutating func forget() {
    body = nil
    bodyGeneration = nil
    searchGeneration = nil
    goal = nil
    match = nil
    cursor = 0
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

  /// The bytes to load first: all of a small body, a page of a large one. What can't begin anywhere is given
  /// the body's first bytes.
  func range(containing place: Int64) -> Range<Int64>? {
    guard let size = entry?.body.size else { return nil }
    let limit = Int64(BodyWindow.structuredLimit)
    if size <= limit || !goesByWindow { return 0..<min(size, limit) }
    return BodyWindow.page(containing: place, of: size)
  }

  private var goesByWindow: Bool {
    if let mode { return KnownViews.view(mode)?.goesByWindow ?? true }
    return entry.map { !BodyInput.mayBePacked($0.stored.response.headerFields, $0.body) } ?? true
  }

  /// The page behind the one that is shown, or before it; nil where there is none.
  func neighbor(forward: Bool) -> Range<Int64>? {
    guard let entry, let body = body?.body, body.goesByWindow, !body.isUnpacked,
      forward ? entry.body.size > body.range.upperBound : body.range.lowerBound > 0
    else { return nil }
    let place = forward ? body.range.upperBound : body.range.lowerBound - 1
    return BodyWindow.page(containing: place, of: entry.body.size)
  }
}

extension BodyInput {
  /// Whether a body may be packed, by what is said of it: only its first bytes can then be made sense of.
  fileprivate static func mayBePacked(_ fields: HTTPFields, _ body: BodyReference) -> Bool {
    let type = MediaType(fields[.contentType] ?? "").essence
    return body.encodedSize == nil && fields[.contentEncoding] != nil
      || ["application/gzip", "application/x-gzip", "application/x-tgz"].contains(type)
  }
}
