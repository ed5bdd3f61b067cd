import Glibc

/// A process whose output is read through a pipe.
final class ChildProcess {
  private let process: pid_t
  private let outputEnd: Int32
  private let inputEnd: Int32?
  private var read: [UInt8] = []
  private var isOver = false
  /// MB of memory that it had at most when it last wrote something. What the system tells once it has ended
  /// begins with what the process had that started it.
  private(set) var peakMemory = 0.0

  /// Starts a program with its standard output in a pipe, and its input too if asked for.
  init(_ program: String, _ words: [String], hasInput: Bool = false) throws {
    let outputPipe = try Pipe()
    let inputPipe = hasInput ? try Pipe() : nil
    var plan = SpawnPlan()
    plan.descriptors = [
      (STDIN_FILENO, inputPipe.map { .copy($0.readEnd) } ?? .open("/dev/null")),
      (STDOUT_FILENO, .copy(outputPipe.writeEnd)),
    ]
    process = try plan.start(program, words)
    close(outputPipe.writeEnd)
    if let inputPipe { close(inputPipe.readEnd) }
    outputEnd = outputPipe.readEnd
    inputEnd = inputPipe?.writeEnd
  }

  deinit {
    if !isOver { end() }
  }

  /// Waits for output; false when the process ended without any.
  func readsOutput() -> Bool { readMore() }

  /// Writes to the process's input.
  func send(_ text: String) {
    if let inputEnd { write(text, to: inputEnd) }
  }

  /// All output, once the process has ended.
  func output() -> String {
    while readMore() {}
    end()
    return String(decoding: read, as: UTF8.self)
  }

  private func readMore() -> Bool {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    let count = Glibc.read(outputEnd, &buffer, buffer.count)
    guard count > 0 else { return false }
    read += buffer.prefix(count)
    peakMemory = max(peakMemory, ProcessFacts(process: process).peakMemory * 1.048576)
    return true
  }

  private func end() {
    isOver = true
    close(outputEnd)
    if let inputEnd { close(inputEnd) }
    waitpid(process, nil, 0)
  }
}

/// Two connected descriptors that programs started meanwhile do not inherit.
private struct Pipe {
  let readEnd: Int32
  let writeEnd: Int32

  init() throws {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw BenchmarkError("The system has no pipe left.") }
    closeOnExec(ends)
    (readEnd, writeEnd) = (ends[0], ends[1])
  }
}
