import Canvas

/// The place in a document of lines that a full screen shows.
struct DocumentScroll: Sendable, Hashable {
  private(set) var top = 0
  private(set) var left = 0

  /// Moves by a binding; `n` and `N` go to the next and the former change.
  ///
  /// - Returns: whether the action was a movement.
  mutating func move(_ action: Action, in lines: [StyledText], height: Int) -> Bool {
    let last = max(0, lines.count - height)
    switch action {
    case .left: left = max(0, left - 8)
    case .right: left = min(left + 8, max(0, (lines.map(\.width).max() ?? 0) - 8))
    case .lineDown: top += 1
    case .lineUp: top -= 1
    case .halfPageDown: top += max(1, height / 2)
    case .halfPageUp: top -= max(1, height / 2)
    case .pageDown: top += max(1, height - 1)
    case .pageUp: top -= max(1, height - 1)
    case .first: top = 0
    case .last: top = last
    case .findNext: top = Self.changes(lines).first { $0 > top } ?? top
    case .findPrevious: top = Self.changes(lines).last { $0 < top } ?? top
    default: return false
    }
    top = max(0, min(last, top))
    return true
  }

  /// The lines from its place on.
  func shown(_ lines: [StyledText]) -> [StyledText] {
    lines.dropFirst(top).map { $0.dropFirst(columns: left) }
  }

  /// Where runs of lines that show a change begin.
  private static func changes(_ lines: [StyledText]) -> [Int] {
    lines.indices.filter { index in
      isChange(lines[index]) && (index == 0 || !isChange(lines[index - 1]))
    }
  }

  private static func isChange(_ line: StyledText) -> Bool {
    line.runs.contains { [.added, .removed, .changed].contains($0.style.role) }
  }
}
