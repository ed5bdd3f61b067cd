import Canvas
import FoundationEssentials
import HTTPCaching

extension TimelineBar {
  /// The clock times, the bar and its labels.
  func lines(_ report: FreshnessReport, in context: PaneContext) -> [StyledText] {
    let began = report.now.addingTimeInterval(-elapsed)
    let start: VisibleText = report.comparison.basis == .age ? " generated " : " stored "
    var times = StyledText(start, Style(.label))
    times.append("\(context.clock.relative(began, to: report.now))")
    times.append("        now ", Style(.label))
    times.append("\(context.clock.time(report.now))")
    return [times.prefix(columns: context.width)] + bar(in: context)
  }

  /// The bar and the labels under it; none where there is no time to show.
  func bar(in context: PaneContext) -> [StyledText] {
    let width = min(context.width - 2, 72)
    guard !segments.isEmpty, width >= 12 else { return [] }
    let ends = columns(width)
    let now = column(of: elapsed, ends: ends)
    var cells = BarCells(width: width, now: now, glyphs: context.glyphs)
    var start = 0
    for (segment, end) in zip(segments, ends) {
      cells.draw(segment, from: start, to: end, isEndless: isEndless)
      start = end
    }
    cells.markNow()
    return [cells.line, labels(ends: ends, now: now, width: width)]
  }

  /// The last column of each stretch. Each gets room for its name, the rest is shared by length.
  private func columns(_ width: Int) -> [Int] {
    let least = min(9, (width - 1) / segments.count)
    let spare = width - 1 - least * segments.count
    let total = segments.reduce(0) { $0 + $1.length }
    var ends: [Int] = []
    var passed: TimeInterval = 0
    for (index, segment) in segments.enumerated() {
      passed += segment.length
      let share = total > 0 ? min(1, passed / total) : 0
      ends.append(least * (index + 1) + Int((Double(spare) * share).rounded()))
    }
    return ends
  }

  private func column(of moment: TimeInterval, ends: [Int]) -> Int {
    var start = 0
    for (segment, end) in zip(segments, ends) {
      if moment <= segment.end {
        let share = segment.length > 0 ? max(0, moment - segment.start) / segment.length : 1
        return start + Int((Double(end - start) * min(1, share)).rounded())
      }
      start = end
    }
    return start
  }

  /// The moments under the bar: now first, then the start, then the others where there is room.
  private func labels(ends: [Int], now: Int, width: Int) -> StyledText {
    var row = LabelRow(width: width)
    row.place(Durations.label(elapsed), at: now)
    row.place("0s", at: 0)
    if !isEndless {
      for (segment, end) in zip(segments, ends) {
        row.place(Durations.label(segment.end), at: end)
      }
    }
    return StyledText(VisibleText(untrusted: " " + row.text), Style(.muted))
  }
}

/// The cells of a bar.
private struct BarCells {
  private var cells: [(character: Character, style: Style)]
  private let now: Int
  private let glyphs: Glyphs

  init(width: Int, now: Int, glyphs: Glyphs) {
    self.now = now
    self.glyphs = glyphs
    cells = Array(repeating: (" ", .normal), count: width)
    cells[0] = (glyphs.isASCII ? "|" : glyphs.teeLeft, Style(.border))
  }

  mutating func draw(
    _ segment: TimelineBar.Segment, from start: Int, to end: Int, isEndless: Bool
  ) {
    let style = segment.kind.style
    let fill = glyphs.isASCII ? segment.kind.asciiFill : glyphs.horizontal
    for column in (start + 1)..<max(start + 2, end) { set(column, fill, style) }
    set(end, isEndless ? ">" : glyphs.isASCII ? "|" : glyphs.teeRight, Style(.border))
    let place = place(from: start + 1, to: end)
    let name = name(segment, isEndless: isEndless, room: place.count - 2)
    let first = place.lowerBound + max(0, place.count - name.count) / 2
    for (offset, character) in name.enumerated() { set(first + offset, character, style) }
  }

  mutating func markNow() { set(now, glyphs.pointer, Style(.title, .bold)) }

  /// Where a stretch has most room for its name: beside the pointer, if that is in it.
  private func place(from start: Int, to end: Int) -> Range<Int> {
    guard end > start else { return start..<start }
    guard now >= start, now < end else { return start..<end }
    return now - start > end - now - 1 ? start..<now : now + 1..<end
  }

  var line: StyledText {
    var line = StyledText(" ")
    for cell in cells { line.append(VisibleText(untrusted: String(cell.character)), cell.style) }
    return line
  }

  /// ` fresh 10m `, or less where there is less room.
  private func name(_ segment: TimelineBar.Segment, isEndless: Bool, room: Int) -> String {
    let length = isEndless ? "for ever" : Durations.lifetime(segment.length)
    let long = " \(segment.kind.name) \(length) "
    let hasEnd = segment.kind != .stale && segment.kind != .validate
    let forms = (hasEnd ? [long] : []) + [" \(segment.kind.name) ", segment.kind.name]
    return forms.first { $0.count <= room } ?? ""
  }

  private mutating func set(_ column: Int, _ character: Character, _ style: Style) {
    if cells.indices.contains(column) { cells[column] = (character, style) }
  }
}

/// Words in a row that never touch.
private struct LabelRow {
  private var cells: [Character]

  init(width: Int) { cells = Array(repeating: " ", count: width) }

  /// Puts a word with its middle at a column, if there is room.
  mutating func place(_ word: String, at column: Int) {
    let start = max(0, min(cells.count - word.count, column - word.count / 2))
    let range = start..<min(cells.count, start + word.count)
    let around = max(0, start - 1)..<min(cells.count, range.upperBound + 1)
    guard range.count == word.count, cells[around].allSatisfy({ $0 == " " }) else { return }
    cells.replaceSubrange(range, with: word)
  }

  var text: String { String(cells) }
}
