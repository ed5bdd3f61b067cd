import Canvas

/// The last line: function keys, as many as fit; a few letters where it is narrow.
enum FunctionKeys {
  /// From this width on there are function keys.
  private static let leastColumns = 60

  static func draw(_ model: Model, _ rect: Rect, _ frame: inout Frame) {
    guard rect.columns >= leastColumns else {
      frame.write(" ?help /filt r-eval e-xp d-el q", in: rect, Style(.muted))
      return
    }
    for item in items(rect) {
      let isDisabled = model.disabledReason(item.binding.action) != nil
      var line = StyledText(item.key, Style(.key))
      line.append(item.label, Style(isDisabled ? .disabled : .bar))
      frame.write(line, in: item.rect)
    }
  }

  /// What a click on the line means.
  static func action(at point: Point, _ rect: Rect) -> Action? {
    guard rect.columns >= leastColumns else { return nil }
    return items(rect).first { $0.rect.contains(point) }?.binding.action
  }

  private struct Item {
    var rect: Rect
    var key: VisibleText
    var label: VisibleText
    var binding: Binding
  }

  private static func items(_ rect: Rect) -> [Item] {
    var items: [Item] = []
    var rest = rect
    for binding in KeyMap.footer {
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
