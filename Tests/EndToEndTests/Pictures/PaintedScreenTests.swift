import Testing

@Suite struct PaintedScreenTests {
  @Test(arguments: [
    // A blank at the end that was written, and one that was cleared.
    ("\u{1B}[36m██\u{1B}[39m \n x", "\u{1B}[36m██\n\u{1B}[39m x"),
    // Blanks show no colour of their own; bold and colour in either order.
    ("a\u{1B}[36m \u{1B}[0mb", "a b"),
    ("\u{1B}[1;31ma", "\u{1B}[31m\u{1B}[1ma"),
    // What was set and unset again.
    ("\u{1B}[1;38;5;245m\u{1B}[22;39ma", "a"),
    ("a\u{1B}[7m \u{1B}[27m", "a\u{1B}[0;7m \u{1B}[0m"),
  ])
  func `one look is one text`(one: String, other: String) {
    #expect(PaintedScreen.look(of: one) == PaintedScreen.look(of: other))
  }

  @Test(arguments: [
    ("\u{1B}[36ma", "a"), ("\u{1B}[38;5;36ma", "\u{1B}[38;5;37ma"), ("\u{1B}[41m \u{1B}[0m", ""),
    ("a\u{1B}[7m \u{1B}[27m", "a"), ("\u{1B}[2ma", "\u{1B}[1ma"), ("a b", "a  b"), ("a\n", "a"),
    ("\u{1B}[31ma\u{1B}[0mb", "\u{1B}[31mab"),
  ])
  func `another look is another text`(one: String, other: String) {
    #expect(PaintedScreen.look(of: one) != PaintedScreen.look(of: other))
  }
}
