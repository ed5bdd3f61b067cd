import Testing

@testable import Canvas

@Suite struct KeyNotationTests {
  @Test func `keys are read from a text`() {
    #expect(
      Key.parse("jj d <C-d> <Esc><F5> <Space> << <S-Tab> <A-x>")
        == [
          .character("j"), .character("j"), .character("d"), .control("d"), .escape, .function(5),
          .character(" "), .character("<"), .backTab, .alt("x"),
        ])
    #expect(Key.parse("") == [])
  }

  @Test(arguments: ["<Nope>", "<F0>", "<F99>", "<C-", "a <", "<>", "<X-a>"])
  func `an unknown name is no key`(text: String) {
    #expect(Key.parse(text) == nil)
  }

  @Test(arguments: [
    (Key.character("j"), "j"), (.character(" "), "Space"), (.control("d"), "C-d"),
    (.function(10), "F10"), (.pageDown, "PgDn"), (.backTab, "S-Tab"), (.escape, "Esc"),
    (.shiftUp, "S-Up"), (.delete, "Del"), (.alt("x"), "A-x"),
  ])
  func `a key is shown under the name that it is read by`(key: Key, name: String) {
    #expect(key.displayName.plainText == name)
    if name.count > 1 { #expect(Key(named: name) == key) }
  }
}
