import CNCurses
import Canvas

/// Shows frames through curses. Lives on the terminal's thread; curses itself sends only what changed.
struct Screen {
  private struct Colors: Hashable {
    let foreground: UInt8?
    let background: UInt8?
  }

  private let depth: ColorDepth
  /// The most colours that are used, however many the terminal has.
  var limit: ColorDepth {
    didSet { startOver() }
  }
  var theme: Theme {
    didSet { startOver() }
  }
  private var shown: Frame?
  private var pairs: [Colors: Int32] = [:]
  private var brushes: [Style: (attributes: attr_t, pair: Int32)] = [:]

  init(theme: Theme, depth: ColorDepth, limit: ColorDepth) {
    self.theme = theme
    self.limit = limit
    self.depth = depth
  }

  /// Other colours follow. Terminals with few colours have few pairs: those of before are given out anew.
  private mutating func startOver() {
    forget()
    pairs = [:]
  }

  /// The next frame is painted whole.
  mutating func forget() {
    shown = nil
    brushes = [:]
  }

  /// Shows a frame; one that is shown already costs nothing.
  mutating func show(_ frame: Frame) {
    guard frame != shown else { return }
    if shown == nil || shown?.size != frame.size { erase() }
    for row in 0..<frame.size.rows where changes(frame, row: row) { paint(frame, row: row) }
    showCursor(frame.cursor)
    refresh()
    shown = frame
  }

  private func changes(_ frame: Frame, row: Int) -> Bool {
    guard let shown, shown.size == frame.size else { return true }
    return shown.row(row) != frame.row(row)
  }

  private mutating func paint(_ frame: Frame, row: Int) {
    for (column, cell) in frame.row(row).enumerated() where cell.width > 0 {
      let brush = brush(for: cell.style)
      for (offset, text) in Self.drawable(cell).enumerated() {
        cn_put(Int32(row), Int32(column + offset), text, brush.attributes, brush.pair)
      }
    }
  }

  /// The scalars of a cell, ended by 0; question marks where the C library counts other columns than the
  /// frame does, for then curses would shift the row.
  private static func drawable(_ cell: Cell) -> [[wchar_t]] {
    let scalars = cell.character.unicodeScalars.map { wchar_t(bitPattern: $0.value) }
    guard let base = scalars.first else { return [] }
    let agrees =
      base < 0x7F
      || (cn_width(base) == cell.width && scalars.dropFirst().allSatisfy { cn_width($0) == 0 })
    if agrees { return [scalars + [0]] }
    return Array(repeating: [wchar_t(UInt8(ascii: "?")), 0], count: cell.width)
  }

  private func showCursor(_ place: Point?) {
    curs_set(place == nil ? 0 : 1)
    if let place { move(Int32(place.row), Int32(place.column)) }
  }

  private mutating func brush(for style: Style) -> (attributes: attr_t, pair: Int32) {
    if let known = brushes[style] { return known }
    let paint = theme.paint(style, depth: min(depth, limit))
    let brush = (
      attributes: cn_attributes(UInt32(paint.attributes.rawValue)),
      pair: pair(Colors(foreground: paint.foreground, background: paint.background))
    )
    brushes[style] = brush
    return brush
  }

  /// The number of a pair of colours; 0, the terminal's own, when there are none left.
  private mutating func pair(_ colors: Colors) -> Int32 {
    guard colors.foreground != nil || colors.background != nil else { return 0 }
    if let known = pairs[colors] { return known }
    let next = Int32(pairs.count + 1)
    guard next < min(cn_color_pairs(), 256) else { return 0 }
    let foreground = colors.foreground.map(Int16.init) ?? -1
    let background = colors.background.map(Int16.init) ?? -1
    guard init_pair(Int16(next), foreground, background) == OK else { return 0 }
    pairs[colors] = next
    return next
  }
}
