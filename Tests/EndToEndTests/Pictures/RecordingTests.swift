import FoundationEssentials
import TestSupport
import Testing

/// The moving picture of the README, taken of the real program like the others: a minute of work, screen by
/// screen.
@Suite(.ownThreads, .serialized, .enabled(if: TmuxRobot.isInstalled, TmuxRobot.notInstalled))
struct RecordingTests {
  @Test func `a tour`() async throws {
    try await Fixture.use(originURL: Fixture.pictureOrigin) { fixture in
      try await CrawlerSession.record(in: fixture.path)
      let options = TmuxRobot.Options(columns: Self.size.columns, rows: Self.size.rows)
      try await fixture.browse(options) { robot in
        for text in ["on disk", "session \"crawler\"", "page=1 ─"] {
          try await robot.wait(for: text)
        }
        let scenes = Scenes(robot)
        try await scenes.show("page=1 ", for: 1500)
        try robot.type("/host:api.* is:stale")
        try await scenes.show("210 of", for: 1200)
        try robot.press("Enter")
        try await robot.wait(until: "the filter is closed") { _ in
          try robot.ask("#{cursor_flag}") == "0"
        }
        try await scenes.show("210 of", for: 1200)
        try await scenes.press("x", until: "WINS", for: 2500)
        try await scenes.press("i", until: "what-if", for: 600)
        try robot.type("max-stale=600")
        try await scenes.show("HIT", for: 2000)
        try robot.press("Escape")
        try await robot.wait(forNo: "would be")
        try await scenes.show("STALE for", for: 400)
        try await scenes.press("t", until: "HOST ", for: 1800)
        try await scenes.press("t", until: "page=", for: 400)
        try robot.type("LL")
        try await scenes.show("lookups     hits", for: 2500)
        try robot.type("LL")
        try await robot.wait(for: "page=1")
        try robot.press("Space", "Space")
        try await robot.wait(for: "page=3 ─")
        try await scenes.show("2 marked (24.1k)", for: 800)
        try await scenes.press("d", until: "Of these", for: 2500)
        try Pictures.compare(
          scenes.captured, with: "tour.gif", columns: Self.size.columns, rows: Self.size.rows,
          in: fixture.directory)
      }
    }
  }

  private static let size = (columns: 100, rows: 30)
}

/// The screens of a recording, in order, each with the time that it stays.
private final class Scenes {
  private let robot: TmuxRobot
  private(set) var captured = ""

  init(_ robot: TmuxRobot) { self.robot = robot }

  /// Waits for a screen with that text and takes it.
  func show(_ text: String, for milliseconds: Int) async throws {
    try await robot.wait(for: text)
    _ = try await robot.calmScreen()
    captured += "\u{c}\(milliseconds)\n" + (try robot.tmux(["capture-pane", "-p", "-e"]))
  }

  /// Presses a key and takes the screen that comes.
  func press(_ key: String, until text: String, for milliseconds: Int) async throws {
    try robot.press(key)
    try await show(text, for: milliseconds)
  }
}
