import CacheStore
import Canvas

/// The second line: the filter, how many it leaves, the order.
struct FilterLine {
  private let model: Model

  init(_ model: Model) { self.model = model }

  func draw(_ rect: Rect, _ frame: inout Frame) {
    let trailing = trailing(rect.columns)
    let parts = rect.split(right: min(trailing.width + 1, max(0, rect.columns - 12)))
    frame.write(trailing, in: parts.right)
    let label: VisibleText = rect.columns < 60 ? " f> " : " filter> "
    let isOpen = model.filterBar.isOpen
    frame.write(label, in: parts.rest, Style(isOpen ? .focus : .label))
    let field = parts.rest.split(left: label.width).rest.split(right: 1).rest
    drawText(field, &frame)
  }

  private func drawText(_ rect: Rect, _ frame: inout Frame) {
    if let field = model.filterBar.field {
      field.draw(into: &frame, rect, hasCaret: true)
      if let error = model.filterBar.error { mark(error.column, in: rect, &frame) }
    } else if model.showsMarkedOnly {
      frame.write("marked only", in: rect, Style(.mark))
    } else {
      frame.write("\(model.filterBar.applied.text)", in: rect, cut: .middle)
    }
  }

  /// The offending character stands out.
  private func mark(_ column: Int, in rect: Rect, _ frame: inout Frame) {
    let place = rect.split(left: column).rest.split(left: 1).left
    frame.restyle(place) { _ in Style(.error, [.underline, .reverse]) }
  }

  private func trailing(_ width: Int) -> StyledText {
    let total = model.storeCount
    let isFiltered = model.shownFilter != .all
    let shown = Numbers.grouped(model.list.total)
    let all = Numbers.grouped(total)
    let isWide = width >= 100
    var line = StyledText()
    if model.isListLate {
      line.append("loading", Style(.running))
    } else if isFiltered {
      line.append(isWide ? "\(shown) of \(all) shown" : "\(shown)/\(all)")
    } else if model.isStoreCounted {
      line.append("\(all)")
    }
    guard width >= 60 else { return line }
    if isWide, !model.marks.isEmpty {
      let bytes = model.marks.bytes.map { " " + Sizes.short($0) } ?? ""
      line.append("   \(Numbers.grouped(model.marks.count)) marked\(bytes)", Style(.mark))
    }
    let order = model.sort.isDescending ? "v" : "^"
    line.append(isWide ? "   " : "  ")
    line.append("sort \(model.sort.column.rawValue) \(order)", Style(.muted))
    return line
  }
}
