package import Canvas

/// Sizes of panes by arrows and signs, until another key is pressed: that one does what it always does.
package struct ResizeDialog: Screen {
  package var context: KeyContext { .dialog }
  package var isDialog: Bool { true }
  package var takesWheel: Bool { false }

  package mutating func keyPressed(_ key: Key, in model: inout Model) -> ScreenOutcome {
    switch key {
    case .character(">"): return .stay(model.resize(.width, by: 1))
    case .character("<"): return .stay(model.resize(.width, by: -1))
    case .character("+"): return .stay(model.resize(.height, by: 1))
    case .character("-"): return .stay(model.resize(.height, by: -1))
    case .right: return .stay(model.moveBoundary(.width, by: 1))
    case .left: return .stay(model.moveBoundary(.width, by: -1))
    case .down: return .stay(model.moveBoundary(.height, by: 1))
    case .up: return .stay(model.moveBoundary(.height, by: -1))
    case .character("="): return .stay(model.resetSizes())
    case .control("w"): return .stay
    case .escape, .enter, .character("q"), .paste: return .close
    default: return .close(model.keyPressed(key))
    }
  }

  package func draw(_ model: Model, into frame: inout Frame) {
    let row = model.layout.status
    frame.fill(row)
    var line = StyledText(" resize \(model.focus.rawValue)  ", Style(.key))
    line.append("arrows move its edge  < > width  + - height  = as it was  Esc", Style(.muted))
    frame.write(line, in: row)
  }
}
