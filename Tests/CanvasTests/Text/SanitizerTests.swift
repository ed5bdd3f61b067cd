import Testing

@testable import Canvas

@Suite struct SanitizerTests {
  @Test(arguments: [
    ("plain text 123", "plain text 123"),
    ("\u{1B}[31mred\u{1B}[0m", "␛[31mred␛[0m"),
    ("a\r\nb\tc\u{8}d\u{7F}\0\u{7}", "a␍␊b␉c␈d␡␀␇"),
    ("\u{85}\u{9B}5n\u{9D}", "<U+0085><U+009B>5n<U+009D>"),
    ("x\u{202E}gpj.exe", "x<U+202E>gpj.exe"),
    ("\u{2066}a\u{2069}\u{200E}\u{200F}\u{61C}", "<U+2066>a<U+2069><U+200E><U+200F><U+061C>"),
    (
      "pay\u{200B}pal\u{200C}\u{200D}\u{2060}\u{FEFF}",
      "pay<U+200B>pal<U+200C><U+200D><U+2060><U+FEFF>"
    ),
    ("a\u{2028}b\u{2029}c", "a<U+2028>b<U+2029>c"),
    ("soft\u{AD}hyphen", "soft<U+00AD>hyphen"),
    ("tag\u{E0041}\u{E007F}", "tag<U+E0041><U+E007F>"),
    ("private \u{E000} \u{F0000}", "private <U+E000> <U+F0000>"),
    (
      "non " + [0xFFFE, 0xFDD0, 0x10FFFF].map(HostileText.scalar).joined(),
      "non <U+FFFE><U+FDD0><U+10FFFF>"
    ),
    ("blank\u{A0}\u{3000}\u{2800}\u{3164}", "blank<U+00A0><U+3000><U+2800><U+3164>"),
    ("é 日本語 ß", "é 日本語 ß"),
    ("e\u{301}", "e\u{301}"),
    ("\u{301}first", "<U+0301>first"),
    ("\u{200B}\u{301}", "<U+200B><U+0301>"),
    ("👍\u{1F3FD}", "👍<U+1F3FD>"),
    ("👨\u{200D}👩", "👨<U+200D>👩"),
  ])
  func `urls and headers show what is invisible or acts on a terminal`(
    input: String, expected: String
  ) {
    #expect(VisibleText(untrusted: input, .url).plainText == expected)
    #expect(VisibleText(untrusted: input, .header).plainText == expected)
  }

  @Test(arguments: [
    ("👨\u{200D}👩\u{200D}👧", "👨\u{200D}👩\u{200D}👧"),
    ("👍\u{1F3FD}", "👍\u{1F3FD}"),
    ("❤\u{FE0F}", "❤\u{FE0F}"),
    ("a\u{200D}b", "a<U+200D>b"),
    ("👨\u{200D}", "👨<U+200D>"),
    ("👨\u{200D}\u{200D}👩", "👨<U+200D><U+200D>👩"),
    ("\u{200D}👩", "<U+200D>👩"),
    ("a\u{FE0F}", "a<U+FE0F>"),
    ("❤\u{FE0F}\u{FE0F}", "❤\u{FE0F}<U+FE0F>"),
    ("\u{1F3FD}", "<U+1F3FD>"),
    ("a\u{A0}b\u{3000}c", "a\u{A0}b\u{3000}c"),
    ("\u{1B}]52;c;aGk=\u{7}", "␛]52;c;aGk=␇"),
  ])
  func `bodies keep emoji sequences and blanks, and nothing else more`(
    input: String, expected: String
  ) {
    #expect(VisibleText(untrusted: input, .body).plainText == expected)
  }

  @Test func `no more than four marks stay on a base`() {
    let text = VisibleText(untrusted: "e" + String(repeating: "\u{301}", count: 6), .body)
    #expect(text.plainText == "e\u{301}\u{301}\u{301}\u{301}<U+0301><U+0301>")
    #expect(text.width == 17)
  }

  @Test(
    arguments: [
      ([0x61, 0xFF, 0x62], "a\\xFFb"),
      ([0xC3, 0x28], "\\xC3("),
      ([0xE2, 0x82], "\\xE2\\x82"),
      ([0xC0, 0x80], "\\xC0\\x80"),
      ([0xED, 0xA0, 0x80], "\\xED\\xA0\\x80"),
      ([0xF4, 0x90, 0x80, 0x80], "\\xF4\\x90\\x80\\x80"),
      ([0xC2, 0x9B], "<U+009B>"),
      ([0x9B, 0x41], "\\x9BA"),
      ([0xE2, 0x82, 0xAC, 0x1B], "€␛"),
      ([], ""),
    ] as [([UInt8], String)])
  func `bytes that are not UTF-8 are shown one by one`(bytes: [UInt8], expected: String) {
    #expect(VisibleText(untrusted: bytes).plainText == expected)
  }

  @Test func `what the sanitiser put in is told apart from text that looks the same`() {
    #expect(VisibleText(untrusted: "\u{1B}").hasEscapes)
    #expect(!VisibleText(untrusted: "␛").hasEscapes)
    #expect(VisibleText(untrusted: "a\u{1B}").escapes == [1..<4])
  }

  @Test func `literals and interpolations have no way round the sanitiser`() {
    let hostile = "\u{1B}[2J"
    let text: VisibleText = "a \(hostile) \(3) \(VisibleText(untrusted: "b")) \u{1B}"
    #expect(text.plainText == "a ␛[2J 3 b ␛")
    #expect(VisibleText(stringLiteral: hostile).plainText == "␛[2J")
  }

  @Test func `a scalar newer than the width table is shown by its code`() {
    // U+1FAE8, of Unicode 15.0.
    #expect(VisibleText(untrusted: "\u{1FAE8}", .body).plainText == "<U+1FAE8>")
  }
}
