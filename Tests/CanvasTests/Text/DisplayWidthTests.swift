import Testing

@testable import Canvas

@Suite struct DisplayWidthTests {
  @Test(
    arguments: [
      ("a", 1), ("é", 1), ("e\u{301}", 1), ("日", 2), ("ﾊ", 1), ("Ａ", 2), ("한", 2),
      ("\u{1112}\u{1161}\u{11AB}", 2), ("👍", 2), ("👍\u{1F3FD}", 2), ("👨\u{200D}👩\u{200D}👧", 6),
      ("🇩🇪", 2), ("❤", 1), ("❤\u{FE0F}", 1), ("⌚", 2), ("─", 1), ("▁", 1), ("␛", 1), ("…", 1),
      ("\u{915}\u{94D}\u{937}\u{93F}", 3), ("\u{1F18E}", 2), ("\u{20000}", 2), ("\u{3000}", 2),
    ] as [(String, Int)])
  func `a grapheme has the width that terminals give it`(text: String, width: Int) {
    #expect(text.reduce(0) { $0 + DisplayWidth.columns(of: $1) } == width)
    #expect(VisibleText(untrusted: text, .body).width == width)
  }
}
