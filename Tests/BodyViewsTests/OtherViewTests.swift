import BodyViews
import Canvas
import HTTPTypes
import Testing

@Suite struct OtherViewTests {
  @Test func `a form is decoded pair by pair`() {
    let shown = KnownViews.render(
      body("a=1&long+name=%C3%A9%1B%zz&c", "application/x-www-form-urlencoded"))
    #expect(shown.text == "a         = 1\nlong name = é␛%zz\nc         = ")
  }

  @Test func `parts of a multipart body are listed`() {
    let text =
      "preamble\r\n--XX\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nvalue\r\n--XX\r\n\r\n"
      + "second\r\n--XX--\r\nepilogue"
    let shown = KnownViews.render(body(text, "multipart/form-data; boundary=\"XX\""))
    #expect(shown.viewID == "multipart")
    #expect(
      shown.text == """
        part 1, 5 bytes
          Content-Disposition: form-data; name="a"
            value

        part 2, 6 bytes
            second

        """)
    #expect(KnownViews.render(body(text, "multipart/mixed")).viewID == "raw")
  }

  @Test func `hex has offsets, bytes and their ASCII`() {
    var input = body([UInt8](0...20), "application/octet-stream")
    input.offset = 0x1000
    input.totalSize = 10_000
    let shown = KnownViews.render(input)
    #expect(shown.viewID == "hex")
    #expect(
      shown.text == """
        00001000  00 01 02 03 04 05 06 07  08 09 0a 0b 0c 0d 0e 0f  ................
        00001010  10 11 12 13 14                                    .....
        """)
    #expect(shown.notes.first?.plainText == "bytes 4096 to 4117 of 10000")
  }

  @Test func `raw leaves nothing out`() {
    let shown = KnownViews.render(body([0x61, 0x0D, 0x0A, 0x09, 0xFF, 0x1B], ""), as: "raw")
    #expect(shown.text == "a␍␊\n␉\\xFF␛")
  }

  @Test func `text keeps lines and expands tabs`() {
    let shown = KnownViews.render(body("a\tb\r\n\r\nc\rd\n", "text/plain"))
    #expect(shown.text == "a   b\n\nc␍d")
  }

  @Test func `a long line goes on in the next`() {
    let shown = KnownViews.render(body(String(repeating: "é", count: 5000), "text/plain"))
    #expect(shown.lines.count == 2)
    #expect(shown.text.filter { $0 == "é" }.count == 5000)
    #expect(shown.notes.contains { $0.plainText == "long lines are broken" })
  }

  @Test func `CSS without line breaks is broken at its braces`() {
    let rule = "a{color:red;background:url(data:x;y)}"
    let shown = KnownViews.render(body(String(repeating: rule, count: 20), "text/css"))
    #expect(shown.viewID == "code")
    #expect(shown.text.hasPrefix("a{\n  color:red;\n  background:url(data:x;y)\n}\na{"))
    #expect(shown.notes.contains { $0.plainText == "lines broken for reading" })
  }

  @Test func `JavaScript as written stays as written`() {
    let source = "// it's\nlet a = \"}\"; /* two\n lines */ f('{')\n"
    let shown = KnownViews.render(body(source, "text/javascript"))
    #expect(shown.text == source.trimmed)
    #expect(shown.lines[0].text.runs[0].style.role == .comment)
    #expect(shown.lines[1].text.runs.map(\.style.role) == [.normal, .string, .normal, .comment])
  }

  @Test func `bytes that are still coded are hex and say so`() {
    let shown = KnownViews.render(
      body([0x1F, 0x8B, 8, 0, 0], "application/json", coding: "gzip"))
    #expect(shown.viewID == "hex")
    #expect(shown.notes.map(\.plainText).contains("still gzip: shown as stored"))
  }

  @Test func `a coding that was undone is told with both sizes`() {
    var input = body("{}", "application/json", coding: "gzip")
    input.encodedSize = 22
    let coding = KnownViews.render(input).coding
    #expect(coding?.name.plainText == "gzip" && coding?.storedSize == 22 && coding?.size == 2)
  }

  @Test func `a large body goes by window`() {
    var input = body("{\"a\":1}\nmore", "application/json")
    input.totalSize = 200_000_000
    #expect(KnownViews.render(input).viewID == "text")
    let page = BodyWindow.page(containing: 199_999_999, of: 200_000_000)
    #expect(page.upperBound == 200_000_000)
    #expect(page.lowerBound % Int64(BodyWindow.pageSize) == 0)
    #expect(BodyWindow.page(containing: 5, of: 0) == 0..<0)
  }

  @Test func `a chosen view that isn't there says so`() {
    #expect(
      KnownViews.render(body("x"), as: "tea").text
        == "There is no view tea.")
  }

  @Test func `names of views are unique`() {
    #expect(Set(KnownViews.all.map(\.id)).count == KnownViews.all.count)
  }

  @Test(arguments: [
    ("Text/HTML; Charset=\"utf-8\"; x", "text/html", "utf-8"),
    ("a/b;charset=x;charset=y", "a/b", "x"), ("", "", nil), (";;=;", "", nil),
    ("m/f; boundary=\"a;\\\"b\"; charset=c", "m/f", "c"),
  ])
  func `media types are read leniently`(value: String, essence: String, charset: String?) {
    #expect(MediaType(value).essence == essence)
    #expect(MediaType(value).parameters["charset"] == charset)
  }
}
