import BodyViews
import CacheStore
import Canvas

/// The body tab: its pages, and searching in it.
extension Model {
  mutating func loadBody(_ range: Range<Int64>?) -> [Effect] {
    guard let range, let entry = viewer.entry else { return [] }
    let generation = nextGeneration()
    viewer.bodyGeneration = generation
    return [.loadBody(BodyRequest(entry, range, as: viewer.mode), generation: generation)]
  }

  mutating func bodyLoaded(
    _ result: Result<BodyLayout, Failure>, _ generation: Int
  ) -> [Effect] {
    guard generation == viewer.bodyGeneration else { return [] }
    viewer.bodyGeneration = nil
    switch result {
    case .failure(let failure): return say(failure.sentence, .error)
    case .success(let body):
      let former = viewer.body?.body.range.lowerBound ?? 0
      let goal = viewer.goal ?? (body.body.range.lowerBound < former ? .end : .start)
      viewer.body = body
      viewer.goal = nil
      viewer.scroll = goal == .end ? max(0, body.count - viewerHeight) : 0
      viewer.cursor = body.line(atRow: viewer.scroll) ?? 0
      if case .offset(let offset) = goal { show(.offset(offset)) }
      return []
    }
  }

  /// Shows the same bytes in another way; what is shown stays until that is there.
  mutating func showBody(as mode: String?) -> [Effect] {
    viewer.mode = mode
    viewer.tab = .body
    viewer.indent = 0
    viewer.match = nil
    let page = viewer.range(containing: viewer.body?.body.range.lowerBound ?? 0)
    return loadBody(page) + (layout.viewer == nil ? openViewer() : [])
  }

  // MARK: Searching

  /// Looks for what was last searched for; the answer comes as a message.
  mutating func searchBody(forward: Bool) -> [Effect] {
    guard let body = viewer.body, let entry = viewer.entry, !viewer.searchText.isEmpty else {
      return []
    }
    let generation = nextGeneration()
    viewer.searchGeneration = generation
    let search = BodySearch(
      text: viewer.searchText, shown: body, body: entry.body, start: searchStart(body),
      backwards: !forward)
    let isLong = search.scan != nil && entry.body.size > 16 << 20
    return (isLong ? say("searching \(Sizes.long(entry.body.size))") : [])
      + [.searchBody(search, generation: generation)]
  }

  /// The last match while it can be seen, or else what stands in front of the screen.
  private func searchStart(_ body: BodyLayout) -> BodySearch.Place {
    let isMatchSeen = matchLine.flatMap(body.row).map(isOnScreen) ?? false
    if isMatchSeen, let match = viewer.match { return match }
    if body.isTree { return .line(viewer.cursor) }
    let line = body.line(atRow: viewer.scroll) ?? 0
    guard body.body.isSearchedByBytes else { return .line(line - 1) }
    return .offset((line < body.body.lines.count ? body.body.lines[line].offset ?? 0 : 0) - 1)
  }

  mutating func bodySearched(
    _ result: Result<BodySearch.Match?, Failure>, _ generation: Int
  ) -> [Effect] {
    guard generation == viewer.searchGeneration else { return [] }
    viewer.searchGeneration = nil
    switch result {
    case .failure(let failure): return say(failure.sentence, .error)
    case .success(nil):
      // Lines were searched, and there is more than they show: said, not passed over.
      let isPart = viewer.body.map { $0.body.isPart && !$0.body.isSearchedByBytes } ?? false
      let part = "what is shown" + said("; ", .viewerMode, does: "text searches all of it")
      let place = isPart ? part : "the body"
      return say("\"\(viewer.searchText)\" is not in \(place)", .warning)
    case .success(let match?):
      let said = match.isWrapped ? say("the search went round the end") : hideToast()
      return show(match.place) + said
    }
  }

  private mutating func hideToast() -> [Effect] {
    toasts.hide()
    return []
  }

  /// Shows a place of the body, and loads its page where that is another one.
  @discardableResult
  private mutating func show(_ place: BodySearch.Place) -> [Effect] {
    viewer.match = place
    if case .offset(let offset) = place, let body = viewer.body?.body,
      !body.range.contains(offset)
    {
      viewer.goal = .offset(offset)
      return loadBody(viewer.range(containing: offset))
    }
    if let line = matchLine { show(line: line) }
    return []
  }

  /// The line of the last match, among those that are loaded.
  var matchLine: Int? {
    switch viewer.match {
    case .line(let line): line
    case .offset(let offset): viewer.body?.body.line(at: offset)
    case nil: nil
    }
  }

  private func isOnScreen(_ row: Int) -> Bool {
    row >= viewer.scroll && row < viewer.scroll + viewerHeight
  }

  /// Opens the folds that hide a line, and scrolls only as far as is needed to see the match in it.
  private mutating func show(line: Int) {
    if let body = viewer.body { viewer.body = body.folded(body.opening(line: line)) }
    viewer.cursor = line
    guard let body = viewer.body, let row = body.row(ofLine: line) else { return }
    if !isOnScreen(row) {
      viewer.scroll = max(0, min(body.count - viewerHeight, row - viewerHeight / 3))
    }
    showMatch(inRow: row, ofLine: line, of: body)
  }

  private mutating func showMatch(inRow row: Int, ofLine line: Int, of body: BodyLayout) {
    var byte = 0
    if case .offset(let offset) = viewer.match {
      byte = Int(clamping: offset - (body.body.lines[line].offset ?? offset))
    }
    let width = layout.viewer?.content.columns ?? 80
    guard let text = body.rows(from: row, count: 1).first,
      let match = text.columns(of: viewer.searchText, nearest: byte),
      match.lowerBound < viewer.indent || match.upperBound > viewer.indent + width
    else { return }
    viewer.indent = match.upperBound <= width ? 0 : max(0, match.lowerBound - width / 3) / 8 * 8
  }
}
