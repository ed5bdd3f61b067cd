import Canvas

/// The home screen: the list and what is around it.
struct HomeView {
  private let model: Model
  private let layout: Layout

  init(_ model: Model) {
    self.model = model
    layout = model.layout
  }

  func draw(_ frame: inout Frame) {
    var reading = model.live.reading(at: model.now)
    reading.span = model.preferences.liveWindow
    HeaderLine(model, reading).draw(layout.header, &frame)
    FilterLine(model).draw(layout.filter, &frame)
    if model.choices.live == .screen {
      drawLiveScreen(reading, &frame)
    } else {
      drawPanes(&frame)
      drawLive(reading, &frame)
    }
    StatusLine(model, reading).draw(layout.status, &frame)
    FunctionKeys.draw(model, layout.keys, &frame)
  }

  private func drawPanes(_ frame: inout Frame) {
    if !layout.list.outer.isEmpty { ListPane(model).draw(layout.list, &frame) }
    if let pane = layout.viewer { ViewerPane(model).draw(pane, &frame) }
    if let pane = layout.hosts { HostTreeView(model).draw(pane, &frame) }
  }

  private func drawLive(_ reading: LiveReading, _ frame: inout Frame) {
    guard let rect = layout.live else { return }
    if rect.rows == 1 {
      LiveStrip.draw(reading, in: rect, on: &frame)
    } else {
      drawLive(reading, in: rect, hasBoxes: layout.kind == .columns, &frame)
    }
  }

  private func drawLiveScreen(_ reading: LiveReading, _ frame: inout Frame) {
    let rest = Rect(model.size).split(top: 2).rest.split(bottom: 2).rest
    drawLive(reading, in: rest, hasBoxes: rest.columns >= 160, &frame)
  }

  private func drawLive(
    _ reading: LiveReading, in rect: Rect, hasBoxes: Bool, _ frame: inout Frame
  ) {
    let isFocused = model.focus == .live
    let draw = hasBoxes ? LiveRow.draw : LivePane.draw
    draw(
      reading, rect, &frame, model.clock, model.live.interval, isFocused,
      isFocused ? model.chosenEvent : nil, model.expiredLately, model.keys)
  }
}
