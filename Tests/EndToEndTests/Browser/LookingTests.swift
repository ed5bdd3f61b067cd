import TestSupport
import Testing

/// Starting, moving, looking, leaving: what one does in the first minute.
@Suite(.ownThreads, .serialized, .enabled(if: TmuxRobot.isInstalled, TmuxRobot.notInstalled))
struct LookingTests {
  @Test func `it starts on the list, the entry that went stale first on top`() async throws {
    try await Fixture.use { fixture in
      try await fixture.browse(waitingFor: "1,284 entries") { robot in
        try await robot.wait(forCursorOn: "api.example.com/v1/users?page=1 ")
        try await robot.wait(for: "1 corrupt")
        let rows = try robot.rows()
        #expect(rows[0].contains("demo.sqlite") && rows[0].contains("1,284 entries"))
        #expect(rows[0].contains("216 stale") && rows[0].contains("1 corrupt"))
        #expect(rows[2].contains("S METH") && rows[2].contains("EXPIRES^"))
        #expect(rows[3].hasPrefix("> S GET") && rows[3].hasSuffix("-4m"))
        #expect(rows[23].hasPrefix("F1Help F2Setup") && rows[23].hasSuffix("F10Quit"))
        #expect(rows.allSatisfy { $0.count <= 80 })
        #expect(try robot.ask("#{alternate_on}") == "1")
      }
    }
  }

  @Test
  func `the cursor moves by lines, counts, pages and to the ends, over rows that are all there`()
    async throws
  {
    try await Fixture.use { fixture in
      try await fixture.browse { robot in
        func press(_ key: String, expecting text: String) async throws {
          try robot.press(key)
          try await robot.wait(forCursorOn: text)
          let list = try robot.rows()[3..<11]
          #expect(list.allSatisfy { $0.contains("GET") || $0.contains("HEAD") })
        }
        try await press("k", expecting: "?page=1 ")
        try await press("j", expecting: "?page=2 ")
        try await press("j", expecting: "?page=3 ")
        try await press("k", expecting: "?page=2 ")
        try await press("G", expecting: "/v1/blob/77")
        try await press("j", expecting: "/v1/blob/77")
        try await press("g", expecting: "?page=1 ")
        // At one go: a count waits for 600 ms.
        try robot.type("5j")
        try await robot.wait(forCursorOn: "?page=6 ")
        try await press("C-d", expecting: "?page=10 ")
        try await press("C-u", expecting: "?page=6 ")
        try await press("NPage", expecting: "?page=14 ")
        try await press("End", expecting: "/v1/blob/77")
        try await press("Home", expecting: "?page=1 ")
      }
    }
  }

  @Test func `tabs change what the viewer shows, and J scrolls it while the list keeps its cursor`()
    async throws
  {
    try await Fixture.use { fixture in
      try await fixture.browse { robot in
        try await robot.wait(for: "[1 Headers]")
        try await robot.wait(for: "HTTP 200 OK")
        let unfocused = try await robot.calmScreen(styled: true)
        try robot.press("Tab")
        try await robot.wait(until: "the title of the viewer stands out") { _ in
          let rows = try robot.styledScreen().split(separator: "\n")
          let title = try #require(rows.first { $0.contains("[1 Headers]") })
          return !unfocused.contains(title) && title.contains(#/\u{1B}\[1m[^\]]*─/#)
        }
        let tabs = [
          ("2", "[2 Body]", "\"page\": 1"), ("3", "[3 Explain]", "STALE for"),
          ("4", "[4 Request]", "GET"), ("5", "[5 History]", "stored"),
          ("1", "[1 Headers]", "HTTP 200 OK"),
        ]
        for (key, label, text) in tabs {
          try robot.press(key)
          try await robot.wait(for: label)
          try await robot.wait(for: text)
        }
        try robot.press("BTab")
        try robot.press("J", "J")
        try await robot.wait(forNo: "HTTP 200 OK")
        try await robot.wait(forCursorOn: "?page=1 ")
      }
    }
  }

  @Test
  func `Enter opens the viewer, q leaves it, and q in the list gives the terminal back as it was`()
    async throws
  {
    try await Fixture.use { fixture in
      try await fixture.browse { robot in
        try robot.press("Enter")
        try await robot.wait(forNo: "EXPIRES")
        try await robot.wait(for: "Cache-Control: public, max-age=600")
        try robot.press("q")
        try await robot.wait(for: "EXPIRES")
        try await robot.quit()
        #expect(try robot.isRestored())
        #expect(try robot.ask("#{mouse_any_flag} #{keypad_cursor_flag}") == "0 0")
      }
    }
  }

  @Test func `a large body is there at once, and its end too`() async throws {
    try await Fixture.use { fixture in
      try await fixture.browse { robot in
        try await robot.filter("2026-02.log", until: "1/1,284")
        try robot.press("2")
        try await robot.wait(for: "2026-02-28T00:00:00Z GET /v1/users")
        try robot.press("Enter")
        try await robot.wait(forNo: "EXPIRES")
        try robot.press("G")
        try await robot.wait(for: "last-line-token")
      }
    }
  }
}
