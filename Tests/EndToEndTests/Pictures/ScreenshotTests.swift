import FoundationEssentials
import TestSupport
import Testing

/// The pictures of the README, taken of the real program: each carries the screen it shows as text, and
/// is compared with what the program draws now. `.ci/screenshots` takes them anew.
@Suite(.ownThreads, .serialized, .enabled(if: TmuxRobot.isInstalled, TmuxRobot.notInstalled))
struct ScreenshotTests {
  @Test func `list`() async throws {
    try await picture("list") { robot in
      try await robot.filter("not search not host:origin.* sort:-stored", until: "1,269 of")
      try robot.press("g")
      try await robot.wait(forCursorOn: "evil")
      try robot.press("j", "j", "Space", "j", "j", "Space")
      try await robot.wait(for: "2 marked")
      try robot.type("5j")
      try await robot.wait(forCursorOn: "v1/rates")
      try await robot.wait(for: "stale-while-revalidate=600")
    }
  }

  @Test func `explain`() async throws {
    try await picture("explain") { robot in
      try robot.press("L", "L", "L")
      try await robot.wait(forNo: "hit ratio")
      try robot.press("x")
      try await robot.wait(for: "WINS")
    }
  }

  @Test func `live`() async throws {
    try await picture("live") { robot in
      try robot.press("L")
      try await robot.wait(forNo: "Entries")
    }
  }

  @Test func `delete`() async throws {
    try await picture("delete") { robot in
      try await robot.filter("is:stale or ttl<5m", until: " of 1,284 shown")
      try robot.type(":delete @shown\r")
      try await robot.wait(for: "to confirm")
      try await robot.wait(for: "Of these")
      _ = try await robot.calmScreen()
      try robot.type("21")
      try await robot.wait(for: "to confirm: 21")
    }
  }

  @Test func `hosts`() async throws {
    try await picture("hosts") { robot in
      try robot.press("t")
      try await robot.wait(for: "> api.")
      try await robot.step(to: "> api.")
      try robot.press("l")
      try await robot.wait(for: "> /v1")
    }
  }

  @Test func `body`() async throws {
    try await picture("body") { robot in
      try robot.press("2", "Enter")
      try await robot.wait(forNo: "Entries")
      try await robot.wait(for: "\"items\"")
      try robot.press("j", "j", "j", "j", "h")
      try await robot.wait(for: "keys }")
    }
  }

  @Test func `compare`() async throws {
    try await picture("compare") { robot in
      try robot.press("Space", "Space", "=")
      try await robot.wait(for: "body")
    }
  }

  @Test func `reasons`() async throws {
    try await picture("reasons") { robot in
      try robot.type(":reasons\r")
      try await robot.wait(for: "Reasons  1,284 entries")
      try await robot.wait(forCursorOn: "max-age")
    }
  }

  @Test func `options`() async throws {
    try await picture("options") { robot in
      try robot.press("F2")
      try await robot.wait(for: "reduced_motion")
    }
  }

  /// A SQLite file of requests-cache, made of the same entries.
  @Test func `requests-cache`() async throws {
    try await Fixture.use(originURL: Fixture.pictureOrigin) { fixture in
      let made = try fixture.run(
        "convert", "python.sqlite", "--filter", "size<1M", "--serializer", "pickle", "--quiet")
      #expect(FileManager.default.fileExists(atPath: fixture.directory + "/python.sqlite"))
      #expect(made.complaint.isEmpty || made.status != 2, "\(made.complaint)")
      let options = TmuxRobot.Options(columns: Self.size.columns, rows: Self.size.rows)
      try await fixture.inTerminal(["python.sqlite"], options) { robot in
        try await robot.wait(for: "1,281 entries")
        try await robot.wait(forNo: "entries read")
        try await robot.wait(for: "216 stale")
        try await robot.filter("host:api.example.com not search sort:ttl", until: "208 of")
        try robot.press("L", "L", "L")
        try await robot.wait(forNo: "hit ratio")
        try await robot.wait(for: "on disk")
        try robot.press("g", "x")
        try await robot.wait(for: "WINS")
        try await compare("requests-cache", robot, fixture)
      }
    }
  }

  private static let size = (columns: 120, rows: 40)

  /// Brings the browser to a screen, and compares it with its picture or draws that anew.
  private func picture(
    _ name: String, sourceLocation: SourceLocation = #_sourceLocation,
    _ act: (TmuxRobot) async throws -> Void
  ) async throws {
    try await Fixture.use(originURL: Fixture.pictureOrigin) { fixture in
      try await CrawlerSession.record(in: fixture.path)
      let options = TmuxRobot.Options(columns: Self.size.columns, rows: Self.size.rows)
      try await fixture.browse(options, waitingFor: "216") { robot in
        try await robot.wait(for: "page=1 ")
        try await robot.wait(for: "session \"crawler\"")
        try await robot.wait(for: "on disk")
        try await act(robot)
        try await compare(name, robot, fixture, sourceLocation: sourceLocation)
      }
    }
  }

  /// Compares the screen with its picture, or draws that anew.
  private func compare(
    _ name: String, _ robot: TmuxRobot, _ fixture: Fixture,
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    _ = try await robot.calmScreen()
    try Pictures.compare(
      robot.tmux(["capture-pane", "-p", "-e"]), with: name + ".png", columns: Self.size.columns,
      rows: Self.size.rows, in: fixture.directory, sourceLocation: sourceLocation)
  }
}
