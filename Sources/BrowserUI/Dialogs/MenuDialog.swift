package import Canvas

/// A short list of choices, each with a letter.
package struct MenuDialog: Screen {
  /// One choice.
  struct Item: Sendable {
    var letter: Character
    var text: String
    /// Whether it is what holds now.
    var isCurrent = false
    var choose: @Sendable (inout Model) -> [Effect]
  }

  let title: String
  let items: [Item]
  /// Whether it comes by itself, so that keys typed before are not meant for it.
  package var dropsTypeAhead = false
  private var cursor: Int

  init(_ title: String, _ items: [Item]) {
    self.title = title
    self.items = items
    cursor = items.firstIndex { $0.isCurrent } ?? 0
  }

  package var context: KeyContext { .dialog }
  package var isDialog: Bool { true }

  package mutating func keyPressed(_ key: Key, in model: inout Model) -> ScreenOutcome {
    switch key {
    case .escape: return .close
    case .character("q") where !items.contains { $0.letter == "q" }: return .close
    case .down, .tab: cursor = min(items.count - 1, cursor + 1)
    case .up, .backTab: cursor = max(0, cursor - 1)
    case .enter where items.indices.contains(cursor): return .close(items[cursor].choose(&model))
    case .character(let letter):
      guard let item = items.first(where: { $0.letter == letter }) else { return .stay }
      return .close(item.choose(&model))
    default: break
    }
    return .stay
  }

  package mutating func clicked(_ point: Point, in model: inout Model) -> ScreenOutcome {
    let box = DialogBox.inside(height: items.count + 1, width: width, model.size)
    let item = point.row - box.row + start(box)
    guard box.contains(point), items.indices.contains(item) else { return .stay }
    return .close(items[item].choose(&model))
  }

  private var width: Int { max(24, (items.map(\.text.count).max() ?? 0) + 10) }

  /// The first item that is shown: where not all fit, those around the cursor are.
  private func start(_ box: Rect) -> Int { max(0, cursor - max(1, box.rows) + 1) }

  package func draw(_ model: Model, into frame: inout Frame) {
    let box = DialogBox.draw(title: title, height: items.count + 1, width: width, &frame)
    let start = start(box)
    for (index, item) in items.enumerated().dropFirst(start).prefix(box.rows) {
      let row = box.row(index - start)
      var line = StyledText(index == cursor ? "> " : "  ")
      line.append("\(String(item.letter)) ", Style(.key))
      line.append(" \(item.text)", item.isCurrent ? Style(.normal, .bold) : .normal)
      frame.write(line, in: row)
    }
  }
}
