import FoundationEssentials
import TestSupport
import Testing

@Suite(.ownThreads) struct ConfigCommandTests {
  private func run(
    _ words: [String], _ text: String? = nil, _ environment: [String: String] = [:]
  ) async throws -> Larder.Outcome {
    var outcome: Larder.Outcome?
    try await Workspace.use { directory in
      var environment = environment
      environment["XDG_CONFIG_HOME"] = directory
      if let text {
        try FileManager.default.createDirectory(
          atPath: directory + "/larder", withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(filePath: directory + "/larder/config.toml"))
      }
      outcome = try Larder.run(["config"] + words, in: directory, environment: environment)
    }
    return try #require(outcome)
  }

  @Test func `it prints what holds and where it came from`() async throws {
    let outcome = try await run(
      ["--set", "sort=-size", "--no-mouse"], "theme = \"light\"\n[keys]\nhelp = \"H\"\n",
      ["LARDER_ASCII": "1"])
    #expect(outcome.status == 0)
    let lines = outcome.lines.map { $0.split(separator: " ").joined(separator: " ") }
    #expect(lines.contains("theme = \"light\" # config.toml:1"))
    #expect(lines.contains("ascii = true # LARDER_ASCII"))
    #expect(lines.contains("sort = \"-size\" # --set sort"))
    #expect(lines.contains("mouse = false # --no-mouse"))
    #expect(lines.contains("live.interval = 250 # default"))
    #expect(lines.contains("\"help\" = \"H\""))
  }

  @Test func `what it prints is a file that says the same`() async throws {
    let first = try await run(["--print"], "theme = \"light\"\n[filters]\nold = \"is:stale\"\n")
    let second = try await run(["--print"], first.output)
    let values = { (outcome: Larder.Outcome) in
      outcome.lines.map { $0.split(separator: "#")[0].split(separator: " ").joined(separator: " ") }
    }
    #expect(values(first) == values(second))
    #expect(second.status == 0)
  }

  @Test func `the check tells every fault with its line and ends with 2`() async throws {
    let outcome = try await run(["--check"], "mouse = 3\n\n[keys]\n\"entry.delete\" = \"y\"\n")
    #expect(outcome.status == 2)
    #expect(outcome.lines.count == 2)
    #expect(
      outcome.lines.first?.hasSuffix("/larder/config.toml:1: mouse takes true or false") == true)
    #expect(outcome.lines.last?.contains("config.toml:4: y can't be a key of entry.delete") == true)
    #expect(try await run(["--check"], "mouse = true\n").status == 0)
    #expect(try await run(["--check"]).status == 0)
  }

  @Test func `the path is that of XDG, also where there is no file`() async throws {
    #expect(try await run(["--path"]).output.hasSuffix("/larder/config.toml\n"))
    let relative = try Larder.run(
      ["config", "--path"], in: "/tmp", environment: ["XDG_CONFIG_HOME": "relative", "HOME": "/h"])
    #expect(relative.output == "/h/.config/larder/config.toml\n")
  }

  @Test func `the null device is a file without settings`() async throws {
    let outcome = try await run(["--check", "--config", "/dev/null"], "mouse = 1\n")
    #expect(outcome.status == 0 && outcome.complaint.isEmpty)
    #expect(try await run(["--config", "/dev/zero"]).complaint.contains("it is no file"))
  }

  @Test(arguments: [
    (["--set", "them=dark"], "there is no setting them: did you mean theme?"),
    (["--set", "theme"], "write it as --set NAME=VALUE"),
    (["--theme", "drak"], "did you mean \"dark\"?"),
    (["--config", "/nowhere/config.toml"], "there is no such file"),
  ])
  func `a wrong flag ends with 2 and a sentence`(words: [String], sentence: String) async throws {
    let outcome = try await run(words)
    #expect(outcome.status == 2)
    #expect(outcome.complaint.contains(sentence))
  }
}
