import Testing

@testable import Canvas

@Suite struct CuttingTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let text: VisibleText
    let columns: Int
    let cut: Truncation
    let expected: String
    var testDescription: String { "\(text) in \(columns), \(cut)" }
  }

  static let cases = [
    Case(text: "abcdef", columns: 6, cut: .end, expected: "abcdef"),
    Case(text: "abcdef", columns: 5, cut: .end, expected: "abcd…"),
    Case(text: "abcdef", columns: 5, cut: .middle, expected: "ab…ef"),
    Case(text: "abcdef", columns: 4, cut: .middle, expected: "ab…f"),
    Case(text: "abcdef", columns: 5, cut: .start, expected: "…cdef"),
    Case(text: "abcdef", columns: 5, cut: .clip, expected: "abcde"),
    Case(text: "abcdef", columns: 1, cut: .end, expected: "a"),
    Case(text: "abcdef", columns: 2, cut: .middle, expected: "a…"),
    Case(text: "abcdef", columns: 0, cut: .end, expected: ""),
    Case(text: "abcdef", columns: -7, cut: .middle, expected: ""),
    Case(text: "日本語", columns: 5, cut: .end, expected: "日本…"),
    Case(text: "日本語", columns: 4, cut: .end, expected: "日…"),
    Case(text: "日本語", columns: 1, cut: .end, expected: ""),
    Case(text: "日本語", columns: 3, cut: .clip, expected: "日"),
    Case(text: "日本語x", columns: 5, cut: .middle, expected: "日…x"),
    Case(text: "e\u{301}a\u{301}o", columns: 2, cut: .end, expected: "e\u{301}…"),
    Case(text: "🇩🇪🇫🇷", columns: 3, cut: .end, expected: "🇩🇪…"),
  ]

  @Test(arguments: cases)
  func `a text is cut at graphemes and never wider than asked`(row: Case) {
    #expect(row.text.truncated(to: row.columns, row.cut).plainText == row.expected)
  }

  @Test func `a cut in the middle leaves the host's start and the path's end`() {
    let url: VisibleText = "api.example.com/v1/users?page=1"
    #expect(url.truncated(to: 24, .middle).plainText == "api.example.…sers?page=1")
  }

  @Test(arguments: [
    (Alignment.leading, "日x   "), (.trailing, "   日x"), (.center, " 日x  "),
  ])
  func `padding counts columns`(alignment: Alignment, expected: String) {
    let text: VisibleText = "日x"
    #expect(text.padded(to: 6, alignment).plainText == expected)
  }

  @Test func `scrolling into the middle of a wide character leaves a blank`() {
    let text: VisibleText = "日本x"
    #expect(text.dropFirst(columns: 1).plainText == " 本x")
    #expect(text.dropFirst(columns: 2).plainText == "本x")
    #expect(text.dropFirst(columns: 9).isEmpty)
  }

  @Test func `escapes keep their marks through a cut`() {
    let text = VisibleText(untrusted: "ab\u{1B}cd")
    #expect(text.suffix(columns: 3).escapes == [0..<3])
    #expect(text.prefix(columns: 2).escapes.isEmpty)
    #expect(("x" + text.dropFirst(columns: 1)).escapes == [2..<5])
  }
}
