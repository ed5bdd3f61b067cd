import FoundationEssentials
import Glibc
import Testing

/// A person at a terminal: runs a program in a pane of tmux, presses keys, looks at the screen.
///
/// Each robot has a tmux server, a home and a socket of its own; ``run(_:_:_:)`` takes all of it away and fails
/// if a process is left. It waits for what should be seen, never for a time:
///
///     try await TmuxRobot.run([larder, store]) { robot in
///       try await robot.wait(for: "1,284 entries")
///       try robot.press("G", "Down")
///       try await robot.wait(for: "> F GET")
///     }
///
/// An Escape goes in a ``press(_:)`` of its own: with more behind it in one go it would be Alt.
struct TmuxRobot {
  struct Options {
    var columns = 80
    var rows = 24
    var term = "tmux-256color"
    /// Added to a small environment with an UTF-8 locale and a home of its own.
    var environment: [String: String] = [:]
    /// Leaves the home directory to the program's caller for looking at; nil makes an empty one.
    var home: String?
  }

  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// How long the robot waits for anything: on a busy machine things take their time, and a wait ends at once
  /// when there is what it waits for.
  static let limit = Duration.seconds(60)

  static let isInstalled = ChildProcess.find("tmux") != nil
  /// Why a scenario is skipped where it is.
  static let notInstalled: Comment = "tmux is not installed, so nothing is tried in a real terminal"

  let directory: String
  private let environment: [String: String]

  /// Starts a program, lets the body use it, and clears everything away.
  static func run(
    _ command: [String], _ options: Options = Options(),
    _ body: (TmuxRobot) async throws -> Void
  ) async throws {
    let robot = try TmuxRobot(options)
    do {
      try robot.start(command, options)
      try await body(robot)
    } catch {
      await robot.clearAway()
      throw error
    }
    await robot.clearAway()
  }

  /// A command in a shell that says `ended with` and its status afterwards, and stays.
  static func inShell(_ command: [String]) -> [String] {
    ["sh", "-c", "\"$@\"; echo \"ended with $?\"; read line", "sh"] + command
  }

  private init(_ options: Options) throws {
    directory = "/tmp/larder-robot-\(UUID().uuidString.prefix(8))"
    let home = options.home ?? directory
    environment = [
      "PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": home, "LANG": "C.UTF-8", "SHELL": "/bin/sh",
      "XDG_CONFIG_HOME": home + "/config", "XDG_STATE_HOME": home + "/state",
      "XDG_CACHE_HOME": home + "/cache",
    ].merging(options.environment) { $1 }
    try FileManager.default.createDirectory(
      atPath: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
  }

  /// The pane waits for a line until its output is being recorded, and only then becomes the program.
  private func start(_ command: [String], _ options: Options) throws {
    let settings = """
      set -g default-terminal "\(options.term)"
      set -g remain-on-exit on
      set -g status off
      set -g set-titles off
      set -s set-clipboard on
      set -s escape-time 0

      """
    try Data(settings.utf8).write(to: URL(filePath: directory + "/tmux.conf"))
    let size = ["-x", String(options.columns), "-y", String(options.rows)]
    let shell = ["sh", "-c", "stty -echo; read line; stty echo; exec \"$@\"", "sh"]
    try tmux(["new-session", "-d"] + size + ["--"] + shell + command)
    try tmux(["pipe-pane", "cat > '\(directory)/raw'"])
    try press("Enter")
  }

  /// Gives tmux a command and returns what it prints.
  @discardableResult
  func tmux(_ arguments: [String]) throws -> String {
    let program = ChildProcess.find("tmux") ?? "/usr/bin/tmux"
    let own = ["-S", directory + "/socket", "-f", directory + "/tmux.conf"]
    let result = try ChildProcess.run(program, own + arguments, environment: environment)
    guard result.status == 0 else {
      throw Failure(description: "tmux \(arguments.joined(separator: " ")): \(result.output)")
    }
    return result.output
  }

  /// Ends the server and all that runs in it, what the pane's shell started included, and says so when
  /// something stays. Nothing writes into the files of a scenario after this.
  private func clearAway() async {
    let own = (try? ask("#{pane_pid} #{pid}"))?.split(separator: " ").compactMap { pid_t($0) } ?? []
    let processes = own.flatMap { [$0] + ChildProcess.descendants(of: $0) }
    _ = try? tmux(["kill-server"])
    let end = ContinuousClock.now + Self.limit
    for process in processes {
      while ChildProcess.isRunning(process), ContinuousClock.now < end {
        try? await Task.sleep(for: .milliseconds(5))
      }
      if ChildProcess.isRunning(process) {
        Issue.record("process \(process) outlived its terminal")
        kill(process, SIGKILL)
      }
    }
    try? FileManager.default.removeItem(atPath: directory)
  }
}
