import FoundationEssentials
import Glibc
import TestSupport
import Testing

/// Sizes, kinds of terminals, and terminals that aren't there.
@Suite(.ownThreads, .serialized, .enabled(if: TmuxRobot.isInstalled, TmuxRobot.notInstalled))
struct ScreenTests {
  static let sizes = [
    (200, 60), (120, 40), (100, 30), (80, 24), (60, 20), (40, 10), (20, 5), (2, 1),
  ]

  @Test(arguments: [
    ("", "9f1c-296"), ("d", "Of these"), ("?", "Keys for"), ("/is:stale", "216/1,284"),
    ("50jD", "Of these"), (":reasons\r", "Reasons  1,284 entries"), ("50jj", "9f1c-245"),
    ("2\r", "\"page\": 3"),
  ])
  func `down to nothing and back, the view is as it was`(keys: String, text: String) async throws {
    try await Fixture.use { fixture in
      try await fixture.browse { robot in
        try robot.press("j", "Space")
        try await robot.wait(forCursorOn: "?page=3 ")
        try await robot.wait(for: "9f1c-296")
        if keys != "?" { try robot.type(keys) } else { try robot.press("?") }
        try await robot.wait(for: text)
        let before = TmuxRobot.withoutFirstRow(try await robot.calmScreen())
        for (columns, rows) in Self.sizes + Self.sizes.reversed() {
          try robot.resize(columns: columns, rows: rows)
          if columns == 20 { try await robot.wait(for: "larder needs 40x10") }
          if columns >= 40 { try await robot.wait(forNo: "larder needs") }
        }
        try robot.resize(columns: 80, rows: 24)
        try await robot.wait(until: "it is as before\n\(before)") {
          TmuxRobot.withoutFirstRow($0) == before
        }
      }
    }
  }

  @Test(
    arguments: [
      ("xterm-256color", [:]), ("tmux-256color", ["NO_COLOR": "1"]), ("xterm", [:]), ("vt100", [:]),
    ])
  func `it draws on other terminals`(term: String, environment: [String: String]) async throws {
    try await Fixture.use { fixture in
      let options = TmuxRobot.Options(term: term, environment: environment)
      try await fixture.browse(options) { robot in
        try robot.press("Down")
        try await robot.wait(forCursorOn: "?page=2 ")
        if environment["NO_COLOR"] != nil {
          let colours = try robot.tmux(["capture-pane", "-p", "-e"])
          #expect(colours.firstMatch(of: #/\u{1B}\[(?:[0-9]+;)*[34][0-8](?:;|m)/#) == nil)
        }
        try await robot.quit()
        #expect(try robot.isRestored())
      }
    }
  }

  @Test func `a click moves the cursor, in either form of report`() async throws {
    for term in ["xterm-256color", "tmux-256color"] {
      try await Fixture.use { fixture in
        try await fixture.browse(TmuxRobot.Options(term: term)) { robot in
          try robot.click(column: 30, row: 6)
          try await robot.wait(forCursorOn: "?page=4 ")
        }
      }
    }
  }

  @Test func `an unknown terminal gets a sentence`() async throws {
    try await Fixture.use { fixture in
      let options = TmuxRobot.Options(environment: ["WORD": "x"])
      let words = ["env", "TERM=no-such-terminal", Larder.path, fixture.path]
      try await TmuxRobot.run(TmuxRobot.inShell(words), options) { robot in
        try await robot.wait(for: "ended with 2")
        #expect(try robot.screen().contains("larder: The terminal type “no-such-terminal”"))
        #expect(try robot.isRestored())
      }
    }
  }

  @Test func `a signal that ends it gives the terminal back`() async throws {
    try await Fixture.use { fixture in
      try await fixture.browse { robot in
        try robot.signal(SIGTERM)
        try await robot.wait(for: "ended with")
        #expect(try robot.isRestored())
      }
    }
  }

  @Test(arguments: [["--read-only"], []])
  func `read-only changes nothing, whatever is pressed`(arguments: [String]) async throws {
    try await Fixture.use { fixture in
      // Without the option the file itself says that nobody may write it.
      if arguments.isEmpty {
        try FileManager.default.setAttributes(
          [.posixPermissions: 0o444], ofItemAtPath: fixture.path)
      }
      let before = try state(of: fixture)
      try await fixture.browse(arguments: arguments) { robot in
        try await robot.wait(for: "ro")
        for key in ["d", "e", "r", "E", "D", "u"] {
          try robot.press(key)
          try await robot.wait(
            for: arguments.isEmpty
              ? "read-only: the file has no write permission" : "read-only: opened with --read-only"
          )
        }
        let keys = try robot.styledScreen().split(separator: "\n").last ?? ""
        // What can't be done is dimmed, and what can stands out.
        for (name, isDimmed) in [
          ("Reval", true), ("Expire", true), ("Delete", true), ("Sort", false),
        ] {
          let style = try #require(
            keys.firstMatch(of: try Regex("F\\d\\D*?(\u{1B}[^A-Z]*)\(name)")))
          #expect(style.output[1].substring?.contains("7m") == !isDimmed, "\(name)")
        }
        try await robot.quit()
      }
      #expect(try state(of: fixture) == before)
    }
  }

  /// The bytes of the file, its time, and what lies beside it.
  private func state(of fixture: Fixture) throws -> [String] {
    let facts = try FileManager.default.attributesOfItem(atPath: fixture.path)
    let date = (facts[.modificationDate] as? Date)?.timeIntervalSinceReferenceDate ?? 0
    let sum = try ChildProcess.run("/usr/bin/sha256sum", [fixture.path]).output
    return [sum, String(date)]
      + (try FileManager.default.contentsOfDirectory(atPath: fixture.directory).sorted())
  }
}
