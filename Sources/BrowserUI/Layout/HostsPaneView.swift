import CacheStore
import Canvas

/// The hosts with the most bytes, and the stale share of each.
struct HostsPaneView {
  private let model: Model

  init(_ model: Model) { self.model = model }

  func draw(_ pane: Layout.Pane, _ frame: inout Frame) {
    let isFocused = model.focus == .hosts
    frame.box(
      pane.outer, title: StyledText("Hosts", isFocused ? Style(.title, .bold) : Style(.muted)),
      trailing: StyledText("by size", Style(.muted)), Style(isFocused ? .focus : .border))
    guard let totals = model.totals else { return }
    let hosts = totals.topHosts
    frame.write(line(0, "all", totals.count, totals.bytes, pane.content), in: pane.content.row(0))
    for (index, host) in hosts.enumerated() {
      frame.write(
        line(index + 1, "\(host.name)", host.count, host.bytes, pane.content),
        in: pane.content.row(index + 1))
    }
    drawShares(hosts, pane.content.split(top: hosts.count + 2).rest, &frame)
  }

  private func line(
    _ index: Int, _ name: VisibleText, _ count: Int, _ bytes: Int64, _ rect: Rect
  ) -> StyledText {
    let isFocused = model.hosts.cursor == index && model.focus == .hosts
    let numbers =
      "\(Numbers.grouped(count))".visible.padded(to: 7, .trailing)
      + Sizes.short(bytes).visible.padded(to: 7, .trailing)
    let width = max(4, rect.columns - numbers.width - 3)
    let text = name.truncated(to: width, .middle).padded(to: width)
    return StyledText(isFocused ? "> " : "  ", Style(.focus))
      + StyledText(text + numbers + " ", Style(isFocused ? .selected : .normal))
  }

  private func drawShares(_ hosts: [EntryTotals.Host], _ rect: Rect, _ frame: inout Frame) {
    guard rect.rows > 2, !hosts.isEmpty else { return }
    frame.write("  stale share", in: rect.row(0), Style(.label))
    for (index, host) in hosts.enumerated() {
      let row = rect.row(index + 1)
      guard let share = model.hosts.staleShare(host.name), !row.isEmpty else { continue }
      let parts = row.split(left: max(8, row.columns / 2))
      frame.write("  \(host.name)", in: parts.left.split(right: 1).rest, cut: .middle)
      let bar = parts.rest.split(right: 6)
      frame.bar(share, in: bar.rest, Style(.stale))
      let percent = Numbers.fixed(share * 100, places: 0) + "% "
      frame.write("\(percent)", in: bar.right, align: .trailing)
    }
  }
}
