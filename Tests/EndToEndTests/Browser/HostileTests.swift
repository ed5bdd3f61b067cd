import TestSupport
import Testing

/// Nothing that came from the network reaches the terminal unseen, and nothing that a terminal sends by
/// itself is taken for a key.
@Suite(.ownThreads, .serialized, .enabled(if: TmuxRobot.isInstalled, TmuxRobot.notInstalled))
struct HostileTests {
  @Test func `an entry full of control sequences shows them as symbols in every view`() async throws
  {
    try await Fixture.use { fixture in
      try await fixture.browse(TmuxRobot.Options(columns: 140, rows: 40)) { robot in
        try await robot.filter("evil.example.com", until: "1 of 1,284")
        try await robot.wait(for: "␛]0;owned")
        for (key, label) in [
          ("1", "[1 Headers]"), ("2", "[2 Body]"), ("3", "[3 Explain]"), ("4", "[4 Request]"),
          ("5", "[5 History]"), ("6", "[6 Raw]"),
        ] {
          try robot.press(key)
          try await robot.wait(for: label)
          try await robot.wait(until: "every border is where it was") { Self.isFramed($0) }
        }
        try robot.press("Space")
        try await robot.wait(for: "1 marked")
        try await robot.filterAnew("url~evil or v2/items", until: "2 of 1,284")
        try robot.press("g")
        try await robot.wait(forCursorOn: "v2/items")
        try robot.press("Space", "=")
        try await robot.wait(for: "~ etag")
        try robot.press("q")
        try await robot.wait(for: "Entries")
        try robot.press("?")
        try await robot.wait(for: "Keys for")
        try robot.press("q")
        try await robot.wait(for: "Entries")
        try robot.press("U")
        try await robot.wait(for: "cleared the marks of 2 entries")
        try await robot.filterAnew("evil.example.com", until: "1 of 1,284")
        try robot.press("d")
        try await robot.answer("Delete 1 entry?", with: "y")
        try await robot.wait(for: "moved 1 entry to trash")
        try robot.press("T")
        try await robot.wait(for: "Trash  1 entry")
        try robot.press("q")
        try await robot.wait(for: "Entries")
        let raw = String(decoding: try robot.rawOutput(), as: UTF8.self)
        for sequence in Hostile.forbidden {
          #expect(!raw.contains(sequence), "\(sequence.debugDescription) came through")
        }
        for picture in ["␛", "␇", "␈", "␉"] { #expect(raw.contains(picture)) }
        #expect(try robot.clipboard() == nil)
        #expect(try !robot.ask("#{pane_title}").contains("owned"))
      }
    }
  }

  private static func isFramed(_ screen: String) -> Bool {
    let rows = screen.split(separator: "\n")
    guard let top = rows.firstIndex(where: { $0.contains("┌─ Entries") }) else { return false }
    let width = rows[top].count
    let frame = rows[(top + 1)...].prefix { !$0.contains("└") }
    return frame.count > 5
      && frame.allSatisfy { $0.hasPrefix("│") && $0.hasSuffix("│") && $0.count <= width }
  }

  @Test func `the command line prints it as symbols too, and exactly where bytes are asked for`()
    async throws
  {
    try await Fixture.use { fixture in
      for words in [["ls", "evil"], ["ls", "evil", "--json"], ["rm", "evil", "--dry-run"]] {
        let output = try Larder.run(
          [words[0], Fixture.name] + words.dropFirst(), in: fixture.directory
        ).output
        #expect(output.contains("evil"))
        for sequence in Hostile.forbidden {
          #expect(!output.contains(sequence), "\(words): \(sequence.debugDescription)")
        }
      }
      struct Line: Decodable { let key: String }
      let lines: [Line] = try fixture.run("ls", "evil", "--json").jsonLines()
      let key = try #require(lines.first?.key)
      for words in [[], ["--headers"], ["--json"]] {
        let output = try Larder.run(["show", Fixture.name, key] + words, in: fixture.directory)
          .output
        for sequence in Hostile.forbidden { #expect(!output.contains(sequence)) }
      }
      #expect(try fixture.run("show", key, "--body").output == Hostile.body)
    }
  }

  @Test(
    arguments: [
      "\u{1B}[7;15R", "\u{1B}]11;rgb:ff/ff/ff\u{1B}\\", "\u{1B}[<0;10;5M", "\u{1B}[<0;10;5m",
      "\u{1B}[?62;22c", "\u{1B}P1$r0m\u{1B}\\", "\u{1B}[I", "\u{1B}[O",
    ])
  func `what a terminal says by itself does nothing`(sequence: String) async throws {
    try await Fixture.use { fixture in
      try await fixture.browse(arguments: ["--no-mouse"]) { robot in
        try robot.send(sequence.utf8)
        try await expectNothingHappened(robot)
      }
    }
  }

  @Test func `a paste into the list is dropped, and one into the filter is text`() async throws {
    try await Fixture.use { fixture in
      try await fixture.browse { robot in
        try robot.send("\u{1B}[200~dyQ\u{1B}[201~".utf8)
        try await robot.wait(for: "paste ignored")
        try robot.type("/")
        try robot.send("\u{1B}[200~is:stale\u{1B}[201~".utf8)
        try await robot.wait(for: "216/1,284")
      }
    }
  }

  @Test func `a lone Escape in front of y confirms nothing`() async throws {
    try await Fixture.use { fixture in
      try await fixture.browse { robot in
        try robot.press("d")
        try await robot.wait(for: "Delete 1 entry?")
        _ = try await robot.calmScreen()
        try robot.press("Escape")
        try await robot.wait(forNo: "Delete 1 entry?")
        try robot.press("y")
        try await robot.wait(for: "Copy")
        try robot.press("Escape")
        try await robot.wait(forNo: "Copy")
        try await expectNothingHappened(robot)
      }
    }
  }

  /// A key still works, no dialog is open, nothing is gone.
  private func expectNothingHappened(_ robot: TmuxRobot) async throws {
    try robot.press("j")
    let screen = try await robot.wait(forCursorOn: "?page=2 ")
    #expect(screen.contains("1,284 entries"))
    #expect(!screen.contains("┌─"))
    #expect(try robot.ask("#{alternate_on}") == "1")
  }
}
