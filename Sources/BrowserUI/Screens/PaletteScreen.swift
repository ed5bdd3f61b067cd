package import Canvas

/// All actions by name, filtered as one types; Enter does one.
package struct PaletteScreen: Screen {
  private var field = TextField()
  private var list = ScrollingList()
  private static let rows = 10
  private static let columns = 76

  package var context: KeyContext { .dialog }
  package var isDialog: Bool { true }

  package mutating func keyPressed(_ key: Key, in model: inout Model) -> ScreenOutcome {
    let found = matches(model)
    switch key {
    case .escape: return .close
    case .enter:
      guard found.indices.contains(list.cursor) else { return .stay }
      // The action may open a screen of its own, which stays when this one is gone.
      return .close(model.perform(found[list.cursor].action))
    case .pageDown: _ = list.move(.pageDown, count: found.count, height: Self.rows)
    case .pageUp: _ = list.move(.pageUp, count: found.count, height: Self.rows)
    case .down, .control("n"): _ = list.move(.lineDown, count: found.count, height: Self.rows)
    case .up, .control("p"): _ = list.move(.lineUp, count: found.count, height: Self.rows)
    default: if field.take(key) { list = ScrollingList() }
    }
    return .stay
  }

  /// The actions that can be called where the palette was opened, best matches first.
  private func matches(_ model: Model) -> [Binding] {
    let words = field.text.lowercased().split(separator: " ").map(String.init)
    let context = model.screens.last { $0.context != .dialog }?.context ?? model.focusContext
    let found = model.keys.bindings.filter { row in
      row.contexts.contains(context) && row.action != .palette
        && words.allSatisfy { Self.text(row).contains($0) }
    }
    guard let first = words.first else { return found }
    // What begins with the word, what has a word that does, the rest; each in the table's order.
    return found.filter { Self.rank($0, first) == 0 } + found.filter { Self.rank($0, first) == 1 }
      + found.filter { Self.rank($0, first) == 2 }
  }

  private static func text(_ row: Binding) -> String {
    (row.help + " " + row.action.rawValue).lowercased()
  }

  private static func rank(_ row: Binding, _ word: String) -> Int {
    let text = text(row)
    if text.hasPrefix(word) || row.action.rawValue.hasPrefix(word) { return 0 }
    return text.split { !$0.isLetter }.contains { $0.hasPrefix(word) } ? 1 : 2
  }

  package func draw(_ model: Model, into frame: inout Frame) {
    let box = DialogBox.draw(
      title: "Commands", height: Self.rows + 3, width: Self.columns, &frame)
    frame.write(" > ", in: box.row(0), Style(.key))
    field.draw(into: &frame, box.row(0).split(left: 3).rest, hasCaret: true)
    let found = matches(model)
    let rows = box.split(top: 2).rest
    if found.isEmpty { frame.write(" nothing has that name", in: rows, Style(.muted)) }
    for index in 0..<min(Self.rows, rows.rows) where list.top + index < found.count {
      let binding = found[list.top + index]
      let isFocused = list.top + index == list.cursor
      let isDisabled = model.disabledReason(binding.action) != nil
      let style = Style(isDisabled ? .disabled : .normal, isFocused ? .bold : [])
      var line = StyledText(isFocused ? "> " : "  ", style)
      line.append(binding.help.visible.padded(to: 34), style)
      line.append(binding.keyNames.padded(to: 14), Style(.key))
      line.append(" \(binding.action.rawValue)", Style(.muted))
      frame.write(line, in: rows.row(index))
    }
  }
}
