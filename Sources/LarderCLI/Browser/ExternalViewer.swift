import BrowserUI
import CacheStore
import FoundationEssentials
import Glibc
import Terminal

/// Shows a body in the pager, or else the editor, of the person's environment: the words of `$PAGER`, `$VISUAL` or
/// `$EDITOR`, divided at blanks and given to no shell, with the path of a file that nobody else can read and that is
/// gone afterwards.
struct ExternalViewer {
  var store: any CacheStore
  var terminal: Terminal

  /// Returns when the program has ended and the screen is back.
  ///
  /// - Throws: `Failure` where file or program can't be had.
  func show(_ body: ExternalBody) async throws {
    let folder = try Self.makeFolder()
    defer { rmdir(folder) }
    let path = folder + "/" + body.fileName
    defer { unlink(path) }
    try await write(body.body, to: path)
    let words = Self.words + [path]
    await terminal.release()
    defer { terminal.reclaim() }
    let code = await Self.run(words)
    if let code {
      throw Failure(.someFailed, "\(words[0]) can't be run: \(String(cString: strerror(code))).")
    }
  }

  /// What to run: of several variables the first that says something.
  private static var words: [String] {
    let named = ["PAGER", "VISUAL", "EDITOR"].lazy
      .compactMap { Environment[$0]?.split(separator: " ").map(String.init) }
      .first { !$0.isEmpty }
    return named ?? ["less"]
  }

  /// Runs it in the foreground of the terminal; the error's number where it can't be.
  private static func run(_ words: [String]) async -> Int32? {
    var environment = ProcessInfo.processInfo.environment
    // What is looked at came from anywhere: less starts no other programs for it.
    environment["LESSSECURE"] = "1"
    let formerTTOU = signal(SIGTTOU, SIG_IGN)
    defer { signal(SIGTTOU, formerTTOU) }
    guard let child = ChildProgram(words, environment, hasOwnGroup: true) else { return errno }
    tcsetpgrp(0, child.process)
    // There is no shell that could continue it: it goes on at once.
    _ = await child.end { kill(-child.process, SIGCONT) }
    tcsetpgrp(0, getpgrp())
    return nil
  }

  private static func makeFolder() throws -> String {
    let parent = Environment["TMPDIR"] ?? "/tmp"
    var name = Array((parent + "/larder-XXXXXX").utf8CString)
    guard mkdtemp(&name) != nil else {
      throw Failure(.someFailed, "There is no room for a file in \(parent).")
    }
    return String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Writes the body a piece at a time, for its owner alone.
  private func write(_ body: BodyReference, to path: String) async throws {
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw Failure(.someFailed, "\(path) can't be written.") }
    defer { close(file) }
    let step: Int64 = 1 << 20
    for start in stride(from: 0, to: body.size, by: Int(step)) {
      let piece = try await store.read(body, range: start..<min(start + step, body.size))
      try piece.withUnsafeBytes { bytes in
        var rest = bytes[...]
        while !rest.isEmpty {
          let count = Glibc.write(
            file, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
          guard count > 0 || errno == EINTR else {
            throw Failure(.someFailed, "\(path) can't be written: the disk may be full.")
          }
          rest = rest.dropFirst(max(0, count))
        }
      }
    }
  }
}
