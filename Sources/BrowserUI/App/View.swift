package import Canvas

/// The screen for a model, at the model's size.
package func view(_ model: Model) -> Frame {
  var frame = Frame(model.size, glyphs: model.preferences.glyphs)
  guard model.layout.kind != .tooSmall else {
    SizeMessage.draw(model.keys, &frame)
    return frame
  }
  let base = model.screens.lastIndex { !$0.isDialog }
  if base == nil { HomeView(model).draw(&frame) }
  for screen in model.screens[(base ?? 0)...] {
    frame.cursor = nil
    screen.draw(model, into: &frame)
  }
  return frame
}

/// What is shown where nothing else fits.
enum SizeMessage {
  static func draw(_ keys: KeyMap, _ frame: inout Frame) {
    let needed = Layout.floor
    let name: VisibleText = frame.size.columns < 20 ? "" : " larder"
    let lines: [VisibleText] = [
      name + " needs \(needed.columns)x\(needed.rows)",
      " now \(frame.size.columns)x\(frame.size.rows)",
      " " + (keys.key(for: .back).isEmpty ? keys.key(for: .quit) : keys.key(for: .back)) + " quits",
    ]
    let start = frame.size.rows > 3 ? 1 : 0
    for (index, line) in lines.enumerated() {
      frame.write(line, in: frame.bounds.row(start + index), cut: .clip)
    }
  }
}
