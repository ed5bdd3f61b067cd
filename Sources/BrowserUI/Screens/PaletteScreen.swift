package import Canvas

/// All actions by name, filtered as one types; Enter does one.
package struct PaletteScreen: Screen {
  private var field = TextField()
  private var list = ScrollingList()
  private static let rows = 10

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
    case .down, .control("n"): _ = list.move(.lineDown, count: found.count, height: Self.rows)
    case .up, .control("p"): _ = list.move(.lineUp, count: found.count, height: Self.rows)
    default: if field.take(key) { list = ScrollingList() }
    }
    return .stay
  }

  /// The actions that can be called where the palette was opened, best matches first.
  private func matches(_ model: Model) -> [Binding] {
    let words = field.text.lowercased().split(separator: " ")
    let context = model.screens.last { $0.context != .dialog }?.context ?? model.focusContext
    return model.keys.bindings.filter { row in
      let text = (row.help + " " + row.action.rawValue).lowercased()
      return row.contexts.contains(context) && row.action != .palette
        && words.allSatisfy { text.contains($0) }
    }
  }

  package func draw(_ model: Model, into frame: inout Frame) {
    let box = DialogBox.draw(title: "Commands", height: Self.rows + 3, &frame)
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
      line.append(binding.help.visible.padded(to: 32), style)
      line.append(binding.keyNames.padded(to: 12), Style(.key))
      line.append(" \(binding.action.rawValue)", Style(.muted))
      frame.write(line, in: rows.row(index))
    }
  }
}
