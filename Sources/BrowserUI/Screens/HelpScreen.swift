package import Canvas

/// All keys of a context, filtered as one types.
package struct HelpScreen: Screen {
  package let about: KeyContext
  private var filter = TextField()
  private var scroll = 0

  init(context: KeyContext) { about = context }

  package var context: KeyContext { .help }

  package mutating func keyPressed(_ key: Key, in model: inout Model) -> ScreenOutcome {
    let height = FullScreen.height(model.size)
    let last = max(0, lines(model, width: model.size.columns).count - height)
    switch key {
    case _ where filter.text.isEmpty && model.keys.leaves(key): return .close
    case .escape: filter.set("")
    case .function where model.keys.isKey(key, of: .help): return .close
    case .down, .control("n"): scroll = min(last, scroll + 1)
    case .up: scroll = max(0, scroll - 1)
    case .pageDown, .control("d"), .control("f"): scroll = min(last, scroll + max(1, height - 1))
    case .pageUp, .control("b"): scroll = max(0, scroll - max(1, height - 1))
    default:
      guard filter.take(key) else { return .stay }
      scroll = 0
    }
    return .stay
  }

  package func draw(_ model: Model, into frame: inout Frame) {
    let title: VisibleText = "Keys for: \(about.title)"
    let typed: VisibleText =
      filter.text.isEmpty ? " (type to filter; by name or by key)" : "  filter: \(filter.text)"
    let body = FullScreen.draw(
      title: StyledText(title, Style(.bar, .bold)) + StyledText(typed, Style(.bar)),
      trailing: model.keys.leaving("close"), hint: Self.hint, model, &frame)
    frame.write(lines(model, width: body.columns).dropFirst(scroll), in: body)
  }

  private static let hint: VisibleText =
    "F fresh  W stale, servable  S stale  N validate  I never expires  X corrupt"

  private func lines(_ model: Model, width: Int) -> [StyledText] {
    HelpPane.lines(sections(model), matching: filter.text, width: width)
  }

  private func sections(_ model: Model) -> [HelpSection] {
    keys(model) + [about == .live ? LiveDefinitions.section : nil].compactMap(\.self)
  }

  private func keys(_ model: Model) -> [HelpSection] {
    Binding.Section.allCases.compactMap { section in
      let rows = model.keys.bindings.filter {
        $0.section == section && $0.contexts.contains(about)
          && (!$0.keys.isEmpty || !filter.text.isEmpty)
      }
      guard !rows.isEmpty else { return nil }
      return HelpSection("\(section.rawValue)", grouped(rows).map { line($0, model) })
    }
  }

  /// Rows that help shows as one; each alone while one looks for something.
  private func grouped(_ rows: [Binding]) -> [[Binding]] {
    rows.reduce(into: []) { groups, row in
      if filter.text.isEmpty, let group = row.group, groups.last?.first?.group == group {
        groups[groups.count - 1].append(row)
      } else {
        groups.append([row])
      }
    }
  }

  private func line(_ rows: [Binding], _ model: Model) -> HelpSection.Row {
    let help = filter.text.isEmpty ? rows[0].group ?? rows[0].help : rows[0].help
    let reason = model.disabledReason(rows[0].action) == nil ? "" : " (read-only)"
    let keys = rows[0].keys.isEmpty ? ":\(rows[0].action.rawValue)" : keys(rows)
    return .init(keys, "\(help + reason)")
  }

  /// The first keys of all rows, then the second ones; digits in a row are a range.
  private func keys(_ rows: [Binding]) -> VisibleText {
    if rows.count > 3, let first = rows.first?.keys.first, let last = rows.last?.keys.first {
      return first.displayName + " to " + last.displayName
    }
    let most = rows.map(\.keys.count).max() ?? 0
    let names = (0..<most).flatMap { place in
      rows.compactMap { $0.keys.dropFirst(place).first?.displayName }
    }
    return names.joined(separator: " ")
  }
}
