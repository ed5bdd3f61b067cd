import CacheStore
import Canvas

/// The list on screen.
struct ListPane {
  private let model: Model

  init(_ model: Model) { self.model = model }

  func draw(_ pane: Layout.Pane, _ frame: inout Frame) {
    if pane.isBoxed {
      let isFocused = model.focus == .list
      let count: VisibleText = "\(Numbers.grouped(model.list.total))"
      frame.box(
        pane.outer,
        title: StyledText("Entries", isFocused ? Style(.title, .bold) : Style(.muted)),
        trailing: StyledText(model.list.isLoaded ? count : "loading", Style(.muted)),
        Style(isFocused ? .focus : .border))
    }
    let columns = Self.columns(pane, model)
    drawTitles(columns, pane.titles, &frame)
    if model.list.total == 0 {
      drawEmpty(pane.content, &frame)
    } else {
      drawRows(columns, pane.content, &frame)
    }
  }

  static func columns(_ pane: Layout.Pane, _ model: Model) -> ListColumns {
    ListColumns(
      width: pane.content.columns, kind: model.layout.kind, wanted: model.preferences.columns)
  }

  private func drawTitles(_ columns: ListColumns, _ rect: Rect, _ frame: inout Frame) {
    guard !rect.isEmpty else { return }
    frame.write("  S", in: rect, Style(.label))
    for place in columns.places {
      let cell = rect.split(left: place.start).rest.split(left: place.width).left
      frame.write(place.column.title, in: cell, Style(.label), align: place.column.alignment)
      if place.column.sort == model.sort.column {
        let mark: VisibleText = model.sort.isDescending ? "v" : "^"
        let title = place.column.title.width
        let offset = place.column.alignment == .leading ? title : place.width
        frame.write(mark, in: cell.neighbor(after: offset), Style(.focus))
      }
    }
  }

  private func drawRows(_ columns: ListColumns, _ rect: Rect, _ frame: inout Frame) {
    let list = model.list
    let pending = model.tasks.pending
    for index in 0..<rect.rows where list.shownTop + index < list.total {
      let number = list.shownTop + index
      guard let entry = list.row(number) else {
        frame.write("   " + frame.glyphs.ellipsis, in: rect.row(index), Style(.muted))
        continue
      }
      var row = EntryRow(entry, model)
      row.isFocused = number == list.cursor
      row.isMarked = model.marks.contains(entry.id) || isInRange(number)
      row.spinner = pending.contains(entry.id) ? spinner : nil
      row.draw(columns, rect.row(index), &frame)
    }
  }

  private func isInRange(_ row: Int) -> Bool {
    guard let start = model.marks.rangeStart else { return false }
    return min(start, model.list.cursor)...max(start, model.list.cursor) ~= row
  }

  private var spinner: Character {
    let turns = model.preferences.glyphs.spinner
    return model.preferences.animates ? turns[model.spinnerTurn % turns.count] : " "
  }

  private func drawEmpty(_ rect: Rect, _ frame: inout Frame) {
    let text: VisibleText =
      !model.list.isLoaded
      ? "loading"
      : model.filterRun?.isRunning == true
        ? "nothing found yet"
        : model.shownFilter == .all ? "this cache is empty" : "nothing matches the filter"
    let middle = rect.row(rect.rows / 3)
    frame.write(text, in: middle, Style(.muted), align: .center)
  }
}

extension Rect {
  /// The one column that follows so many of it, also beyond its edge.
  func neighbor(after columns: Int) -> Rect {
    Rect(column: column + columns, row: row, columns: 1, rows: rows)
  }
}
