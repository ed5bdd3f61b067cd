package import Canvas

/// All actions and commands by name, filtered as one types; Enter does one.
package struct PaletteScreen: Screen {
  private var field = TextField()
  private var list = ScrollingList()
  private static let rows = 10
  private static let columns = 76

  private enum Item {
    case action(Binding)
    case command(CommandRow)

    var help: String {
      switch self {
      case .action(let row): row.help
      case .command(let row): row.help
      }
    }

    /// What it is called in the command line.
    var name: String {
      switch self {
      case .action(let row): row.action.rawValue
      case .command(let row): row.name
      }
    }

    /// The action whose reasons not to be done are its own.
    var action: Action? {
      switch self {
      case .action(let row): row.action
      case .command(let row): row.action
      }
    }
  }

  package var context: KeyContext { .dialog }
  package var isDialog: Bool { true }

  package mutating func keyPressed(_ key: Key, in model: inout Model) -> ScreenOutcome {
    let (found, height) = (matches(model), max(1, Self.place(model.size).rows))
    switch key {
    case .escape: return .close
    case .enter:
      guard found.indices.contains(list.cursor) else { return .stay }
      // It may open a screen of its own, which stays when this one is gone.
      return .close(choose(found[list.cursor], in: &model))
    case .pageDown: _ = list.move(.pageDown, count: found.count, height: height)
    case .pageUp: _ = list.move(.pageUp, count: found.count, height: height)
    case .down, .control("n"): _ = list.move(.lineDown, count: found.count, height: height)
    case .up, .control("p"): _ = list.move(.lineUp, count: found.count, height: height)
    default: if field.take(key) { list = ScrollingList() }
    }
    return .stay
  }

  /// Where the lines are: fewer of them on a small screen.
  private static func place(_ size: Size) -> Rect {
    DialogBox.inside(height: rows + 3, width: columns, size).split(top: 2).rest.split(top: rows).top
  }

  /// A click goes to a line; another one there chooses it.
  package mutating func clicked(_ point: Point, in model: inout Model) -> ScreenOutcome {
    let rows = Self.place(model.size)
    let (found, line) = (matches(model), list.top + point.row - rows.row)
    guard rows.contains(point), found.indices.contains(line) else { return .stay }
    let isSecond = list.point(at: line, count: found.count, height: rows.rows)
    return isSecond ? keyPressed(.enter, in: &model) : .stay
  }

  /// Does it, or lets the person add the words that it takes.
  private func choose(_ item: Item, in model: inout Model) -> [Effect] {
    switch item {
    case .action(let row): return model.perform(row.action)
    case .command(let row):
      guard row.words.isEmpty, case .success(let command) = Command.parse(row.name) else {
        return model.open(CommandLine(row.name + " "))
      }
      return model.run(command)
    }
  }

  /// What can be called where the palette was opened, best matches first: of the same rank, actions before commands.
  private func matches(_ model: Model) -> [Item] {
    let words = field.text.lowercased().split(separator: " ").map(String.init)
    let context = model.screens.last { $0.context != .dialog }?.context ?? model.focusContext
    let actions = model.keys.bindings.filter {
      $0.contexts.contains(context) && $0.action != .palette
    }
    let found = (actions.map(Item.action) + CommandRow.all.map(Item.command)).filter { item in
      words.allSatisfy { Self.text(item).contains($0) }
    }
    guard let first = words.first else { return found }
    // What begins with the word, what has a word that does, the rest; each in the table's order.
    return found.filter { Self.rank($0, first) == 0 } + found.filter { Self.rank($0, first) == 1 }
      + found.filter { Self.rank($0, first) == 2 }
  }

  private static func text(_ item: Item) -> String {
    (item.help + " " + item.name).lowercased()
  }

  private static func rank(_ item: Item, _ word: String) -> Int {
    let text = text(item)
    if text.hasPrefix(word) || item.name.hasPrefix(word) { return 0 }
    return text.split { !$0.isLetter }.contains { $0.hasPrefix(word) } ? 1 : 2
  }

  package func draw(_ model: Model, into frame: inout Frame) {
    let box = DialogBox.draw(
      title: "Commands", height: Self.rows + 3, width: Self.columns, &frame)
    frame.write(" > ", in: box.row(0), Style(.key))
    field.draw(into: &frame, box.row(0).split(left: 3).rest, hasCaret: true)
    let found = matches(model)
    let rows = box.split(top: 2).rest
    // The screen may have become smaller since.
    var list = list
    list.fit(count: found.count, height: max(1, min(Self.rows, rows.rows)))
    if found.isEmpty { frame.write(" nothing has that name", in: rows, Style(.muted)) }
    for index in 0..<min(Self.rows, rows.rows) where list.top + index < found.count {
      let isFocused = list.top + index == list.cursor
      frame.write(line(found[list.top + index], isFocused, model), in: rows.row(index))
    }
  }

  private func line(_ item: Item, _ isFocused: Bool, _ model: Model) -> StyledText {
    let isDisabled = item.action.flatMap { model.disabledReason($0) } != nil
    let style = Style(isDisabled ? .disabled : .normal, isFocused ? .bold : [])
    var line = StyledText(isFocused ? "> " : "  ", style)
    line.append(item.help.visible.padded(to: 34), style)
    switch item {
    case .action(let row):
      line.append(row.keyNames.padded(to: 14), Style(.key))
      line.append(" \(row.action.rawValue)", Style(.muted))
    case .command(let row):
      line.append(.blank(14) + " :\(row.name)", Style(.key))
      if !row.words.isEmpty { line.append(" \(row.words)", Style(.muted)) }
    }
    return line
  }
}
