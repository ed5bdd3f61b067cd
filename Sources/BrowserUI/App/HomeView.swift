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
    let reading = model.live.reading(at: model.now)
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
    let clock = ClockTimes(utcOffset: model.preferences.utcOffset)
    let isFocused = model.focus == .live
    let chosen = isFocused ? model.chosenEvent : nil
    switch (rect.rows, layout.kind) {
    case (1, _): LiveStrip.draw(reading, in: rect, on: &frame)
    case (_, .columns):
      LiveRow.draw(
        reading, in: rect, on: &frame, clock: clock, isFocused: isFocused, chosen: chosen)
    default:
      LivePane.draw(
        reading, in: rect, on: &frame, clock: clock, isFocused: isFocused, chosen: chosen)
    }
  }

  private func drawLiveScreen(_ reading: LiveReading, _ frame: inout Frame) {
    let rest = Rect(model.size).split(top: 2).rest.split(bottom: 2).rest
    let clock = ClockTimes(utcOffset: model.preferences.utcOffset)
    if rest.columns >= 160 {
      LiveRow.draw(
        reading, in: rest, on: &frame, clock: clock, isFocused: true, chosen: model.chosenEvent)
    } else {
      LivePane.draw(
        reading, in: rest, on: &frame, clock: clock, isFocused: true, chosen: model.chosenEvent)
    }
  }
}
