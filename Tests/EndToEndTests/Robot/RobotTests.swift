import TestSupport
import Testing

/// The robot itself, on programs that every system has.
@Suite(.ownThreads, .enabled(if: TmuxRobot.isInstalled, TmuxRobot.notInstalled))
struct RobotTests {
  @Test func `it types, looks, and sees a program end`() async throws {
    try await TmuxRobot.run(["sh", "-c", "echo ready; read a; echo \"got $a\"; read b; exit 7"]) {
      robot in
      try await robot.wait(for: "ready")
      try robot.type("hello")
      try robot.press("Enter")
      try await robot.wait(for: "got hello")
      try robot.press("Enter")
      #expect(try await robot.waitForEnd() == 7)
      try await robot.wait(until: "all that was written is kept") { _ in
        String(decoding: try robot.rawOutput(), as: UTF8.self).contains("got hello")
      }
    }
  }

  @Test func `it gives a program the size, the terminal type and the bytes that it is told`()
    async throws
  {
    var options = TmuxRobot.Options(columns: 60, rows: 10, term: "xterm-256color")
    options.environment["WORD"] = "larder"
    let script = "echo $TERM $WORD; stty size; trap 'stty size' WINCH; stty raw; od -An -tx1 -N4"
    try await TmuxRobot.run(["sh", "-c", script], options) { robot in
      try await robot.wait(for: "xterm-256color larder")
      try await robot.wait(for: "10 60")
      try robot.send([0x1B, 0x5B, 0x41, 0xFF])
      try await robot.wait(for: "1b 5b 41 ff")
    }
  }

  @Test func `it tells whether a program left the screen as it was`() async throws {
    let script =
      "printf '\\033[?1049h\\033[?1000h\\033[?25l'; echo on; read -r a; printf \"$a\"; exit 3"
    try await TmuxRobot.run(TmuxRobot.inShell(["sh", "-c", script])) { robot in
      try await robot.wait(for: "on")
      #expect(try !robot.isRestored())
      try robot.type("\\033[?1049l\\033[?1000l\\033[?25h")
      try robot.press("Enter")
      try await robot.wait(for: "ended with 3")
      #expect(try robot.isRestored())
    }
  }

  @Test func `it resizes`() async throws {
    let script = "trap 'stty size' WINCH; echo on; while :; do sleep 0.05; done"
    try await TmuxRobot.run(["sh", "-c", script]) { robot in
      try await robot.wait(for: "on")
      try robot.resize(columns: 50, rows: 12)
      try await robot.wait(for: "12 50")
    }
  }

  @Test func `it sees the signal that ended a program, the title and the clipboard`() async throws {
    let script = "printf '\\033]2;name\\007\\033]52;c;aGVsbG8=\\007'; echo on; kill -TERM $$"
    try await TmuxRobot.run(["sh", "-c", script]) { robot in
      #expect(try await robot.waitForEnd() == 128 + 15)
      #expect(try robot.ask("#{pane_title}") == "name")
      let clipboard = try robot.clipboard()
      #expect(clipboard == "hello")
    }
  }

  @Test func `it leaves nothing behind`() async throws {
    var processes: [Int32] = []
    var directory = ""
    try await TmuxRobot.run(["sleep", "60"]) { robot in
      processes = try robot.ask("#{pid} #{pane_pid}").split(separator: " ").compactMap { Int32($0) }
      directory = robot.directory
      #expect(processes.allSatisfy(ChildProcess.isRunning))
    }
    #expect(processes.count == 2)
    #expect(!processes.contains(where: ChildProcess.isRunning))
    #expect(ChildProcess.find("nothing-of-this-name") == nil)
    #expect(try ChildProcess.run("/bin/ls", [directory]).status != 0)
  }
}
