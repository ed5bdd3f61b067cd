package import BodyViews
package import Canvas

/// A shown body with its folds: which rows there are. Rows are made when they are drawn, as a body may have
/// many.
package struct BodyLayout: Sendable, Equatable {
  /// The body.
  package let body: RenderedBody
  private let folding: Folding
  /// The lines that can be folded, in order.
  private let foldable: [Int]
  private let numberWidth: Int

  /// A body with these lines folded. It goes through all lines: not for the loop.
  package init(_ body: RenderedBody, folds: [Int] = []) {
    self.body = body
    folding = Folding(folds.sorted(), of: body)
    foldable = body.lines.indices.filter { body.lastLine(openedBy: $0) != nil }
    numberWidth = body.lines.first?.node == nil ? 0 : max(4, String(body.lines.count).count)
  }

  private init(_ layout: BodyLayout, folds: [Int]) {
    body = layout.body
    folding = Folding(folds, of: layout.body)
    foldable = layout.foldable
    numberWidth = layout.numberWidth
  }

  /// The same body with other lines folded, which must be in order.
  package func folded(_ folds: [Int]) -> BodyLayout { BodyLayout(self, folds: folds) }

  /// The folded lines, in order.
  package var folds: [Int] { folding.lines }

  /// Whether it is a tree, whose lines a cursor goes over.
  package var isTree: Bool { numberWidth > 0 }

  /// How many rows there are.
  package var count: Int { body.lines.count - folding.hidden }

  /// The line that a row shows.
  package func line(atRow row: Int) -> Int? {
    row >= 0 && row < count ? folding.line(atRow: row) : nil
  }

  /// The row that shows a line, or the fold that it is in.
  package func row(ofLine line: Int) -> Int? {
    count == 0 ? nil : max(0, min(count - 1, folding.row(ofLine: line)))
  }

  /// The folds with a row's own fold opened or closed; unchanged when it has none.
  package func togglingFold(atRow row: Int) -> [Int] {
    guard let line = line(atRow: row), body.lastLine(openedBy: line) != nil else { return folds }
    return folding.toggling(line)
  }

  /// The folds less those that hide a line.
  package func opening(line: Int) -> [Int] {
    folds.filter { fold in
      !(fold < line && line <= (body.lastLine(openedBy: fold) ?? fold))
    }
  }

  /// Everything folded, but for the one value at the top.
  package var allFolds: [Int] {
    let isOneValue = foldable.first == 0 && body.lastLine(openedBy: 0) == body.lines.count - 1
    return Array(foldable.dropFirst(isOneValue ? 1 : 0))
  }

  /// Whether a line is folded.
  package func isFolded(_ line: Int) -> Bool { folding.contains(line) }

  /// The rows from there on, so many of them; in trees with the cursor, line number and fold mark.
  package func rows(from first: Int, count: Int, cursor: Int? = nil) -> [StyledText] {
    let first = max(0, first)
    guard count > 0, first < self.count else { return [] }
    return (first..<min(self.count, first + count)).map {
      row(folding.line(atRow: $0), cursor: cursor)
    }
  }

  /// What the status line says: view, sizes with and without a coding, notes, and the path of a line.
  package func status(line: Int, keys: KeyMap = .standard) -> VisibleText {
    let name: VisibleText = body.isAutomatic ? body.title + " (auto)" : body.title
    let coding = body.coding.map { coding -> VisibleText in
      coding.name + " \(Sizes.short(coding.storedSize)) -> \(Sizes.short(coding.size))"
    }
    let parts =
      [name, coding, body.undecodable.map { undecoded($0, keys) }].compactMap(\.self)
      + body.notes
    return (parts + (body.path(ofLine: line).map { [$0] } ?? [])).joined(separator: "  ")
  }

  /// Why a body is shown as it is stored, and what decodes it.
  private func undecoded(_ coding: String, _ keys: KeyMap) -> VisibleText {
    let why: VisibleText = "\(coding), which larder can't decode"
    let programs = ["br": "brotli", "zstd": "zstd"]
    let write = keys.key(for: .writeMenu)
    guard let program = programs[coding], !write.isEmpty else { return why }
    return why + ": " + write + " b writes it for \(program) -d"
  }

  private func row(_ line: Int, cursor: Int?) -> StyledText {
    let isFolded = folding.contains(line)
    let text = isFolded ? body.foldedLine(line) : body.lines[line].text
    guard isTree else { return StyledText(" ") + text }
    let number = VisibleText("\(line + 1)").padded(to: numberWidth, .trailing)
    let fold: VisibleText =
      body.lastLine(openedBy: line) == nil ? "  " : isFolded ? "> " : "v "
    let isCursor = line == cursor
    let head =
      StyledText(isCursor ? ">" : " ", Style(.key))
      + StyledText(number + " ", isCursor ? Style(.key) : Style(.muted))
    return head + StyledText(fold, Style(.mark))
      + (isCursor ? text.restyled { $0.with(.reverse) } : text)
  }
}
