import Glibc

/// A process on a terminal of its own, with this program on the other side.
final class TerminalProcess {
  /// The process.
  let process: pid_t
  /// When it was started, in nanoseconds of the monotonic clock.
  let started: Int64
  private let terminal: Int32
  private var isOver = false

  /// Starts a program on a terminal of 120 columns and 40 rows.
  init(_ program: String, _ words: [String], home: String) throws {
    let pair = try TerminalPair(columns: 120, rows: 40)
    terminal = pair.ours
    defer { close(pair.theirs) }
    var plan = SpawnPlan()
    plan.beginsSession = true
    plan.environment = ["TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "HOME": home]
    plan.descriptors = [
      (STDIN_FILENO, .open(pair.name)), (STDOUT_FILENO, .copy(STDIN_FILENO)),
      (STDERR_FILENO, .copy(STDIN_FILENO)),
    ]
    started = monotonicNanoseconds()
    process = try plan.start(program, words)
  }

  deinit {
    if !isOver { end() }
  }

  /// What the system knows of it.
  var facts: ProcessFacts { ProcessFacts(process: process) }

  /// Types keys.
  func type(_ keys: String) { write(keys, to: terminal) }

  /// Reads output until it has met a condition.
  ///
  /// - Returns: the moment at which the output that met it came; nil after so many seconds, or when
  ///   the process ended.
  func read(within limit: Double, until isMet: ([UInt8]) -> Bool) -> Int64? {
    let end = monotonicNanoseconds() + Int64(limit * 1e9)
    var output: [UInt8] = []
    while let more = readMore(before: end) {
      output += more
      if isMet(output) { return monotonicNanoseconds() }
    }
    return nil
  }

  /// Reads and drops what the process writes for so many seconds; returns how many bytes came.
  @discardableResult
  func drain(for seconds: Double) -> Int {
    var count = 0
    _ = read(within: seconds) { output in
      count = output.count
      return false
    }
    return count
  }

  /// Reads and drops output until none has come for so many seconds.
  func drainUntilQuiet(for seconds: Double) {
    while read(within: seconds, until: { !$0.isEmpty }) != nil {}
  }

  private func readMore(before end: Int64) -> [UInt8]? {
    let rest = end - monotonicNanoseconds()
    guard rest > 0 else { return nil }
    var waiting = pollfd(fd: terminal, events: Int16(POLLIN), revents: 0)
    guard poll(&waiting, 1, Int32(clamping: rest / 1_000_000 + 1)) > 0 else { return nil }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    let count = Glibc.read(terminal, &buffer, buffer.count)
    return count > 0 ? Array(buffer.prefix(count)) : nil
  }

  /// Ends the process as a closed terminal window does.
  func end() {
    isOver = true
    close(terminal)
    kill(process, SIGHUP)
    waitpid(process, nil, 0)
  }
}
