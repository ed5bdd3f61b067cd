import BrowserUI
import FoundationEssentials
import TestSupport
import Testing

@Suite struct JSONEscapesTests {
  private func escaped(_ bytes: [UInt8]) -> String {
    var out: [UInt8] = []
    bytes.withUnsafeBufferPointer { JSONEscapes.append($0, to: &out) }
    return String(decoding: out, as: UTF8.self)
  }

  @Test(arguments: [
    ("plain é 寿司 🐟", "plain é 寿司 🐟"), ("a\"b\\c\n\r\t", #"a\"b\\c\n\r\t"#),
    ("\u{1B}[31m\u{7F}", #"\u001b[31m\u007f"#), ("\u{9B}\u{202E}\u{FEFF}", #"\u009b\u202e\ufeff"#),
    ("\u{2028}", #"\u2028"#), ("\u{E0001}", #"\udb40\udc01"#),
  ])
  func `nothing in a string drives a terminal`(text: String, json: String) throws {
    #expect(escaped(Array(text.utf8)) == json)
    #expect(try JSONDecoder().decode(String.self, from: Data("\"\(json)\"".utf8)) == text)
  }

  @Test func `what isn't UTF-8 is still JSON`() throws {
    var random = SeededGenerator(seed: 5)
    for _ in 0..<500 {
      let bytes = (0..<40).map { _ in UInt8.random(in: 0...255, using: &random) }
      let json = Data("\"\(escaped(bytes))\"".utf8)
      #expect(
        try JSONDecoder().decode(String.self, from: json) == String(decoding: bytes, as: UTF8.self))
    }
  }
}
