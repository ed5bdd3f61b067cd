/// One column of one row.
///
/// A cell holds one scalar that advances and at most four marks upon it: what ncurses keeps in a cell, and
/// what all terminals agree about. A joined emoji is drawn as its parts, without joiners and skin tones.
package struct Cell: Sendable, Hashable {
  /// What is drawn; a blank in the second column of a wide character.
  package var character: Character
  package var style: Style
  /// 1, 2 for a wide character, 0 for the column behind one.
  package var width: Int

  package init(_ character: Character = " ", _ style: Style = .normal, width: Int = 1) {
    self.character = character
    self.style = style
    self.width = width
  }
}
