import FoundationEssentials
import TestSupport
import Testing

/// The file with the settings, the options screen, and what is remembered from run to run.
@Suite(.ownThreads, .serialized, .enabled(if: TmuxRobot.isInstalled, TmuxRobot.notInstalled))
struct SettingsTests {
  /// A home directory with a configuration in it.
  private func home(_ fixture: Fixture, _ configuration: String?) throws -> String {
    let home = fixture.directory + "/home"
    try FileManager.default.createDirectory(
      atPath: home + "/config/larder", withIntermediateDirectories: true)
    if let configuration {
      try Data(configuration.utf8).write(to: URL(filePath: home + "/config/larder/config.toml"))
    }
    return home
  }

  private func text(_ path: String) throws -> String {
    try String(contentsOfFile: path, encoding: .utf8)
  }

  private func mode(_ path: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
  }

  @Test func `a broken file is told with its line, and everything else works`() async throws {
    try await Fixture.use { fixture in
      let home = try home(fixture, "ascii = true\nthme = \"dark\"\nmouse = 3\n")
      // The message goes after five seconds: it is waited for first.
      let told = "config.toml:2: there is no setting thme: did you mean theme?"
      try await fixture.browse(TmuxRobot.Options(home: home), waitingFor: told) { robot in
        try await robot.wait(for: "page=1 ")
        try robot.press("2")
        try await robot.wait(for: "[2 Body]")
        #expect(try robot.screen().allSatisfy { $0.isASCII })
        try robot.type(":messages")
        try robot.press("Enter")
        try await robot.wait(for: "config.toml:3: mouse takes true or false")
        try robot.press("q")
        try await robot.wait(for: "EXPIRES")
        try await robot.quit()
      }
    }
  }

  @Test func `keys of one's own work, and the old ones don't`() async throws {
    try await Fixture.use { fixture in
      let home = try home(fixture, "[keys]\n\"entry.delete\" = \"X\"\nquit = \"<F10> <C-x>\"\n")
      try await fixture.browse(TmuxRobot.Options(home: home)) { robot in
        try robot.press("d", "Q", "j")
        try await robot.wait(forCursorOn: "?page=2 ")
        try robot.press("X")
        try await robot.wait(for: "Delete 1 entry?")
        _ = try await robot.calmScreen()
        try robot.press("X")
        try robot.press("Enter")
        try await robot.wait(forNo: "Delete 1 entry?")
        #expect(try robot.screen().contains("1,284 entries"))
        try robot.press("C-x")
        try await robot.wait(for: "ended with 0")
      }
    }
  }

  @Test func `an option changes at once and is saved beside its comments`() async throws {
    try await Fixture.use { fixture in
      let home = try home(fixture, "# mine\n\n[live]   # pane\ninterval = 500 # ms\n")
      let file = home + "/config/larder/config.toml"
      try await fixture.browse(TmuxRobot.Options(home: home)) { robot in
        try robot.press("F2")
        try await robot.wait(for: "live.interval")
        #expect(try robot.screen().contains("config.toml:4"))
        #expect(try robot.ask("#{mouse_any_flag}") == "1")
        try robot.press("j", "j", "j", "Space")
        try await robot.wait(for: "1 not saved")
        try await robot.wait(until: "the mouse is the terminal's") { _ in
          try robot.ask("#{mouse_any_flag}") == "0"
        }
        try robot.press("w")
        try await robot.answer("Save 1 setting?", with: "y")
        try await robot.wait(for: "saved in ~/config/larder/config.toml")
        try robot.press("q")
        try await robot.wait(for: "EXPIRES")
        try await robot.quit()
      }
      #expect(
        try text(file) == "# mine\n\nmouse = false\n\n[live]   # pane\ninterval = 500 # ms\n")
      #expect(try mode(file) == 0o600)
    }
  }

  @Test func `filters and sizes are remembered, secrets aren't`() async throws {
    try await Fixture.use { fixture in
      let home = try home(fixture, nil)
      let state = home + "/state/larder/state.json"
      try await fixture.browse(TmuxRobot.Options(home: home)) { robot in
        try await robot.filter("is:stale", until: "216/1,284")
        try await robot.filter(" or *access_token=abc*", until: "216/1,284")
        try robot.press("S")
        try await robot.wait(for: "sort ttl v")
        try await robot.quit()
      }
      #expect(try mode(state) == 0o600)
      #expect(try text(state).contains("is:stale"))
      #expect(try !text(state).contains("access_token"))
      try await fixture.browse(TmuxRobot.Options(home: home), waitingFor: "sort ttl v") { robot in
        try robot.press("/")
        try robot.press("Up")
        try await robot.wait(for: "216/1,284")
        try robot.press("Escape")
        try await robot.wait(forNo: "216/1,284")
        try await robot.quit()
      }
    }
  }

  @Test func `a damaged memory is told and replaced`() async throws {
    try await Fixture.use { fixture in
      let home = try home(fixture, nil)
      let state = home + "/state/larder/state.json"
      try FileManager.default.createDirectory(
        atPath: home + "/state/larder", withIntermediateDirectories: true)
      try Data("{\"history\": [".utf8).write(to: URL(filePath: state))
      let told = "state.json can't be read"
      try await fixture.browse(TmuxRobot.Options(home: home), waitingFor: told) { robot in
        try await robot.wait(for: "page=1 ")
        try robot.press("S")
        try await robot.wait(for: "sort ttl v")
        try await robot.quit()
      }
      #expect(try text(state).contains("\"-ttl\""))
    }
  }
}
