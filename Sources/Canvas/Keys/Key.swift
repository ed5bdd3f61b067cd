/// One thing that a person did at the terminal.
package enum Key: Sendable, Hashable {
  /// A letter, digit, sign or space as typed.
  case character(Character)
  /// Ctrl with a lower-case letter or one of `@ [ \ ] ^ _`.
  case control(Character)
  /// Alt with a character; what a terminal sends as Escape and the character in one go.
  case alt(Character)
  case up, down, left, right
  case shiftUp, shiftDown, shiftLeft, shiftRight
  case controlUp, controlDown, controlLeft, controlRight
  case home, end, pageUp, pageDown, insert, delete
  case tab, backTab, enter, escape, backspace
  /// F1 to F24.
  case function(Int)
  case mouse(MouseEvent)
  /// Pasted text in one piece: untrusted, and never commands.
  case paste(String)
  /// The terminal has another size now.
  case resize(Size)
}

extension Key {
  /// Whether a person did it, as against a new size of the window.
  package var isTyped: Bool {
    if case .resize = self { false } else { true }
  }
}

/// A click, a turn of the wheel, or a movement with a button down.
package struct MouseEvent: Sendable, Hashable {
  package enum Action: String, Sendable, Hashable, CaseIterable {
    case press, release, drag, wheelUp, wheelDown
  }

  package enum Button: String, Sendable, Hashable, CaseIterable {
    case left, middle, right, none
  }

  package var action: Action
  package var button: Button
  package var point: Point

  package init(_ action: Action, _ button: Button = .left, at point: Point) {
    self.action = action
    self.button = button
    self.point = point
  }
}
