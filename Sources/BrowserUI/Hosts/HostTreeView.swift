import CacheStore
import Canvas

/// The tree of hosts and paths, with the stale share of each: beside it where it is wide, else below it.
struct HostTreeView {
  private let model: Model
  private let isFocused: Bool

  init(_ model: Model) {
    self.model = model
    isFocused = model.focus == .hosts
  }

  /// From so many columns on there is a bar on each line.
  private static let wideColumns = 60
  private static let barColumns = 12
  private static let narrowBarColumns = 8

  func draw(_ pane: Layout.Pane, _ frame: inout Frame) {
    frame.box(
      pane.outer, title: StyledText("Hosts", isFocused ? Style(.title, .bold) : Style(.muted)),
      trailing: StyledText("\(model.hosts.order.title)", Style(.muted)),
      Style(isFocused ? .focus : .border))
    guard model.hosts.isLoaded else {
      frame.write("  loading", in: pane.content.row(0), Style(.muted))
      return
    }
    let isWide = pane.content.columns >= Self.wideColumns
    drawTitles(pane.titles, isWide, &frame)
    let shares = isWide ? [] : shares(rows: pane.content.rows)
    let parts = pane.content.split(bottom: shares.isEmpty ? 0 : shares.count + 2)
    drawLines(in: parts.rest, isWide, &frame)
    if !shares.isEmpty { draw(shares, parts.bottom.split(top: 1).rest, &frame) }
  }

  /// The number of the first line on screen: the cursor's is always among those shown. Shares have rows
  /// of the pane only where all lines have theirs.
  static func top(_ tree: HostTree, rows: Int) -> Int {
    max(0, min(tree.cursor - rows / 2, tree.lines.count - rows))
  }

  private func drawTitles(_ rect: Rect, _ isWide: Bool, _ frame: inout Frame) {
    let share = isWide ? VisibleText("  STALE").padded(to: Self.barColumns + 9) : " "
    let titles = numbers("ENTRIES", "SIZE") + share
    let parts = rect.split(right: titles.width)
    frame.write("   HOST", in: parts.rest, Style(.label))
    frame.write(titles, in: parts.right, Style(.label))
  }

  private func drawLines(in rect: Rect, _ isWide: Bool, _ frame: inout Frame) {
    let tree = model.hosts
    let top = Self.top(tree, rows: rect.rows)
    for index in 0..<rect.rows where top + index < tree.lines.count {
      draw(
        tree.lines[top + index], isCursor: isFocused && top + index == tree.cursor, isWide,
        rect.row(index), &frame)
    }
  }

  private func draw(
    _ line: HostTree.Line, isCursor: Bool, _ isWide: Bool, _ row: Rect, _ frame: inout Frame
  ) {
    let style = Style(isCursor ? .selected : .normal)
    let numbers = numbers(
      "\(Numbers.grouped(line.sum.count))", VisibleText(untrusted: Sizes.short(line.sum.bytes)))
    let right = row.split(right: numbers.width + (isWide ? Self.barColumns + 9 : 1))
    frame.write(isCursor ? "> " : "  ", in: right.rest, Style(.focus))
    let name = right.rest.split(left: 1).rest
    frame.fill(name, style)
    let mark: VisibleText = line.isOpen.map { $0 ? "v " : "> " } ?? "  "
    let indent = VisibleText(" ") * min(line.depth, max(0, name.columns - 12))
    frame.write(indent + mark + text(line), in: name.split(right: 1).rest, style, cut: .middle)
    let places = right.right.split(left: numbers.width)
    frame.write(numbers, in: places.left, style)
    guard isWide else { return }
    drawShare(line.staleShare, bar: Self.barColumns, places.rest.split(left: 2).rest, &frame)
  }

  private func text(_ line: HostTree.Line) -> VisibleText {
    if case .group(.paths, _) = line.node { return VisibleText(untrusted: line.label, .url) }
    return URLText.visible(line.label)
  }

  private func numbers(_ count: VisibleText, _ bytes: VisibleText) -> VisibleText {
    count.padded(to: 7, .trailing) + bytes.padded(to: 7, .trailing)
  }

  private func drawShare(
    _ share: Double, bar columns: Int, _ rect: Rect, _ frame: inout Frame
  ) {
    let parts = rect.split(left: columns)
    frame.bar(share, in: parts.left, Style(.stale))
    let percent = Numbers.fixed(share * 100, places: 0) + "%"
    frame.write("\(percent)", in: parts.rest.split(left: 5).left, align: .trailing)
  }

  /// The largest hosts with their shares: as many as a third of the pane has room for.
  private func shares(rows: Int) -> [HostTree.Line] {
    let hosts = model.hosts.lines.filter {
      if case .group(.hosts, _) = $0.node { true } else { false }
    }
    let room = min(rows / 3, max(0, rows - model.hosts.lines.count)) - 2
    return room < 3 ? [] : Array(hosts.prefix(room))
  }

  private func draw(_ shares: [HostTree.Line], _ rect: Rect, _ frame: inout Frame) {
    frame.write("  stale share", in: rect.row(0), Style(.label))
    for (index, line) in shares.enumerated() {
      guard case .group(_, let host) = line.node else { continue }
      let parts = rect.row(index + 1).split(right: Self.narrowBarColumns + 6)
      frame.write(
        VisibleText("  ") + URLText.visible(host), in: parts.rest.split(right: 1).rest, cut: .middle
      )
      drawShare(line.staleShare, bar: Self.narrowBarColumns, parts.right, &frame)
    }
  }
}
