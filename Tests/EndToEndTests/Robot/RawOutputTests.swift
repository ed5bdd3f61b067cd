import TestSupport
import Testing

@Suite(.ownThreads) struct RawOutputTests {
  @Test(arguments: [
    "plain é 日本 👍 e\u{301}\r\n", "\u{1B}[?1049h\u{1B}[22;2t",
    "\u{1B}[1;24r\u{1B}[4l\u{1B}[H\u{1B}[2J\u{1B}[38;5;245m─\u{1B}(B\u{1B}[m", "\u{1B}=\u{1B}>",
    "\u{1B}]2;larder\u{7}", "\u{8}\u{9}\u{E}x\u{F}",
  ])
  func `what curses and the program send is allowed`(text: String) {
    #expect(RawOutput(Array(text.utf8), title: "larder").violations.isEmpty)
  }

  @Test(arguments: [
    "\u{1B}]52;c;aGk=\u{7}", "\u{1B}]0;x\u{7}", "\u{1B}]2;other\u{7}", "\u{1B}]8;;http://x\u{1B}\\",
    "\u{1B}P1$r\u{1B}\\", "\u{1B}_x\u{1B}\\", "\u{1B}c", "\u{1B}[6n", "\u{1B}[c", "\u{1B}[5i",
    "\u{7}",
    "\u{9B}5n", "\u{202E}", "\u{200B}", "\u{200D}", "\u{FEFF}", "\u{2028}", "\u{FE0F}", "\u{0}",
  ])
  func `what content could bring in is found`(text: String) {
    #expect(!RawOutput(Array(text.utf8), title: "larder").violations.isEmpty)
  }

  @Test func `bytes that are not UTF-8 are found`() {
    #expect(RawOutput([0x61, 0x9B, 0x35, 0x6E]).violations == ["byte 155"])
  }
}
