import BodyViews
import Canvas
import Testing

@Suite struct CharsetTests {
  struct Sample: Sendable {
    let bytes: [UInt8]
    let type: String
    let text: String
    let note: String
  }

  @Test(arguments: [
    Sample(
      bytes: Array("Zoë".utf8), type: "text/plain; charset=utf-8", text: "Zoë",
      note: "utf-8 (content-type)"),
    Sample(
      bytes: [0x5A, 0x6F, 0xEB], type: "text/plain; charset=ISO-8859-1", text: "Zoë",
      note: "windows-1252 (content-type)"),
    Sample(
      bytes: [0x80, 0x20, 0xEB], type: "text/plain", text: "€ ë", note: "windows-1252 (guess)"),
    Sample(
      bytes: [0xA4], type: "text/plain; charset=\"iso-8859-15\"", text: "€",
      note: "iso-8859-15 (content-type)"),
    Sample(
      bytes: [0xEF, 0xBB, 0xBF, 0x61], type: "text/plain; charset=latin1", text: "a",
      note: "utf-8 (byte order mark)"),
    Sample(
      bytes: [0xFF, 0xFE, 0x61, 0, 0x3D, 0xD8, 0, 0xDE], type: "text/plain", text: "a😀",
      note: "utf-16le (byte order mark)"),
    Sample(
      bytes: [0, 0x61, 0, 0x62], type: "text/plain; charset=utf-16be", text: "ab",
      note: "utf-16be (content-type)"),
    Sample(
      bytes: [0, 0x61, 0, 0x62], type: "text/plain; charset=utf-16", text: "ab",
      note: "utf-16be (content-type)"),
    Sample(
      bytes: [0x2F, 0x66], type: "text/plain; charset=utf-16", text: "\u{662F}",
      note: "utf-16le (content-type)"),
    Sample(
      bytes: [0x61, 0, 0x62, 0, 0x63, 0], type: "text/plain", text: "abc", note: "utf-16le (guess)"),
    Sample(
      bytes: [0x61], type: "text/plain; charset=klingon", text: "a",
      note: "charset klingon unknown, read as utf-8 (guess)"),
    Sample(
      bytes: [0x61, 0xFF], type: "text/plain; charset=us-ascii", text: "a\u{FFFD}",
      note: "us-ascii (content-type)"),
  ])
  func `text is read by mark, field or guess, and the note says which`(sample: Sample) {
    let shown = KnownViews.render(body(sample.bytes, sample.type), as: "text")
    #expect(shown.text == sample.text)
    #expect(shown.notes.first?.plainText == sample.note)
  }

  @Test func `markup may name its own charset`() {
    let page = Array("<meta charset=\"windows-1252\"><p>".utf8) + [0x80]
    let shown = KnownViews.render(body(page, "text/html"))
    #expect(shown.text.contains("€"))
    #expect(shown.notes.first?.plainText == "windows-1252 (meta element)")
  }

  @Test func `a window cuts no character in two`() {
    var input = body(Array("ëa\né".utf8.dropFirst().dropLast()), "text/plain; charset=utf-8")
    input.offset = 1
    input.totalSize = 100
    #expect(KnownViews.render(input).text == "a\n".trimmed)
  }
}

extension String {
  /// Without the line breaks at the end.
  var trimmed: String {
    var text = self
    while text.last == "\n" { text.removeLast() }
    return text
  }
}
