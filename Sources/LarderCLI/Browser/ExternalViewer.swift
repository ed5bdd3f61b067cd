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
    let folder = try TemporaryFolder(name: "larder-body")
    defer { folder.remove() }
    let content = try await store.decodedContent(of: body.entry)
    let path = folder.path + "/" + body.fileName + (content == nil ? body.codedEnding : "")
    try await write(body.entry.body, content, to: path)
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

  /// Writes the body for its owner alone: a piece at a time, or what is in it without its coding.
  private func write(_ body: BodyReference, _ content: Data?, to path: String) async throws {
    let file = try AtomicFile(path, mayReplace: false)
    if let content {
      try content.withUnsafeBytes { try file.write($0) }
    } else {
      for range in body.pieces {
        try await store.read(body, range: range).withUnsafeBytes { try file.write($0) }
      }
    }
    try file.finish()
  }
}
