import FoundationEssentials
import RequestsCache
import Testing

@Suite struct NormalizedBodyTests {
  @Test(arguments: [
    (#"{"b":1,"a":[2,1]}"#, #"{"a": [2, 1], "b": 1}"#), (#"{"a":1,"a":2}"#, #"{"a": 2}"#),
    (#"{"x":{"b":1,"a":1,"b":2}}"#, #"{"x": {"b": 2, "a": 1}}"#), ("[ ]", "[]"), ("{ }", "{}"),
    ("[2,1.5,true,false,-0]", "[false, 0, true, 1.5, 2]"),
    (#"["b","a","é"]"#, #"["a", "b", "\u00e9"]"#),
    ("[1e16,1e-5,0.0001]", "[1e-05, 0.0001, 1e+16]"), ("[1E400,-1e400]", "[-Infinity, Infinity]"),
    ("[12345678901234567890,9]", "[9, 12345678901234567890]"),
    ("[9223372036854775808,9223372036854775807]", "[9223372036854775807, 9223372036854775808]"),
    ("[12345678901234567.0]", "[1.2345678901234568e+16]"), ("[-0.0]", "[-0.0]"),
    ("[3,NaN]", "[3, NaN]"), ("[NaN,3]", "[NaN, 3]"),
    (#""hello""#, #"["e", "h", "l", "l", "o"]"#),
    (#"["\ud83e\udd8a\ud800"]"#, #"["\ud83e\udd8a\ud800"]"#),
    (#"["\u007f\b\/\""]"#, #"["\u007f\b/\""]"#), (#"["q", "api_key"]"#, #"["q"]"#),
    (#"{"api_key":{},"a":{"api_key":1}}"#, #"{"a": {"api_key": 1}, "api_key": "REDACTED"}"#),
    (#"{"é":1,"e\u0301":2}"#, #"{"e\u0301": 2, "\u00e9": 1}"#),
  ])
  func `JSON is written as Python writes it`(sent: String, normal: String) {
    #expect(body(sent) == normal)
  }

  @Test(arguments: [
    #"[1,"a"]"#, "[null,null]", "[{},{}]", #"[["a"]]"#, "123", "null", "true", "1.", "[01]",
    "[1,]", #"{"a":1,}"#, #"{"a"}"#, "{1:2}", "[1 2]", "[1]x", "\u{FEFF}[2,1]", "[\"\t\"]",
    #"["\x"]"#, #"["\u12"]"#, "[\"", "[", #"""""#, "[-]", "[+1]", "[.5]", "[nul]",
    String(repeating: "[", count: 100_000), "[" + String(repeating: "1", count: 4301) + "]",
  ])
  func `what Python can't read or sort is taken as sent`(sent: String) {
    #expect(body(sent) == sent)
  }

  @Test(arguments: [(1, true), (900, true), (9990, true), (9991, false)])
  func `JSON is read as deep as the newest Python reads it`(depth: Int, isRead: Bool) {
    let open = String(repeating: "[", count: depth - 1)
    let close = String(repeating: "]", count: depth - 1)
    let sent = "{\"a\":" + open + "1" + close + "}"
    #expect((body(sent) == "{\"a\": " + open + "1" + close + "}") == isRead)
  }

  @Test func `lists too deep to be compared are taken as sent`() {
    var settings = RequestsKeySettings()
    settings.ignoredParameters = []
    let deep = String(repeating: "[", count: 5000) + String(repeating: "]", count: 5000)
    #expect(body("[\(deep),\(deep)]", settings: settings) == "[\(deep),\(deep)]")
  }

  @Test func `what is not UTF-8 is taken as sent`() {
    for type in ["application/json", "application/x-www-form-urlencoded"] {
      let bytes = Data([0x5B, 0x22, 0xFF, 0x22, 0x5D])
      let request = SentRequest(
        url: "http://h/", fields: [.init("content-type", type)], body: bytes)
      #expect(Data(requestsCacheKey(request).body) == bytes)
    }
  }

  @Test(arguments: [
    ("application/vnd.api+json", true), ("Application/JSON; charset=x", true),
    ("application/jsonl", true), ("text/json", false), ("application/xml", false), ("", false),
  ])
  func `the type decides, and before 1.2 it had to be plain`(type: String, isJSON: Bool) {
    #expect((body("[2, 1]", type: type) == "[1, 2]") == isJSON)
    let older = RequestsKeySettings(release: .init(library: .v10))
    #expect(body("[2, 1]", type: type, settings: older) == "[2, 1]")
    #expect(body("[2, 1]", settings: older) == "[1, 2]")
  }

  @Test(arguments: [
    (#"{"z":1,"query":{"b":1,"a":2}}"#, #"{"z": 1, "query": {"a": 2, "b": 1}}"#),
    (#"{"z":1,"query":[2,1]}"#, #"{"z": 1, "query": [1, 2]}"#),
    (#"{"z":1,"query":"ba"}"#, #"{"z": 1, "query": ["a", "b"]}"#),
    (#"{"z":1,"query":5}"#, #"{"z":1,"query":5}"#), (#"{"z":1,"a":2}"#, #"{"a": 2, "z": 1}"#),
  ])
  func `a content root key normalizes its member alone`(sent: String, normal: String) {
    var settings = RequestsKeySettings()
    settings.contentRootKey = "query"
    #expect(body(sent, settings: settings) == normal)
  }

  @Test func `without ignored names an array may hold anything that sorts`() {
    var settings = RequestsKeySettings()
    settings.ignoredParameters = []
    #expect(body("[[2],[1]]", settings: settings) == "[[1], [2]]")
    #expect(body(#"[{"b":1}]"#, settings: settings) == #"[{"b": 1}]"#)
    #expect(
      body(#"[[{"a":1},2],[{"a":1},1]]"#, settings: settings) == #"[[{"a": 1}, 1], [{"a": 1}, 2]]"#)
  }

  @Test(arguments: [
    ("b=2&a=1+2&&c=&d", "a=1+2&b=2&d"), ("a=%ff&a=%e9", "a=%EF%BF%BD&a=%EF%BF%BD"),
    ("access_token=1&b", "access_token=REDACTED&b"), ("ü=ü", "%C3%BC=%C3%BC"), ("=a", "=a"),
  ])
  func `a form is sorted and written anew`(sent: String, normal: String) {
    #expect(body(sent, type: "application/x-www-form-urlencoded") == normal)
  }

  private func body(
    _ text: String, type: String = "application/json",
    settings: RequestsKeySettings = RequestsKeySettings()
  ) -> String {
    let request = SentRequest(
      method: "POST", url: "http://h/", fields: [.init("Content-Type", type)],
      body: Data(text.utf8))
    return String(decoding: requestsCacheKey(request, settings: settings).body, as: UTF8.self)
  }
}
