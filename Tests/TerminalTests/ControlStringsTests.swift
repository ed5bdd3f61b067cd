import Canvas
import Testing

@testable import Terminal

@Suite struct ControlStringsTests {
  @Test func `the clipboard takes bytes up to what terminals take`() {
    #expect(ControlStrings.clipboard(Array("hello".utf8)) == "\u{1B}]52;c;aGVsbG8=\u{07}")
    #expect(ControlStrings.clipboard([UInt8](repeating: 0, count: 56_250)) != nil)
    #expect(ControlStrings.clipboard([UInt8](repeating: 0, count: 56_251)) == nil)
  }

  @Test func `a title can't leave its sequence`() {
    let title = VisibleText(untrusted: "a\u{07}\u{1B}]52;c;eA==\u{1B}\\é")
    #expect(ControlStrings.title(title, ascii: false) == "\u{1B}]2;a␇␛]52;c;eA==␛\\é\u{07}")
    #expect(
      ControlStrings.title(title, ascii: true) == "\u{1B}]2;a^G^[]52;c;eA==^[\\\\u{E9}\u{07}")
  }

  @Test(arguments: [
    ("xterm-256color", true), ("tmux-256color", true), ("linux", false), ("vt100", false),
  ])
  func `titles go to terminals that understand them`(type: String, expected: Bool) {
    #expect(ControlStrings.hasTitle(type: type) == expected)
  }
}
