import BodyViews
import Canvas
import Testing

@Suite struct JSONViewTests {
  func pretty(_ json: String, _ type: String = "application/json") -> RenderedBody {
    KnownViews.render(body(json, type))
  }

  @Test func `members stay in order, duplicates and numbers as written`() {
    let shown = pretty(#"{"b":1,"a":[12345678901234567890.10,-0e5],"b":{},"c":[]}"#)
    #expect(
      shown.text == """
        {
          "b": 1,
          "a": [
            12345678901234567890.10,
            -0e5
          ],
          "b": {},
          "c": []
        }
        """)
    #expect(shown.viewID == "json")
  }

  @Test func `styles tell names, strings, numbers and words`() {
    let line = pretty(#"{"a":"s","b":1,"c":null}"#).lines[1].text
    #expect(line.runs.map(\.style.role) == [.normal, .name, .punctuation, .string, .punctuation])
    let word = pretty(#"[true]"#).lines[1].text
    #expect(word.runs.last?.style.role == .keyword)
  }

  @Test(arguments: [
    (#"["\u005a\u006f\u00eb"]"#, #""\u005a\u006fë""#),
    (#"["\ud83d\ude00"]"#, "\"😀\""),
    (#"["\u001b[31m\u202e\u200b"]"#, #""\u001b[31m\u202e\u200b""#),
    (#"["a\\u00e9"]"#, #""a\\u00e9""#),
    (#"["\ud83d"]"#, #""\ud83d""#),
  ])
  func `escapes of what can be seen are read, all others stay`(json: String, text: String) {
    #expect(pretty(json).lines[1].text.plainText == "  " + text)
  }

  @Test func `raw controls in strings are shown, not obeyed`() {
    let shown = pretty("[\"\u{1B}]52;c;eA==\u{7}\"]")
    #expect(shown.lines[1].text.plainText == "  \"␛]52;c;eA==␇\"")
  }

  @Test func `folds know their end, their size and their path`() throws {
    let shown = pretty(#"{"items":[{"name":"x","odd name":[1]},{}],"n":1}"#)
    #expect(shown.lines[1].node?.lastLine == 9)
    #expect(shown.lines[1].node?.summary?.plainText == "[ 2 items ]")
    #expect(shown.path(ofLine: 3)?.plainText == "$.items[0].name")
    #expect(shown.path(ofLine: 5)?.plainText == "$.items[0][\"odd name\"][0]")
    #expect(shown.path(ofLine: 8)?.plainText == "$.items[1]")
    #expect(shown.path(ofLine: 10)?.plainText == "$.n")
    #expect(shown.opener(ofLine: 3) == 2 && shown.opener(ofLine: 9) == 1)
    #expect(shown.opener(ofLine: 0) == nil && shown.opener(ofLine: 11) == 0)
    #expect(shown.foldedLine(1).plainText == "  \"items\": [ 2 items ],")
    #expect(shown.foldedLine(0).plainText == "{ 2 keys }")
  }

  @Test func `a spoilt line among JSON lines is shown as it is, and the others as JSON`() {
    let text = "{\"a\":1}\n{\"b\":\r\n\nno\u{1B}nsense\n[2,3]\n{\"c\":[4}\n5 6\n{\"d\":7}"
    let shown = pretty(text, "application/x-ndjson")
    #expect(
      shown.lines.map(\.text.plainText) == [
        "{", "  \"a\": 1", "}", "{\"b\":", "no␛nsense", "[", "  2,", "  3", "]", "{\"c\":[4}",
        "5 6",
        "{", "  \"d\": 7", "}",
      ])
    #expect(shown.notes.contains { $0.plainText == "4 lines are no JSON" })
    #expect(shown.lines[5].node?.lastLine == 8 && shown.lines[11].node?.lastLine == 13)
  }

  @Test func `JSON lines are values one below the other`() {
    let shown = pretty("{\"a\":1}\n{\"a\":2}\n[3]\n", "application/x-ndjson")
    #expect(shown.lines.count == 9)
    #expect(shown.notes.contains { $0.plainText == "3 values" })
    #expect(shown.path(ofLine: 4)?.plainText == "$[1].a")
  }

  @Test(arguments: [
    "{\"a\":}", "[1,]", "{1:2}", "[1 2]", "nul", "[01]", "]", "{\"a\":1", "\"abc", "[\"a\\", "{,}",
    "[1}", "{\"a\" 1}", "", "[.5]", "[+1]", "[1.]",
  ])
  func `what is no JSON gives way to raw with a note`(text: String) {
    let shown = pretty(text)
    #expect(shown.viewID == "raw")
    #expect(shown.notes.first?.plainText.hasPrefix("no json: ") == true)
    let chosen = KnownViews.render(body(text, "application/json"), as: "json")
    #expect(chosen.viewID == "raw" && chosen.notes.first == shown.notes.first)
  }

  @Test func `an error says where`() {
    #expect(
      pretty("[1,\n x]").notes.first?.plainText == "no json: at byte 5 a value was expected")
  }

  @Test func `a window that ends in a value shows what there is`() {
    var input = body(#"{"a":[1,2,{"b":"lo"#, "application/json")
    input.totalSize = 1000
    let shown = KnownViews.render(input)
    #expect(shown.viewID == "json")
    #expect(shown.text.contains("\"b\":"))
    #expect(shown.notes.contains { $0.plainText == "the first 18 of 1000 bytes" })
  }

  @Test(arguments: [510, 513, 200_000])
  func `nesting has a limit and no stack`(depth: Int) {
    let shown = pretty(String(repeating: "[", count: depth) + String(repeating: "]", count: depth))
    #expect(shown.viewID == (depth <= 512 ? "json" : "raw"))
  }

  @Test func `a huge string is cut with its length told`() {
    let shown = pretty("[\"" + String(repeating: "x", count: 20_000) + "\"]")
    #expect(shown.lines[1].text.plainText.hasSuffix("… (11810 bytes more)"))
  }

  @Test(arguments: [("text/plain", "{\"a\":1}"), ("", "[1]"), ("application/problem+json", "{}")])
  func `JSON is found by type or by looks`(type: String, text: String) {
    #expect(pretty(text, type).viewID == "json")
  }

  @Test func `prose in brackets is text`() {
    #expect(pretty("[see below] and so on", "text/plain").viewID == "text")
    #expect(pretty("{\"a\":1} and so on", "text/plain").viewID == "text")
    #expect(pretty("[2Jtext", "text/plain").notes.allSatisfy { !$0.plainText.contains("json") })
  }
}
