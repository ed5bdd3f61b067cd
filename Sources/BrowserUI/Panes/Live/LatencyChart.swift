import CacheStore
import Canvas

/// How long answers took: a histogram over a logarithmic scale, `|` for hits and `#` for the rest.
enum LatencyChart {
  private static let decadeBuckets = 4

  static func draw(_ counters: ActivityCounters, in rect: Rect, on frame: inout Frame) {
    guard rect.rows >= 4, rect.columns >= 24 else { return }
    let decades = decades(counters)
    let columns = max(1, min(3, (rect.columns - 10) / (decades.count * decadeBuckets)))
    let bars = rect.split(bottom: 2).rest
    drawLegend(in: bars.row(0), on: &frame)
    drawBars(counters, decades, columns: columns, in: bars.split(left: 5).rest, on: &frame)
    let axis = rect.split(bottom: 2).bottom
    drawAxis(decades, columns: columns, in: axis.split(left: 4).rest, on: &frame)
  }

  /// The factors of ten that have counts, four of them at least; 0 begins at 10 microseconds.
  private static func decades(_ counters: ActivityCounters) -> ClosedRange<Int> {
    let used = counters.hitDurations.indices.filter {
      counters.hitDurations[$0] > 0 || counters.missDurations[$0] > 0
    }
    let first = min(1, (used.first ?? decadeBuckets) / decadeBuckets)
    return first...max(first + 3, (used.last ?? 0) / decadeBuckets)
  }

  private static func drawLegend(in row: Rect, on frame: inout Frame) {
    var legend = StyledText("hit ")
    legend.append("|", Style(.hit))
    legend.append("     other ")
    legend.append("#", Style(.miss))
    frame.write(legend, in: row, align: .trailing)
  }

  private static func drawBars(
    _ counters: ActivityCounters, _ decades: ClosedRange<Int>, columns: Int, in rect: Rect,
    on frame: inout Frame
  ) {
    let buckets = decades.lowerBound * decadeBuckets..<(decades.upperBound + 1) * decadeBuckets
    let shown = buckets.filter { counters.hitDurations.indices.contains($0) }
    let largest = shown.map { max(counters.hitDurations[$0], counters.missDurations[$0]) }.max()
    for (place, bucket) in shown.enumerated() {
      let slot = rect.split(left: place * columns).rest.split(left: columns).left
      drawBucket(
        hits: counters.hitDurations[bucket], others: counters.missDurations[bucket],
        largest: largest ?? 0, in: slot, on: &frame)
    }
  }

  /// Where both reach a level they stand side by side.
  private static func drawBucket(
    hits: Int64, others: Int64, largest: Int64, in slot: Rect, on frame: inout Frame
  ) {
    let hitRows = height(hits, of: largest, rows: slot.rows)
    let otherRows = height(others, of: largest, rows: slot.rows)
    for level in 0..<slot.rows {
      let row = slot.row(slot.rows - 1 - level)
      let hit = row.split(left: level < otherRows ? row.columns / 2 : row.columns)
      if level < hitRows {
        frame.write(VisibleText("|") * hit.left.columns, in: hit.left, Style(.hit))
      }
      if level < otherRows {
        let rest = level < hitRows ? hit.rest : row
        frame.write(VisibleText("#") * rest.columns, in: rest, Style(.miss))
      }
    }
  }

  /// At least one row for anything that was counted.
  private static func height(_ count: Int64, of largest: Int64, rows: Int) -> Int {
    guard count > 0, largest > 0 else { return 0 }
    return max(1, Int((Double(count) / Double(largest) * Double(rows)).rounded()))
  }

  private static func drawAxis(
    _ decades: ClosedRange<Int>, columns: Int, in rect: Rect, on frame: inout Frame
  ) {
    let width = columns * decadeBuckets
    let line = (VisibleText("+") + VisibleText("-") * (width - 1)) * decades.count + "+"
    frame.write(line, in: rect.row(0), Style(.muted))
    let labels = ["10 us", "0.1 ms", "1 ms", "10 ms", "100 ms", "1 s", "10 s", "100 s"]
    let shown = labels.dropFirst(decades.lowerBound).prefix(decades.count + 1).enumerated()
    // Where decades are narrow only every second one has room for its label.
    for (place, label) in shown where width >= 7 || place.isMultiple(of: 2) {
      let start = rect.row(1).split(left: place * width).rest
      frame.write(
        "\(label)", in: start.split(left: max(width - 1, label.count)).left, Style(.muted))
    }
  }
}
