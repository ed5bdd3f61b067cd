package import Canvas

/// What lies over the list: a full screen or a dialog. Each is a small triple in a file of its own:
/// state, what keys and answers do to it, and how it looks.
package protocol Screen: Sendable {
  /// Which bindings apply while it is on top, for footer and help.
  var context: KeyContext { get }

  /// Whether what lies below stays visible.
  var isDialog: Bool { get }

  /// Whether what was typed before it was there is thrown away: one key in it could do harm.
  var dropsTypeAhead: Bool { get }

  /// A key was pressed while it is on top. The model's stack does not hold the screen meanwhile.
  mutating func keyPressed(_ key: Key, in model: inout Model) -> ScreenOutcome

  /// Whether the wheel is the arrow keys; not where those change what is typed.
  var takesWheel: Bool { get }

  /// It was clicked on while it is on top. A first click never does what could do harm.
  mutating func clicked(_ point: Point, in model: inout Model) -> ScreenOutcome

  /// An effect was answered, or time has passed.
  mutating func received(_ message: Message, in model: inout Model) -> [Effect]

  /// Draws it.
  func draw(_ model: Model, into frame: inout Frame)
}

extension Screen {
  package var isDialog: Bool { false }

  package var dropsTypeAhead: Bool { false }

  package var takesWheel: Bool { true }

  package mutating func clicked(_ point: Point, in model: inout Model) -> ScreenOutcome { .stay }

  package mutating func received(_ message: Message, in model: inout Model) -> [Effect] { [] }
}

/// What a key did to the screen on top.
package enum ScreenOutcome: Sendable {
  /// It stays.
  case stay([Effect])
  /// It goes; what was below is on top again.
  case close([Effect])
  /// The key means nothing to it: the bindings of its context decide.
  case unhandled

  package static var stay: ScreenOutcome { .stay([]) }
  package static var close: ScreenOutcome { .close([]) }
}
