package import Canvas

/// All settings with their values and where those came from. A change holds at once; saving asks first.
package struct OptionsScreen: ListScreen {
  var list = ScrollingList()
  /// The value that is being typed, and what is wrong with it.
  private var field: TextField?
  private var error: String?

  package var context: KeyContext { .options }

  private var setting: Setting { Setting.all[list.cursor] }

  /// Rows for settings: what the focused one means takes two.
  private static func height(_ size: Size) -> Int { max(1, FullScreen.height(size) - 2) }

  package mutating func keyPressed(_ key: Key, in model: inout Model) -> ScreenOutcome {
    if field != nil { return fieldKeyPressed(key, &model) }
    switch key {
    case .character(" "): return begin(&model)
    case .character("+"): return step(1, &model)
    case .character("-"): return step(-1, &model)
    case .delete: return set(setting.standard, &model)
    default: break
    }
    guard let action = model.keys.action(for: key, in: context) else { return .unhandled }
    switch action {
    case .open: return begin(&model)
    case .left: return step(-1, &model)
    case .right: return step(1, &model)
    case .back, .escape, .options: return .close
    default: break
    }
    let height = Self.height(model.size)
    return list.move(action, count: Setting.all.count, height: height) ? .stay : .unhandled
  }

  /// Turns a flag, goes on to the next choice, or opens a field.
  private mutating func begin(_ model: inout Model) -> ScreenOutcome {
    switch setting.kind {
    case .flag, .choice, .theme: return step(1, &model)
    case .number, .words, .sort, .duration, .size:
      field = TextField(setting.value(model.preferences).plain)
      return .stay
    }
  }

  private mutating func step(_ direction: Int, _ model: inout Model) -> ScreenOutcome {
    let value = setting.value(model.preferences)
    switch (setting.kind, value) {
    case (.flag, .flag(let isOn)): return set(.flag(!isOn), &model)
    case (.choice(let words), .text(let word)): return set(words, from: word, direction, &model)
    case (.theme, .text(let word)):
      return set(model.preferences.themes.map(\.name), from: word, direction, &model)
    case (.number(let range, _, let step), .number(let number)):
      // The first step leads to a round number.
      let round = (number + direction * step) / step * step
      return set(.number(round.clamped(to: range)), &model)
    default: return begin(&model)
    }
  }

  private mutating func set(
    _ words: [String], from word: String, _ direction: Int, _ model: inout Model
  ) -> ScreenOutcome {
    let place = words.firstIndex(of: word) ?? 0
    return set(.text(words[(place + direction + words.count) % words.count]), &model)
  }

  private mutating func set(_ value: SettingValue, _ model: inout Model) -> ScreenOutcome {
    switch model.change(setting, to: value) {
    case .success(let effects):
      error = nil
      return .stay(effects)
    case .failure(let failure):
      error = failure.sentence
      return .stay
    }
  }

  private mutating func fieldKeyPressed(_ key: Key, _ model: inout Model) -> ScreenOutcome {
    switch key {
    case .escape:
      (field, error) = (nil, nil)
    case .enter:
      switch setting.kind.value(of: field?.text ?? "") {
      case .failure(let failure): error = failure.sentence
      case .success(let value):
        let outcome = set(value, &model)
        if error == nil { field = nil }
        return outcome
      }
    default:
      if field?.take(key) == true { error = nil }
    }
    return .stay
  }

  func lines(_ model: Model) -> (count: Int, height: Int, firstRow: Int) {
    // What is being typed is not left by a click.
    (field == nil ? Setting.all.count : 0, Self.height(model.size), 1)
  }

  package func draw(_ model: Model, into frame: inout Frame) {
    let unsaved = model.options.unsaved.count
    let state = unsaved == 0 ? "" : "  \(unsaved) not saved"
    let body = FullScreen.draw(
      title: StyledText("Options", Style(.bar, .bold)) + StyledText("\(state)", Style(.bar)),
      trailing: model.keys.leaving(), hint: hint(model.keys), model, &frame)
    let parts = body.split(bottom: 2)
    for index in 0..<parts.rest.rows where list.top + index < Setting.all.count {
      draw(list.top + index, model, parts.rest.row(index), &frame)
    }
    frame.write(" \(setting.meaning)", in: parts.bottom.row(0), Style(.label))
    let kind = error ?? setting.kind.name
    frame.write(" \(kind)", in: parts.bottom.row(1), Style(error == nil ? .muted : .error))
  }

  private func hint(_ keys: KeyMap) -> VisibleText {
    guard field == nil else { return "Enter takes it   Esc doesn't" }
    return ["Space change", "- + step", "Del default", keys.hint(.saveOptions, does: "save")]
      .asHints
  }

  private func draw(_ row: Int, _ model: Model, _ rect: Rect, _ frame: inout Frame) {
    let setting = Setting.all[row]
    let isFocused = row == list.cursor
    let origin = model.options.origin(of: setting.name)
    let style = Style(.normal, isFocused ? .bold : [])
    let name: VisibleText = "\(setting.name)"
    frame.write(
      StyledText(isFocused ? "> " : "  ", style) + StyledText(name, style), in: rect)
    let parts = parts(of: rect)
    if isFocused, let field {
      field.draw(into: &frame, parts.value, Style(.match), hasCaret: true)
    } else {
      let isChanged = setting.value(model.preferences) != setting.standard
      frame.write(
        "\(setting.value(model.preferences).plain)\(setting.kind.unit)", in: parts.value,
        isChanged ? Style(.mark) : style)
    }
    frame.write("\(origin.words)", in: parts.origin, Style(.muted))
    frame.write("\(setting.meaning)", in: parts.meaning, Style(.muted))
  }

  /// Where value, origin and meaning stand, as far as there is room for them.
  private func parts(of rect: Rect) -> (value: Rect, origin: Rect, meaning: Rect) {
    let rest = rect.split(left: Self.nameColumns).rest
    guard rect.columns >= 60 else {
      return (rest, rest.split(left: 0).left, rest.split(left: 0).left)
    }
    let isWide = rect.columns >= 150
    let value = rest.split(left: isWide ? Self.valueColumns : rest.columns - Self.originColumns)
    let origin = value.rest.split(left: Self.originColumns)
    return (value.left.split(right: 1).rest, origin.left.split(right: 1).rest, origin.rest)
  }

  private static let nameColumns = 22
  private static let valueColumns = 42
  private static let originColumns = 24
}
