import TestSupport
import Testing

@Suite(.ownThreads, .serialized, .enabled(if: TmuxRobot.isInstalled, TmuxRobot.notInstalled))
struct ExpiringTests {
  @Test func `an entry turns stale before one's eyes`() async throws {
    try await Fixture.use { fixture in
      try await fixture.browseWithClock { robot, setClock in
        try await robot.filter("users/99999", until: "1/1,284")
        #expect(try await robot.wait(forCursorOn: "+30s").contains("F GET  404"))
        try setClock(20)
        try await robot.wait(forCursorOn: "+10s")
        try setClock(35)
        #expect(try await robot.wait(forCursorOn: "-5s").contains("S GET  404"))
      }
    }
  }

  @Test func `expiring by hand shows at once, is explained, and can be undone`() async throws {
    try await Fixture.use { fixture in
      try await fixture.browseWithClock { robot, setClock in
        try await robot.filter("v2/items", until: "1/1,284")
        try await robot.wait(forCursorOn: "F GET")
        let before = try robot.cursorRow()
        try robot.press("e")
        try await robot.wait(for: "expired 1 entry")
        try await robot.wait(forCursorOn: "S GET")
        try await robot.wait(forCursorOn: "-0s")
        try setClock(7)
        try await robot.wait(forCursorOn: "-7s")
        try robot.press("x")
        try await robot.wait(for: "[3 Explain]")
        try await robot.wait(for: "rule: manual expire at 10:00:04")
        try robot.press("u")
        try await robot.wait(for: "undone: 1 entry")
        try await robot.wait(forCursorOn: "F GET")
        #expect(try robot.cursorRow().prefix(60) == before.prefix(60))
        try await robot.wait(for: "rule: max-age")
      }
    }
  }

  @Test func `a time to live is set, prolonged, and refused where it is no time`() async throws {
    try await Fixture.use { fixture in
      try await fixture.browse { robot in
        try await robot.filter("v2/items", until: "1/1,284")
        func enter(_ time: String) async throws {
          try robot.press("E")
          try await robot.wait(for: "time to live>")
          try robot.type(time)
          try robot.press("Enter")
        }
        try await enter("1h")
        try await robot.wait(forCursorOn: "+1h")
        try await robot.wait(forNo: "time to live>")
        try await enter("+10m")
        try await robot.wait(forNo: "time to live>")
        try await robot.wait(forCursorOn: "+1h10m")
        try robot.press("x")
        try await robot.wait(for: "FRESH for 1h 10m")
        try await enter("banana")
        try await robot.wait(for: "not a time")
        try robot.press("Escape")
        try await robot.wait(forNo: "time to live>")
        try await robot.wait(for: "FRESH for 1h 10m")
        #expect(try robot.cursorRow().contains("+1h10m"))
      }
    }
  }
}
