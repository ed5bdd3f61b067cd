/// How many colours a terminal has.
package enum ColorDepth: Sendable, Hashable, CaseIterable, Comparable {
  case none, eight, sixteen, full

  /// The depth for what a terminal says of itself. More than 256 means direct colour, where only the first
  /// eight numbers are those of the palette.
  package init(colors: Int) {
    switch colors {
    case ..<8: self = .none
    case 8..<16: self = .eight
    case 16..<256: self = .sixteen
    case 256: self = .full
    default: self = .eight
    }
  }
}

/// A colour as a theme names it: a number of the 256, and the nearest of the terminal's own sixteen.
package struct Tone: Sendable, Hashable {
  let indexed: UInt8
  let ansi: UInt8

  /// One of the terminal's own sixteen colours, which follow the user's palette at every depth.
  static func palette(_ ansi: UInt8) -> Tone { Tone(indexed: ansi, ansi: ansi) }

  /// The number at a depth; nil where there are no colours.
  package func number(_ depth: ColorDepth) -> UInt8? {
    switch depth {
    case .none: nil
    case .eight: ansi % 8
    case .sixteen: ansi
    case .full: indexed
    }
  }
}

/// What a terminal is told for a cell: numbers of colours, nil for the terminal's own, and emphasis.
package struct Paint: Sendable, Hashable {
  package var foreground: UInt8?
  package var background: UInt8?
  package var attributes: Attributes
}
