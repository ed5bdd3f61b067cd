import Testing

@testable import Canvas

@Suite struct StyledTextTests {
  private let line = StyledText([
    .init("name", Style(.name)), .init(": "), .init("日本", Style(.string)),
  ])

  @Test func `a line knows its width and its text`() {
    #expect(line.width == 10)
    #expect(line.plainText == "name: 日本")
    #expect(StyledText([.init("")]).isEmpty)
  }

  @Test(arguments: [
    (10, "name: 日本"), (9, "name: 日…"), (7, "name: …"), (3, "na…"), (1, "n"), (0, ""),
  ])
  func `a line is cut at its end`(columns: Int, expected: String) {
    let cut = line.truncated(to: columns)
    #expect(cut.plainText == expected)
    #expect(cut.width <= columns)
  }

  @Test(arguments: [(0, "name: 日本"), (2, "me: 日本"), (7, " 本"), (10, "")])
  func `a line scrolls sideways across its runs`(columns: Int, expected: String) {
    #expect(line.dropFirst(columns: columns).plainText == expected)
  }

  @Test func `styles stay with their text`() {
    #expect(line.prefix(columns: 5).runs.map(\.style.role) == [.name, .normal])
    #expect(line.restyled(\.reverse).runs.allSatisfy { $0.style.attributes == .reverse })
  }
}
