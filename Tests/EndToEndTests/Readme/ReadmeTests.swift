import BrowserUI
import Canvas
import Configuration
import FoundationEssentials
import Glibc
import TestSupport
import Testing

/// The README's tables are those of the program. `LARDER_RECORD=1` writes them.
@Suite(.ownThreads, .serialized) struct ReadmeTests {
  @Test func `the key tables are those of the key map`() throws {
    try Readme.expect(KeyMap.markdown, between: "keys")
  }

  @Test func `the command table is that of the program`() throws {
    try Readme.expect(try Readme.commands(), between: "commands")
  }

  @Test func `the tables of the article on configuration are those of the program`() throws {
    let article = Readme.root.appending(path: "Sources/Larder/Larder.docc/Configuration.md")
    try Readme.expect(Setting.markdown, between: "settings", in: article)
    let roles = Role.allCases.map { "`\($0.rawValue)`" }.joined(separator: " ")
    try Readme.expect(roles, between: "roles", in: article)
  }

  @Test func `the example of the article is a file without a fault`() throws {
    let article = Readme.root.appending(path: "Sources/Larder/Larder.docc/Configuration.md")
    let text = try String(contentsOf: article, encoding: .utf8)
    let start = try #require(text.firstRange(of: "```toml\n"))
    let end = try #require(text[start.upperBound...].firstRange(of: "```"))
    let example = String(text[start.upperBound..<end.lowerBound])
    let result = Configuration(.init(text: example))
    #expect(result.faults.isEmpty)
    #expect(result.origins.count == 6)
  }

  @Test func `the article on filters has every field`() throws {
    try Readme.expect(FilterFields.markdown, between: "fields", in: Readme.filters)
  }

  @Test func `it is short enough to be read`() throws {
    #expect(try Readme.text().split(separator: "\n", omittingEmptySubsequences: false).count < 250)
  }
}

/// The README, and what stands between its markers.
private enum Readme {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  static let file = root.appending(path: "README.md")

  static let filters = file.deletingLastPathComponent()
    .appending(path: "Sources/Larder/Larder.docc/FindingEntries.md")

  static func text() throws -> String { try String(contentsOf: file, encoding: .utf8) }

  /// Compares generated text with what stands between `<!-- NAME: … -->` and `<!-- end of NAME -->`.
  static func expect(_ generated: String, between name: String, in file: URL = file) throws {
    let text = try String(contentsOf: file, encoding: .utf8)
    let start = try #require(text.firstRange(of: "<!-- \(name): "))
    let open = try #require(text[start.upperBound...].firstRange(of: "-->\n"))
    let end = try #require(text.firstRange(of: "<!-- end of \(name) -->"))
    let body = generated.hasSuffix("\n") ? generated : generated + "\n"
    if getenv("LARDER_RECORD") != nil {
      let whole = text[..<open.upperBound] + body + text[end.lowerBound...]
      try Data(whole.utf8).write(to: file)
    } else {
      #expect(String(text[open.upperBound..<end.lowerBound]) == body)
    }
  }

  /// The subcommands with their usage and what they are for, as the program describes itself.
  static func commands() throws -> String {
    let run = try ChildProcess.run(
      BuiltProgram.path("larder"), ["--experimental-dump-help"])
    let help = try JSONDecoder().decode(Help.self, from: Data(run.output.utf8))
    let commands = (help.command.subcommands ?? []).filter { $0.commandName != "help" }
    let cells = commands.map { command in
      "`\(command.usage)` | \(command.abstract ?? "")"
    }
    let rows = stride(from: 0, to: cells.count, by: 2).map { index in
      "| \(cells[index]) | \(index + 1 < cells.count ? cells[index + 1] : " | ") |"
    }
    return (["| command | what it does | | |", "|---|---|---|---|"] + rows).joined(separator: "\n")
  }

  private struct Help: Decodable {
    var command: Command

    struct Command: Decodable {
      var commandName: String
      var abstract: String?
      var subcommands: [Command]?
      var arguments: [Argument]?

      var usage: String {
        let positional = (arguments ?? []).filter { $0.kind == "positional" }.map { argument in
          let name = (argument.valueName ?? "").uppercased()
          return argument.isOptional ? "[\(name)]" : name
        }
        let words = commandName == "browse" ? ["larder"] : ["larder", commandName]
        return (words + positional).joined(separator: " ").replacing("|", with: "\\|")
      }
    }

    struct Argument: Decodable {
      var kind: String
      var valueName: String?
      var isOptional: Bool
    }
  }
}
