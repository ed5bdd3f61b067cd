import Testing

@testable import Canvas

@Suite struct ASCIITests {
  @Test(arguments: [
    ("plain", "plain"), ("\u{1B}[m", "^[[m"), ("\r\n\t\0\u{7F}", "^M^J^I^@^?"),
    ("\u{202E}", "<U+202E>"), ("é", "\\u{E9}"), ("日", "\\u{65E5}"), ("␛", "\\u{241B}"),
    ("a…b", "a...b"), ("max-age → 300", "max-age -> 300"),
  ])
  func `what has no ASCII form is written out`(input: String, expected: String) {
    #expect(VisibleText(untrusted: input).ascii.plainText == expected)
  }

  @Test func `a written-out scalar is marked as put in, a symbol of the program is not`() {
    #expect(VisibleText(untrusted: "aé").ascii.escapes == [1..<7])
    #expect(VisibleText(untrusted: "日本").ascii.escapes == [0..<16])
    #expect(!VisibleText(untrusted: "a…").ascii.hasEscapes)
  }
}
