import LoopbackOrigin
import TestSupport
import Testing

@Suite(.ownThreads, .serialized, .enabled(if: TmuxRobot.isInstalled, TmuxRobot.notInstalled))
struct RevalidatingTests {
  @Test func `a 304 renews the entry, and the origin saw the validator`() async throws {
    try await onEntry("/same") { robot, fixture in
      let body = try fixture.run("show", fixture.origin.url + "/same", "--body").bytes
      try robot.press("r")
      try await robot.wait(for: "not modified (304)")
      try await robot.wait(forCursorOn: "F GET")
      try await robot.wait(forCursorOn: "+10m")
      try robot.press("5")
      try await robot.wait(for: "304 not modified")
      let asked = fixture.origin.requests.map { [$0.path, $0.value("If-None-Match") ?? ""] }
      #expect(asked == [["/same", "\"v1\""]])
      #expect(try fixture.run("show", fixture.origin.url + "/same", "--body").bytes == body)
    }
  }

  @Test func `a new response shows what changed, and undo brings the old one back`() async throws {
    try await onEntry("/changed") { robot, fixture in
      try robot.press("r")
      try await robot.wait(for: "changed (200)")
      #expect(
        try fixture.run("show", fixture.origin.url + "/changed", "--body").output
          == OriginScript.newBody)
      try robot.press("=")
      try await robot.wait(for: "Revalidate:")
      for text in [
        "If-None-Match: \"v1\"", "outcome   changed", "~ cache-control", "max-age=32",
        "max-age=300",
        "+ x-served-by", "- x-debug", "expiry    was", "rule", "body", "~ $.items[0].name",
        "\"Zoe\"", "\"Zoë\"",
      ] { try await robot.wait(for: text) }
      try robot.press("u")
      try await robot.wait(for: "undone: 1 entry")
      #expect(
        try fixture.run("show", fixture.origin.url + "/changed", "--body").output
          == OriginScript.formerBody)
    }
  }

  @Test(arguments: [("/failing", "error 500 (kept)"), ("/closing", "network error (kept)")])
  func `an origin that fails leaves the entry as it was`(path: String, told: String) async throws {
    try await onEntry(path) { robot, fixture in
      try robot.press("r")
      try await robot.wait(for: told)
      try await robot.wait(forCursorOn: "S GET")
      #expect(
        try fixture.run("show", fixture.origin.url + path, "--body").output
          == OriginScript.formerBody)
    }
  }

  @Test func `while an origin is slow the entry shows it and keys work`() async throws {
    try await onEntry("/slow") { robot, fixture in
      try robot.press("r")
      try await robot.wait(until: "the entry waits") {
        TmuxRobot.cursorRow(in: $0).hasPrefix("> r")
      }
      try robot.press("2")
      try await robot.wait(for: "[2 Body]")
      fixture.gate.open()
      try await robot.wait(forCursorOn: "F GET")
    }
  }

  @Test func `without a validator it asks before it downloads`() async throws {
    try await onEntry("/unvalidated") { robot, fixture in
      try robot.press("r")
      try await robot.answer(
        "No ETag or Last-Modified: this will download 66 again", with: "n")
      #expect(fixture.origin.requests.isEmpty)
      try robot.press("r")
      try await robot.answer("No ETag", with: "y")
      try await robot.wait(for: "changed (200)")
      #expect(fixture.origin.requests.map(\.path) == ["/unvalidated"])
    }
  }

  @Test func `many at once ask first, show how far they are, and stop when told to`() async throws {
    try await Fixture.use { fixture in
      try await fixture.add(
        (1...200).map { number in
          Recipe(
            url: "\(fixture.origin.url)/bulk/\(number)", age: 60,
            fields: [("Cache-Control", "max-age=30"), ("ETag", "\"v1\"")])
        })
      try await fixture.browse(waitingFor: "1,484 entries") { robot in
        try await robot.filter("/bulk/", until: "200/1,484")
        try robot.press("*")
        try await robot.wait(for: "200 marked")
        try robot.press("r")
        try await robot.wait(for: "127.0.0.1")
        try await robot.answer("Revalidate 200 entries?", with: "y")
        try await robot.wait(for: "0/200")
        await fixture.origin.log.wait { $0.requestCount >= 2 }
        let row = try robot.cursorRow()
        try robot.press("j", "j", "j")
        try await robot.wait(until: "the cursor moves") {
          let now = TmuxRobot.cursorRow(in: $0)
          return now.contains("/bulk/") && now != row
        }
        try robot.press("w")
        try await robot.wait(for: "running")
        try robot.press("x")
        try await robot.wait(for: "cancelled:200")
        #expect(fixture.origin.log.state.requestCount <= 4)
        try robot.press("Enter")
        try await robot.wait(until: "each cancelled entry is named") { screen in
          let rows = screen.split(separator: "\n").filter { $0.contains("cancelled  ") }
          return rows.count > 10 && rows.allSatisfy { $0.contains("/bulk/") }
        }
        try robot.press("q", "q")
        try await robot.wait(for: "*S GET")
      }
      #expect(try fixture.run("ls", "/bulk/", "is:stale").lines.count >= 196)
    }
  }

  @Test func `what failed among many stays marked, and each outcome is counted`() async throws {
    try await Fixture.use { fixture in
      try await fixture.add(
        (1...60).map { number in
          let kind = number % 20 == 0 ? "/broken" : number == 30 ? "/waiting" : ""
          return Recipe(
            url: "\(fixture.origin.url)/many/\(number)\(kind)", age: 60,
            fields: [("Cache-Control", "max-age=30"), ("ETag", "\"v1\"")])
        })
      try await fixture.browse(waitingFor: "1,344 entries") { robot in
        try await robot.filter("/many/", until: "60/1,344")
        try robot.press("*")
        try await robot.wait(for: "60 marked")
        try robot.press("r")
        try await robot.answer("Revalidate 60 entries?", with: "y")
        // One answer waits, and the bar has come to the others.
        try await robot.wait(for: "] 59/60")
        fixture.gate.open()
        try await robot.wait(for: "revalidate done: 304:57 err:3")
        try robot.press("M")
        try await robot.wait(for: "filter> marked only")
        try await robot.wait(forCursorOn: "/broken")
        try await robot.wait(for: " 3/1,344")
        try robot.press("w")
        try await robot.wait(for: "60/60  done  304:57 err:3")
      }
      #expect(fixture.origin.log.state.requestCount == 60)
    }
  }

  /// The browser with the list filtered to one stale entry of the origin.
  private func onEntry(
    _ path: String, _ body: (TmuxRobot, Fixture) async throws -> Void
  ) async throws {
    try await Fixture.use { fixture in
      try await fixture.browse { robot in
        try await robot.filter("path:\(path)", until: "1/1,284")
        try await robot.wait(forCursorOn: "S GET")
        try await body(robot, fixture)
      }
    }
  }
}
