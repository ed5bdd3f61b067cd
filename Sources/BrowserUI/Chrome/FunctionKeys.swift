import Canvas

/// The last line: function keys, as many as fit; a few letters where it is narrow.
enum FunctionKeys {
  /// From this width on there are function keys.
  private static let leastColumns = 60

  static func draw(_ model: Model, _ rect: Rect, _ frame: inout Frame) {
    guard rect.columns >= leastColumns else {
      frame.write(letters(model.keys), in: rect, Style(.muted))
      return
    }
    for item in items(rect, model.keys) {
      let isDisabled = model.disabledReason(item.binding.action) != nil
      var line = StyledText(item.key, Style(.key))
      line.append(item.label, Style(isDisabled ? .disabled : .bar))
      frame.write(line, in: item.rect)
    }
  }

  /// What a click on the line means.
  static func action(at point: Point, _ rect: Rect, _ keys: KeyMap) -> Action? {
    guard rect.columns >= leastColumns else { return nil }
    return items(rect, keys).first { $0.rect.contains(point) }?.binding.action
  }

  private struct Item {
    var rect: Rect
    var key: VisibleText
    var label: VisibleText
    var binding: Binding
  }

  /// ` ?help /filt r-eval e-xp d-el q`
  private static func letters(_ keys: KeyMap) -> VisibleText {
    let words: [(Action, VisibleText)] = [
      (.help, "help"), (.filter, "filt"), (.revalidate, "reval"), (.expire, "exp"),
      (.delete, "del"), (.back, ""),
    ]
    return words.reduce("") { line, word in
      let key = keys.key(for: word.0)
      return key.isEmpty ? line : line + " " + letter(key, word.1)
    }
  }

  /// A key and what it does: `d-el`, where the word begins with it.
  private static func letter(_ key: VisibleText, _ word: VisibleText) -> VisibleText {
    let first = word.truncated(to: 1, ellipsis: "")
    guard key != first else { return key + "-" + word.dropFirst(columns: 1) }
    return key + (key.plainText.first?.isLetter == true && !word.isEmpty ? " " : "") + word
  }

  private static func items(_ rect: Rect, _ keys: KeyMap) -> [Item] {
    var items: [Item] = []
    var rest = rect
    for binding in keys.footer {
      guard let key = KeyMap.functionKey(binding)?.displayName, let word = binding.footer else {
        continue
      }
      let label: VisibleText = "\(word)"
      let width = key.width + label.width
      guard width <= rest.columns else { break }
      items.append(
        Item(rect: rest.split(left: width).left, key: key, label: label, binding: binding))
      rest = rest.split(left: width + 1).rest
    }
    return items
  }
}
