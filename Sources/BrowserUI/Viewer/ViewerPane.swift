import CacheStore
import Canvas

/// The viewer on screen: tabs, and the lines of one of them.
struct ViewerPane {
  private let model: Model

  init(_ model: Model) { self.model = model }

  func draw(_ pane: Layout.Pane, _ frame: inout Frame) {
    let isFocused = model.focus == .viewer
    let border = Style(isFocused ? .focus : .border)
    if pane.isBoxed {
      let title: VisibleText = "\(model.viewer.tab.rawValue) \(model.viewer.tab.title)"
      frame.box(
        pane.outer, title: StyledText(title, isFocused ? Style(.title, .bold) : Style(.muted)),
        trailing: StyledText(subject(pane.outer.columns - title.width - 10), Style(.muted)), border)
      frame.write(tabs(pane.titles.columns), in: pane.titles)
    } else {
      frame.rule(
        pane.titles, title: tabs(pane.titles.columns - 20),
        trailing: StyledText(facts, Style(.muted)), border)
    }
    frame.write(lines(pane.content), in: pane.content)
  }

  private func lines(_ rect: Rect) -> [StyledText] {
    let viewer = model.viewer
    if viewer.tab == .body, viewer.failure == nil, let body = viewer.body {
      return bodyLines(body, rect)
    }
    return indented(Array(model.viewerLines(width: rect.columns).dropFirst(viewer.scroll)))
  }

  /// Lines from the column on that was scrolled to.
  private func indented(_ lines: [StyledText]) -> [StyledText] {
    let indent = model.viewer.indent
    return indent == 0 ? lines : lines.map { $0.dropFirst(columns: indent) }
  }

  /// A line about the body, which stays, then its rows, with what was searched for marked in them.
  private func bodyLines(_ body: BodyLayout, _ rect: Rect) -> [StyledText] {
    let viewer = model.viewer
    let isFocused = model.focus == .viewer
    let line = body.isTree ? viewer.cursor : body.line(atRow: viewer.scroll) ?? 0
    let rows = body.rows(
      from: viewer.scroll, count: rect.rows - 1, cursor: isFocused ? viewer.cursor : nil)
    let match = model.matchLine.flatMap(body.row).map { $0 - viewer.scroll }
    return [StyledText(" " + body.status(line: line, keys: model.keys), Style(.muted))]
      + indented(
        viewer.match == nil
          ? rows
          : rows.enumerated().map { index, row in
            row.prefix(columns: viewer.indent + rect.columns).marking(
              viewer.searchText, index == match ? Style(.match, .reverse) : Style(.match))
          })
  }

  /// The tabs, the one shown in brackets; as many as fit, without names where it is very narrow.
  private func tabs(_ width: Int) -> StyledText {
    var line = StyledText()
    for place in Self.tabPlaces(width, shown: model.viewer.tab) {
      let isShown = place.tab == model.viewer.tab
      let name: VisibleText = "\(place.name)"
      line.append(
        isShown ? "[" + name + "]" : " " + name + " ", isShown ? Style(.title, .bold) : .normal)
    }
    return line
  }

  /// A tab on the line of tabs.
  struct TabPlace {
    var tab: Viewer.Tab
    var name: String
    var start: Int
    var width: Int { name.count + 2 }
  }

  /// Where each tab stands: as many as fit; where the one shown is not among them, it alone has a name,
  /// or stands alone.
  static func tabPlaces(_ width: Int, shown: Viewer.Tab) -> [TabPlace] {
    let named = tabPlaces(width) { "\($0.rawValue) \($0.title)" }
    if named.contains(where: { $0.tab == shown }) { return named }
    let short = tabPlaces(width) {
      $0 == shown ? "\($0.rawValue) \($0.title)" : "\($0.rawValue)"
    }
    return short.contains { $0.tab == shown }
      ? short : [TabPlace(tab: shown, name: "\(shown.rawValue) \(shown.title)", start: 0)]
  }

  private static func tabPlaces(_ width: Int, _ name: (Viewer.Tab) -> String) -> [TabPlace] {
    var places: [TabPlace] = []
    var start = 0
    for tab in Viewer.Tab.allCases {
      let place = TabPlace(tab: tab, name: name(tab), start: start)
      guard start + place.width <= width else { break }
      places.append(place)
      start += place.width
    }
    return places
  }

  private func subject(_ width: Int) -> VisibleText {
    guard let entry = model.viewer.entry?.summary, width > 8 else { return "" }
    let ellipsis = model.preferences.glyphs.ellipsis
    if width >= 70 {
      let head: VisibleText = "\(entry.method) "
      return head + URLText.cut(URLText.visible(entry.url), to: width - 40, ellipsis: ellipsis)
        + "   \(entry.status)   " + facts
    }
    return URLText.cut(URLText.visible(entry.url), to: width, ellipsis: ellipsis)
  }

  /// `12.4k json`
  private var facts: VisibleText {
    guard let entry = model.viewer.entry?.summary else { return "" }
    let kind = entry.mediaType.split(separator: "/").last.map(String.init) ?? ""
    return "\(Sizes.short(entry.size)) \(kind)"
  }
}
