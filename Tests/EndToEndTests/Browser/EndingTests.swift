import FoundationEssentials
import Glibc
import TestSupport
import Testing

/// However the program ends or is stopped, the terminal is as it was.
@Suite(.ownThreads, .serialized, .enabled(if: TmuxRobot.isInstalled, TmuxRobot.notInstalled))
struct EndingTests {
  @Test(arguments: [SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGSEGV, SIGABRT, SIGILL, SIGTRAP])
  func `a signal gives the terminal back, and is the status`(signal: Int32) async throws {
    try await Fixture.use { fixture in
      let options = TmuxRobot.Options(environment: ["SWIFT_BACKTRACE": "enable=no"])
      try await fixture.browse(options) { robot in
        try robot.signal(signal)
        try await robot.wait(for: "ended with \(128 + signal)")
        #expect(try robot.isRestored())
      }
    }
  }

  @Test func `Ctrl-z stops it, and going on brings the same screen back`() async throws {
    try await Fixture.use { fixture in
      var options = TmuxRobot.Options()
      options.environment = Larder.frozen
      // A shell with job control, as a person's has.
      let script =
        "set -m; \"$@\"; echo \"stopped with $?\"; read line; fg; echo \"ended with $?\"; read line"
      try await TmuxRobot.run(["sh", "-c", script, "sh", Larder.path, fixture.path], options) {
        robot in
        try await robot.wait(for: "page=1 ")
        try robot.press("j")
        try await robot.wait(forCursorOn: "?page=2 ")
        try await robot.wait(for: "9f1c-297")
        let before = TmuxRobot.withoutFirstRow(try await robot.calmScreen())
        try robot.press("C-z")
        try await robot.wait(for: "stopped with")
        #expect(try robot.isRestored())
        try robot.press("Enter")
        try await robot.wait(until: "it is as before\n\(before)") {
          TmuxRobot.withoutFirstRow($0) == before
        }
        try robot.press("q")
        try await robot.wait(for: "ended with 0")
        #expect(try robot.isRestored())
      }
    }
  }

  @Test func `ESCDELAY says how long an Escape waits for more`() async throws {
    try await Fixture.use { fixture in
      let options = TmuxRobot.Options(environment: ["ESCDELAY": "1000"])
      try await fixture.browse(options) { robot in
        try robot.press("d")
        try await robot.wait(for: "Delete 1 entry?")
        _ = try await robot.calmScreen()
        // What comes within that time belongs to the Escape: Alt with y means nothing.
        try robot.press("Escape")
        try robot.press("y")
        try robot.press("Escape")
        try await robot.wait(forNo: "Delete 1 entry?")
        #expect(try robot.screen().contains("1,284 entries"))
      }
    }
  }
}
