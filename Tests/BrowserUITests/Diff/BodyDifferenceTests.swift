import BrowserUI
import FoundationEssentials
import TestSupport
import Testing

@Suite struct BodyDifferenceTests {
  private func difference(_ before: String, _ after: String) -> BodyDifference {
    BodyDifference(Data(before.utf8), Data(after.utf8))
  }

  @Test(arguments: [
    (#"{"a":1}"#, #"{"a":2}"#, [PathChange(path: "$.a", from: "1", to: "2")]),
    (#"{"a":1}"#, #"{"b":1}"#, [.init(path: "$.a", from: "1"), .init(path: "$.b", to: "1")]),
    (
      #"{"items":[{"name":"Zoe"}]}"#, #"{"items":[{"name":"Zoë"},{"x":1,"y":2}]}"#,
      [
        .init(path: "$.items[0].name", from: "\"Zoe\"", to: "\"Zoë\""),
        .init(path: "$.items[1]", to: "{2 keys}"),
      ]
    ),
    ("[1,2,3]", "[1]", [.init(path: "$[1]", from: "2"), .init(path: "$[2]", from: "3")]),
    (
      #"{"a b":[]}"#, #"{"a b":{}}"#, [.init(path: "$[\"a b\"]", from: "[0 items]", to: "{0 keys}")]
    ),
    ("1", "1.0", [.init(path: "$", from: "1", to: "1.0")]),
    (#"{"a":1,"b":2}"#, #"{ "b": 2, "a": 1 }"#, []),
    // One string, written in different ways.
    (#"{"a":"\/x","\u0062":"Zo\u00EB \ud83d\ude00\u000A"}"#, #"{"a":"/x","b":"Zoë 😀\n"}"#, []),
    (#"["\u001b\"\\"]"#, #"["\u001B\u0022\u005c"]"#, []),
    (#"["\/a"]"#, #"["/b"]"#, [.init(path: "$[0]", from: "\"/a\"", to: "\"/b\"")]),
    (#"["\ud800"]"#, #"["\uD800"]"#, [.init(path: "$[0]", from: #""\ud800""#, to: #""\uD800""#)]),
  ])
  func `JSON differs by paths`(before: String, after: String, changes: [PathChange]) {
    #expect(difference(before, after) == .json(changes, more: 0))
  }

  @Test func `long names are cut in paths`() {
    let name = String(repeating: "n", count: 1_000_000)
    #expect(
      difference("{\"\(name)\":{\"a\":1}}", "{\"\(name)\":{\"a\":2}}")
        == .json([.init(path: "$[\"\(name.prefix(200))…\"].a", from: "1", to: "2")], more: 0))
  }

  @Test func `text differs by lines, with those around them`() {
    let before = (1...20).map { "line \($0)" }
    var after = before
    after[9] = "another"
    after.append("the end")
    let found = difference(before.joined(separator: "\n"), after.joined(separator: "\n"))
    #expect(
      found
        == .lines(
          [
            LineHunk(
              oldStart: 8, newStart: 8,
              lines: [
                .same("line 8"), .same("line 9"), .removed("line 10"), .added("another"),
                .same("line 11"), .same("line 12"),
              ]),
            LineHunk(
              oldStart: 19, newStart: 19,
              lines: [.same("line 19"), .same("line 20"), .added("the end")]),
          ], removed: 1, added: 2))
  }

  @Test func `equal, binary and cut JSON are told apart`() {
    #expect(difference("a", "a") == .same)
    guard case .binary(let before, let after) = BodyDifference(Data([0, 1]), Data([0, 2])) else {
      Issue.record("not binary")
      return
    }
    #expect(before != after && before.count == 32)
    guard case .lines = difference("{\"a\":", "{\"a\":1") else {
      Issue.record("cut JSON is text")
      return
    }
  }

  /// Applying what a difference says to the one text gives the other.
  @Test func `lines that are applied give the other text`() {
    var random = SeededGenerator(seed: 11)
    for _ in 0..<300 {
      let words = ["a", "b", "c", "d"]
      let make = { (count: Int) in
        (0..<count).map { _ in words.randomElement(using: &random) ?? "" }
      }
      let before = make(Int.random(in: 1...30, using: &random))
      let after = make(Int.random(in: 1...30, using: &random))
      guard before != after else { continue }
      let text = { (lines: [String]) in lines.joined(separator: "\n") }
      guard case .lines(let hunks, _, _) = difference(text(before), text(after)) else {
        Issue.record("\(before) \(after)")
        return
      }
      #expect(applied(hunks, to: before) == after, "\(before) \(after)")
    }
  }

  private func applied(_ hunks: [LineHunk], to lines: [String]) -> [String] {
    var result: [String] = []
    var place = 0
    for hunk in hunks {
      result += lines[place..<hunk.oldStart - 1]
      place = hunk.oldStart - 1
      for line in hunk.lines {
        switch line {
        case .same(let text):
          result.append(text)
          place += 1
        case .removed: place += 1
        case .added(let text): result.append(text)
        }
      }
    }
    return result + lines[place...]
  }

  @Test func `what differs everywhere counts as replaced, however long it is`() {
    let before = (0..<60_000).map { "old \($0)" }.joined(separator: "\n")
    let after = (0..<60_000).map { "new \($0)" }.joined(separator: "\n")
    guard case .lines(_, 60_000, 60_000) = difference(before, after) else {
      Issue.record("not replaced")
      return
    }
  }

  @Test func `deep JSON is no danger`() {
    let deep = String(repeating: "[", count: 100_000)
    guard case .lines = difference(deep, deep + "1") else {
      Issue.record("not text")
      return
    }
  }
}
