import FoundationEssentials
import Testing

extension TmuxRobot {
  /// The text on the screen, blanks at the ends of rows left out.
  func screen() throws -> String { try tmux(["capture-pane", "-p"]) }

  /// The text on the screen with its colours and attributes, as sequences.
  func styledScreen() throws -> String { try tmux(["capture-pane", "-p", "-e"]) }

  /// The rows on the screen.
  func rows() throws -> [String] {
    try screen().split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  /// Waits until a text is on the screen, and returns the screen.
  @discardableResult
  func wait(
    for text: String, sourceLocation: SourceLocation = #_sourceLocation
  ) async throws -> String {
    try await wait(until: "“\(text)” is on the screen", sourceLocation: sourceLocation) {
      $0.contains(text)
    }
  }

  /// Waits until a text is no longer on the screen.
  @discardableResult
  func wait(
    forNo text: String, sourceLocation: SourceLocation = #_sourceLocation
  ) async throws -> String {
    try await wait(until: "“\(text)” is gone", sourceLocation: sourceLocation) {
      !$0.contains(text)
    }
  }

  /// Waits until the screen is as it should be. Fails after ``limit`` with the screen and with what was
  /// written to it last, in which a message is that has gone meanwhile.
  @discardableResult
  func wait(
    until wish: String, sourceLocation: SourceLocation = #_sourceLocation,
    _ isFulfilled: (String) throws -> Bool
  ) async throws -> String {
    let end = ContinuousClock.now + Self.limit
    while true {
      let screen = try screen()
      if try isFulfilled(screen) { return screen }
      guard ContinuousClock.now < end else {
        let last = String(decoding: try rawOutput().suffix(2000), as: UTF8.self).debugDescription
        Issue.record(
          "not within \(Self.limit): \(wish)\n\(screen)\n\(last)", sourceLocation: sourceLocation)
        throw Failure(description: "not within \(Self.limit): \(wish)")
      }
      try await Task.sleep(for: .milliseconds(10))
    }
  }

  /// Waits until the program has ended.
  ///
  /// - Returns: its status; 128 and the signal's number when one ended it.
  func waitForEnd(sourceLocation: SourceLocation = #_sourceLocation) async throws -> Int {
    // A pane is dead when its output ends. Tmux 3.3 may then miss that its process has ended, until another
    // one does.
    var words: [Int?] = []
    try await wait(until: "the program has ended", sourceLocation: sourceLocation) { _ in
      words = try ask("#{pane_dead_status} #{pane_dead_signal}")
        .split(separator: " ", omittingEmptySubsequences: false).map { Int($0) }
      if words.contains(where: { $0 != nil }) { return true }
      if try ask("#{pane_dead}") == "1" { try tmux(["run-shell", "true"]) }
      return false
    }
    return words.first.flatMap(\.self) ?? words.last.flatMap(\.self).map { 128 + $0 } ?? -1
  }

  /// What tmux knows of the pane, such as `#{alternate_on} #{cursor_flag} #{pane_title}`.
  func ask(_ format: String) throws -> String {
    var answer = try tmux(["display-message", "-p", format])
    if answer.hasSuffix("\n") { answer.removeLast() }
    return answer
  }

  /// The process in the pane.
  func process() throws -> Int32 {
    guard let process = Int32(try ask("#{pane_pid}")) else {
      throw Failure(description: "tmux names no process")
    }
    return process
  }

  /// Whether a program has left the screen as it was: alternate screen off, mouse off, cursor shown. Ask
  /// while the shell of ``inShell(_:)`` is there: tmux hides the cursor of a pane whose program has ended.
  func isRestored() throws -> Bool {
    try ask("#{alternate_on} #{mouse_any_flag} #{cursor_flag}") == "0 0 1"
  }

  /// What programs have put on the clipboard; nil when nothing was.
  func clipboard() throws -> String? {
    guard try !tmux(["list-buffers"]).isEmpty else { return nil }
    return try tmux(["show-buffer"])
  }

  /// Every byte that the program has written so far.
  func rawOutput() throws -> [UInt8] {
    Array(try Data(contentsOf: URL(filePath: directory + "/raw")))
  }
}
