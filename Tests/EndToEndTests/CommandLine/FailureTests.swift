import FoundationEssentials
import Glibc
import SQLite
import TestSupport
import Testing

/// What can be wrong with a cache: each gets a sentence with the next step, and an exit status.
@Suite(.ownThreads, .serialized)
struct FailureTests {
  private func expectRefusal(
    _ words: [String], in directory: String, saying text: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let result = try Larder.run(words, in: directory)
    #expect(result.status == 4, sourceLocation: sourceLocation)
    #expect(result.bytes.isEmpty, sourceLocation: sourceLocation)
    #expect(result.complaint.hasPrefix("larder: "), sourceLocation: sourceLocation)
    #expect(
      result.complaint.contains(text), "\(result.complaint)", sourceLocation: sourceLocation)
    #expect(result.lines.count <= 2, sourceLocation: sourceLocation)
  }

  @Test(arguments: [
    (
      ["show", "demo.sqlite", Shelf.usersURL, "--body", "--headers"], "--body and --headers exclude"
    ),
    (
      ["show", "demo.sqlite", Shelf.usersURL, "--json", "--view", "auto"],
      "--json and --view exclude"
    ),
    (["ls", "demo.sqlite", "--limit", "0"], "--limit 0 does nothing: say 1 or more"),
    (["ls", "demo.sqlite", "--csv", "--json", "--urls0"], "--json, --csv and --urls0 exclude"),
    (["export", "csv", "demo.sqlite", "--no-bodies"], "--no-bodies goes with har and jsonl"),
    (["export", "har", "demo.sqlite", "--secrets", "--redact", "x"], "--secrets and --redact"),
    (["export", "har", "demo.sqlite", "--limit=-1"], "--limit -1 does nothing"),
    (["trash", "demo.sqlite", "--yes"], "--yes goes with --empty"),
    (["trash", "demo.sqlite", "--empty", "--json", "--yes"], "--empty and --json exclude"),
    (
      ["stats", "demo.sqlite", "--count", "3", "--interval", "1"], "--interval and --count go with"
    ),
    (["stats", "demo.sqlite", "--follow", "--interval", "0"], "--interval takes seconds"),
    (["stats", "demo.sqlite", "--follow", "--count", "0"], "--count 0 does nothing"),
    (["revalidate", "demo.sqlite", "--all", "--concurrency", "0"], "--concurrency 0 does nothing"),
    (["revalidate", "demo.sqlite", "--all", "--delay=-1"], "--delay takes seconds"),
    (["doctor", "demo.sqlite", "--dry-run"], "--dry-run goes with --fix"),
    (["rm", "demo.sqlite", "--all", "is:stale", "--yes"], "--all is every entry"),
    (["restore", "demo.sqlite", "--all", "is:stale"], "--all is every entry"),
    (["key", "http://example.com/", "--secret-file", "x"], "--secret-file goes with --like"),
    (
      ["get", "http://example.com/", "--refresh", "--only-if-cached"],
      "--refresh and --only-if-cached"
    ),
    (["get", "http://127.0.0.1:1/", "-H", "host: x"], "host follows from the URL and --data"),
    (["demo.sqlite", "--theme", "drak"], "--theme: \"drak\" doesn't fit"),
    (["demo", "--set", "=3"], "--set =3: write it as --set NAME=VALUE."),
    (["proxy", "--max-body=-1"], "--max-body takes a number of bytes"),
  ])
  func `an option that would count for nothing is refused, with what to do`(
    words: [String], told: String
  ) async throws {
    try await expectRefusal(of: words, told: told)
  }

  private func expectRefusal(of words: [String], told: String) async throws {
    try await Workspace.use { directory in
      let result = try Larder.run(words, in: directory)
      #expect(result.status == 2 && result.bytes.isEmpty, "\(words): \(result.output)")
      #expect(result.complaint.contains(told), "\(words): \(result.complaint)")
    }
  }

  @Test(arguments: [
    (["proxy", "--port", "8080"], "Unknown option '--port'. Did you mean '--listen'?"),
    (["proxy", "--host", "::1"], "Unknown option '--host'. Did you mean '--listen'?"),
    (["proxy", "--upstream", "http://x/"], "Did you mean '--origin'?"),
    (["get", "http://x/", "--cache", "a"], "Did you mean '--store'?"),
    (["rm", "a", "b", "--force"], "Unknown option '--force'. Did you mean '--yes'?"),
    (["ls", "a", "-n", "3"], "Unknown option '-n'. Did you mean '--limit'?"),
    (["demo", "--no-color"], "Did you mean '--theme'?"),
    (["ls", "a", "--sotr", "size"], "Unknown option '--sotr'. Did you mean '--sort'?"),
    (
      ["explane", "a"], "There is no command 'explane', and no file. Did you mean 'larder explain'?"
    ),
    (["list", "a.sqlite"], "Did you mean 'larder ls'?"),
  ])
  func `a word of another program is answered with the one that is meant here`(
    words: [String], told: String
  ) async throws {
    try await expectRefusal(of: words, told: told)
  }

  @Test func `a lone word that is no file may be meant for a command`() async throws {
    try await Workspace.use { directory in
      try expectRefusal(["docter"], in: directory, saying: "Did you mean 'larder doctor'?")
      try expectRefusal(["browse", "docter"], in: directory, saying: "There is no file docter")
      try expectRefusal(["web.sqlite"], in: directory, saying: "There is no file web.sqlite")
    }
  }

  @Test(arguments: [
    ["rm", "demo.sqlite", "--yes"], ["rm", "demo.sqlite", "", "--yes"],
    ["expire", "demo.sqlite", "", " ", "--yes"], ["revalidate", "demo.sqlite", " "],
    ["restore", "demo.sqlite", ""],
  ])
  func `a change of no named entries is refused, as of a variable that isn't set`(
    words: [String]
  ) async throws {
    try await Workspace.use { directory in
      let result = try Larder.run(words, in: directory)
      #expect(result.status == 2 && result.bytes.isEmpty, "\(words): \(result.output)")
      #expect(result.complaint.contains("Say which entries"), "\(words): \(result.complaint)")
    }
  }

  @Test(arguments: [
    ["ls"], ["show", Shelf.usersURL, "--body"], ["stats"], ["export har"], ["export csv"],
  ])
  func `what standard output doesn't take is told`(words: [String]) async throws {
    try await Fixture.use { fixture in
      let script = "cd \"$1\" && shift && exec \"$@\" 2>&1 >/dev/full"
      let name = words[0].split(separator: " ").map(String.init)
      let command = [Larder.path] + name + [Fixture.name] + words.dropFirst()
      let result = try ChildProcess.run(
        "/bin/sh", ["-c", script, "sh", fixture.directory] + command)
      #expect(result.status == 3, "\(result.output)")
      #expect(
        result.output
          == "larder: Not everything could be written to standard output: No space left on device.\n"
      )
    }
  }

  @Test(arguments: [["proxy"], ["run", "--", "true"]])
  func `a cache that can't be made is told before anything listens`(words: [String]) async throws {
    try await Workspace.use { directory in
      try expectRefusal(
        [words[0], "--store", "nowhere/new.sqlite"] + words.dropFirst(), in: directory,
        saying: "nowhere/new.sqlite can't be made: its folder is missing. Make the folder first.")
    }
  }

  @Test func `there is no such file`() async throws {
    try await Workspace.use { directory in
      try expectRefusal(["ls", "nothing.sqlite"], in: directory, saying: "There is no file")
      #expect(try FileManager.default.contentsOfDirectory(atPath: directory).isEmpty)
    }
  }

  @Test(arguments: ["text", "", "SQLite format 3\0", String(repeating: "x", count: 9000)])
  func `the file is no cache, and stays what it is`(content: String) async throws {
    try await Workspace.use { directory in
      let file = directory + "/notes.txt"
      try Data(content.utf8).write(to: URL(filePath: file))
      for command in ["ls", "stats"] {
        try expectRefusal([command, "notes.txt"], in: directory, saying: "is not an HTTP cache")
      }
      try expectRefusal(
        ["rm", "notes.txt", "--all", "--yes"], in: directory, saying: "is not an HTTP cache")
      #expect(try Data(contentsOf: URL(filePath: file)) == Data(content.utf8))
      #expect(try FileManager.default.contentsOfDirectory(atPath: directory) == ["notes.txt"])
    }
  }

  @Test(.timeLimit(.minutes(30)))
  func `a pipe is no cache, and nobody waits for its other end`() async throws {
    try await Workspace.use { directory in
      #expect(mkfifo(directory + "/pipe", 0o600) == 0)
      for words in [["ls", "pipe"], ["rm", "pipe", "--all", "--yes"]] {
        try expectRefusal(words, in: directory, saying: "is not an HTTP cache")
      }
    }
  }

  @Test func `the beginning of a key that is too short is told from what is no key`() async throws {
    try await Fixture.use { fixture in
      let result = try Larder.run(["show", Fixture.name, "c0ffee"], in: fixture.directory)
      #expect(result.status == 2)
      #expect(
        result.complaint
          == "larder: c0ffee is too short for the beginning of a key: that has 8 digits or more.\n")
    }
  }

  @Test func `a cache of requests-cache that is locked or damaged is told from what is none`()
    async throws
  {
    try await Workspace.use { directory in
      let file = directory + "/python.sqlite"
      try Data().write(to: URL(filePath: file))
      let connection = try Connection(file, access: .readWrite, waitingAtMost: .seconds(1))
      try connection.script(
        "CREATE TABLE responses (key TEXT PRIMARY KEY, value BLOB, expires INTEGER); BEGIN EXCLUSIVE"
      )
      try expectRefusal(
        ["ls", "python.sqlite"], in: directory, saying: "locked by another process")
      try connection.script("COMMIT")
      #expect(try Larder.run(["ls", "python.sqlite"], in: directory).status == 1)
      var bytes = [UInt8](try Data(contentsOf: URL(filePath: file)))
      for place in 100..<4096 { bytes[place] = 0xFF }
      try Data(bytes).write(to: URL(filePath: file))
      try expectRefusal(
        ["ls", "python.sqlite"], in: directory,
        saying: "is damaged, and nothing in it can be listed")
    }
  }

  @Test func `the schema is newer`() async throws {
    try await Fixture.use { fixture in
      try fixture.damage("PRAGMA user_version = 999; PRAGMA wal_checkpoint(TRUNCATE)")
      for words in [["ls"], ["rm", "--all", "--yes"]] {
        try expectRefusal(
          [words[0], Fixture.name] + words.dropFirst(), in: fixture.directory,
          saying: "Update larder")
      }
    }
  }

  @Test func `another process has locked it for longer than one waits`() async throws {
    try await Fixture.use { fixture in
      let connection = try Connection(
        fixture.path, access: .readWrite, waitingAtMost: .seconds(1))
      try connection.script("BEGIN IMMEDIATE")
      try expectRefusal(
        ["rm", Fixture.name, "is:stale", "--yes"], in: fixture.directory,
        saying: "locked by another process")
      #expect(try fixture.run("ls").lines.count == Shelf.count)
      try connection.script("ROLLBACK")
      #expect(try fixture.run("rm", "is:stale", "--yes").status == 0)
    }
  }

  @Test(.enabled(if: geteuid() != 0, "root may read everything"))
  func `one may not read it`() async throws {
    try await Fixture.use { fixture in
      #expect(chmod(fixture.path, 0) == 0)
      try expectRefusal(["ls", Fixture.name], in: fixture.directory, saying: "No permission")
    }
  }

  @Test func `nothing matches`() async throws {
    try await Fixture.use { fixture in
      for words in [["ls", "no-such-thing"], ["rm", "no-such-thing", "--yes"]] {
        let result = try Larder.run(
          [words[0], Fixture.name] + words.dropFirst(), in: fixture.directory)
        #expect(result.status == 1 && result.bytes.isEmpty)
      }
      let result = try fixture.run("show", "https://example.com/nothing")
      #expect(result.status == 1 && result.complaint.contains("has no entry"))
    }
  }

  @Test(
    arguments: [
      ["ls", Fixture.name, "colour:red"], ["ls", Fixture.name, "size>lots"], ["ls"],
      ["ls", Fixture.name, "--sort", "taste"], ["show", Fixture.name, ""],
      ["show", Fixture.name, "abc"],
      ["get", "ftp://example.com/"], ["no-such-command", "--x"],
      ["expire", Fixture.name, "(is:stale", "--yes"],
    ])
  func `the command line is wrong`(words: [String]) async throws {
    try await Fixture.use { fixture in
      let result = try Larder.run(words, in: fixture.directory)
      #expect(result.status == 2, "\(result.status) \(result.complaint)")
      #expect(!result.complaint.isEmpty && result.bytes.isEmpty)
    }
  }

  @Test func `larder alone names the caches it finds, or says that there are none`() async throws {
    try await Fixture.use { fixture in
      let found = try Larder.run([], in: fixture.directory)
      #expect(found.status == 0 && found.lines.count == 1)
      #expect(found.output.hasSuffix(" \(Fixture.name)\n"))
    }
    try await Workspace.use { directory in
      let none = try Larder.run([], in: directory)
      #expect(none.status == 1 && none.complaint.contains("larder demo"))
    }
  }

  @Test func `the version and the help are there`() async throws {
    try await Workspace.use { directory in
      let version = try Larder.run(["--version"], in: directory)
      #expect(version.status == 0)
      let help = try Larder.run(["--help"], in: directory)
      for command in [
        "demo", "get", "ls", "show", "explain", "rm", "expire", "revalidate", "stats", "doctor",
        "key",
        "convert",
      ] {
        #expect(help.output.contains(command))
      }
    }
  }
}
