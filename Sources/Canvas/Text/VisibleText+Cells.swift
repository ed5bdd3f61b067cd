extension VisibleText {
  /// The cells of the text, from left to right; what the sanitiser put in place of something has the role
  /// that says so.
  func forEachCell(_ style: Style, _ body: (Cell) -> Void) {
    if isASCII, !hasEscapes {
      for byte in plainText.utf8 { body(Cell(Character(Unicode.Scalar(byte)), style)) }
      return
    }
    let escaped = Style(.escaped, style.attributes)
    var pending: Cell?
    forEachScalar { scalar, isEscape in
      if DisplayWidth.isUndrawn(scalar) { return }
      let width = DisplayWidth.columns(of: scalar)
      if width == 0, let base = pending?.character {
        pending?.character = base.carrying(scalar)
        return
      }
      if let pending { body(pending) }
      pending = Cell(Character(scalar), isEscape ? escaped : style, width: max(1, width))
    }
    if let pending { body(pending) }
  }

  /// The scalars of the text, and whether each was put in by the sanitiser.
  func forEachScalar(_ body: (Unicode.Scalar, Bool) -> Void) {
    var offset = 0
    var left = escapes[...]
    for scalar in plainText.unicodeScalars {
      while let first = left.first, first.upperBound <= offset { left.removeFirst() }
      body(scalar, left.first?.contains(offset) ?? false)
      offset += UTF8.width(scalar)
    }
  }
}

extension Character {
  fileprivate func carrying(_ mark: Unicode.Scalar) -> Character {
    var scalars = String(self).unicodeScalars
    scalars.append(mark)
    let joined = String(scalars)
    return joined.count == 1 ? Character(joined) : self
  }
}
