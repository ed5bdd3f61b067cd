import FoundationEssentials
import Glibc
import Testing

extension Fixture {
  /// Opens the browser on the cache and waits for the list.
  func browse(
    _ options: TmuxRobot.Options = TmuxRobot.Options(), arguments: [String] = [],
    clock: [String: String] = Larder.frozen, waitingFor text: String = "page=1 ",
    _ body: (TmuxRobot) async throws -> Void
  ) async throws {
    try await inTerminal([Self.name] + arguments, options, clock: clock) { robot in
      try await robot.wait(for: text)
      try await body(robot)
    }
  }

  /// Runs larder with these words in a terminal, in a shell that stays when it ends.
  func inTerminal(
    _ words: [String], _ options: TmuxRobot.Options = TmuxRobot.Options(),
    clock: [String: String] = Larder.frozen,
    _ body: (TmuxRobot) async throws -> Void
  ) async throws {
    var options = options
    options.environment.merge(clock) { $1 }
    options.environment["TMPDIR"] = directory
    let place = ["sh", "-c", "cd \"$1\" && shift && exec \"$@\"", "sh", directory]
    try await TmuxRobot.run(TmuxRobot.inShell(place + [Larder.path] + words), options, body)
  }

  /// Opens the browser on the cache with a clock that the body can set.
  func browseWithClock(
    _ options: TmuxRobot.Options = TmuxRobot.Options(),
    _ body: (TmuxRobot, _ setClock: (TimeInterval) throws -> Void) async throws -> Void
  ) async throws {
    let file = directory + "/clock"
    let set = { (seconds: TimeInterval) in
      try Data(Moment.text(after: seconds).utf8).write(to: URL(filePath: file), options: .atomic)
    }
    try set(0)
    try await browse(options, clock: ["LARDER_CLOCK": file]) { try await body($0, set) }
  }
}

extension TmuxRobot {
  /// The screen, once nothing is being painted or read: the same, with its styles, at four looks in a row.
  func calmScreen(
    styled: Bool = false, sourceLocation: SourceLocation = #_sourceLocation
  ) async throws -> String {
    var (last, same) = ("", 0)
    let calm = try await wait(until: "the screen is calm", sourceLocation: sourceLocation) { _ in
      let screen = try styledScreen()
      same = screen == last && !screen.contains("loading") ? same + 1 : 0
      last = screen
      return same == 3
    }
    return styled ? last : calm
  }

  /// A screen without its first row, whose counts come in by themselves.
  static func withoutFirstRow(_ screen: String) -> Substring { screen.drop { $0 != "\n" } }

  /// The row with the cursor `>`, outside of any frame.
  func cursorRow() throws -> String { try Self.cursorRow(in: screen()) }

  static func cursorRow(in screen: String) -> String {
    let rows = screen.split(separator: "\n").map { $0.drop { $0 == "│" } }
    return rows.first { $0.hasPrefix(">") }.map(String.init) ?? ""
  }

  /// Waits until the cursor is on a row with that text.
  @discardableResult
  func wait(
    forCursorOn text: String, sourceLocation: SourceLocation = #_sourceLocation
  ) async throws -> String {
    try await wait(until: "the cursor is on “\(text)”", sourceLocation: sourceLocation) {
      Self.cursorRow(in: $0).contains(text)
    }
  }

  /// Moves the cursor down until it is on a row with that text.
  func step(
    to text: String, sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    var row = try cursorRow()
    for _ in 0..<40 {
      if row.contains(text) { return }
      let former = row
      try press("j")
      let screen = try await wait(until: "the cursor moves", sourceLocation: sourceLocation) {
        // A screen that is painted by half may have none.
        ![former, ""].contains(Self.cursorRow(in: $0))
      }
      row = Self.cursorRow(in: screen)
    }
    Issue.record("no row has \(text)", sourceLocation: sourceLocation)
  }

  /// Filters, and waits for what the second line then says.
  func filter(
    _ text: String, until count: String, sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    try await openFilter(sourceLocation)
    try type(text)
    try await wait(until: "the filter leaves \(count)", sourceLocation: sourceLocation) {
      Self.says(count, Self.filterLine(in: $0))
    }
    try await closeFilter(sourceLocation)
  }

  /// Filters anew, whatever the filter was, and waits for what the second line then says.
  func filterAnew(
    _ text: String, until count: String, sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    try await openFilter(sourceLocation)
    try press("F4")
    try type(text)
    try await wait(until: "“\(text)” leaves \(count)", sourceLocation: sourceLocation) {
      let line = Self.filterLine(in: $0)
      return line.contains("filter> \(text) ") && Self.says(count, line)
    }
    try await closeFilter(sourceLocation)
  }

  private static func filterLine(in screen: String) -> Substring {
    screen.split(separator: "\n", omittingEmptySubsequences: false).dropFirst().first ?? ""
  }

  /// Whether a line says a count, and not a larger one that ends like it.
  private static func says(_ count: String, _ line: Substring) -> Bool {
    line.contains(count.first?.isNumber == true ? " " + count : count)
  }

  private func openFilter(_ sourceLocation: SourceLocation) async throws {
    try press("/")
    try await wait(until: "the filter is open", sourceLocation: sourceLocation) { _ in
      try ask("#{cursor_flag} #{cursor_y}") == "1 1"
    }
  }

  private func closeFilter(_ sourceLocation: SourceLocation) async throws {
    try press("Enter")
    try await wait(until: "the filter is closed", sourceLocation: sourceLocation) { _ in
      try ask("#{cursor_flag}") == "0"
    }
  }

  /// Answers a dialog, once keys are heard that were pressed after it came, and waits until it has gone.
  func answer(
    _ title: String, with key: String, sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    try await wait(for: title, sourceLocation: sourceLocation)
    _ = try await calmScreen(sourceLocation: sourceLocation)
    try press(key)
    try await wait(forNo: title, sourceLocation: sourceLocation)
  }

  /// Bytes of memory that the program has had at most.
  func memory() throws -> Int {
    let program = try #require(try ChildProcess.children(of: process()).first)
    let status = try String(contentsOfFile: "/proc/\(program)/status", encoding: .utf8)
    let peak = try #require(status.firstMatch(of: #/VmHWM:\s+(\d+) kB/#))
    return try #require(Int(peak.output.1)) * 1024
  }

  /// Sends a signal to the program that the pane's shell runs, several times when told so; it may have
  /// ended before the last.
  func signal(_ number: Int32, times: Int = 1) throws {
    let children = try ChildProcess.children(of: process())
    try #require(!children.isEmpty, "the program is running")
    for child in children {
      for _ in 0..<times { kill(child, number) }
    }
  }

  /// Quits from the list, and waits until the shell has the terminal back.
  func quit(sourceLocation: SourceLocation = #_sourceLocation) async throws {
    try press("q")
    try await wait(for: "ended with 0", sourceLocation: sourceLocation)
  }
}
