import CacheStore
import Canvas

/// The events that fit, the latest on top, or those around a chosen one.
struct EventRows {
  var reading: LiveReading
  /// The sequence number of the chosen event; nil while the newest is followed.
  var chosen: Int64?

  func draw(
    in rect: Rect, on frame: inout Frame, line: (ActivityEvent, _ isChosen: Bool) -> StyledText
  ) {
    let events = reading.events(LiveCounts.tailLimit)
    let place = events.firstIndex { $0.sequence == chosen }
    let start = max(0, (place ?? 0) - rect.rows + 1)
    let shown = events.dropFirst(start).prefix(max(0, rect.rows))
    frame.write(shown.map { line($0, $0.sequence == chosen) }, in: rect)
    guard let place else { return }
    frame.restyle(rect.row(place - start)) {
      [.normal, .muted].contains($0.role) ? Style(.selected, $0.attributes) : $0
    }
  }
}
