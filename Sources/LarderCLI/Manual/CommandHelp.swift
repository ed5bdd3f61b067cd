import ArgumentParser
import FoundationEssentials

/// The program's commands and options as it describes itself.
struct CommandHelp: Decodable {
  var commandName: String
  var abstract: String?
  var discussion: String?
  var subcommands: [CommandHelp]?
  var arguments: [Argument]?

  struct Argument: Decodable {
    struct Name: Decodable {
      var kind: String
      var name: String

      /// As it is typed: `--json`, `-y`.
      var typed: String { (kind == "long" ? "--" : "-") + name }
    }

    var kind: String
    var names: [Name]?
    var valueName: String?
    var abstract: String?
    var defaultValue: String?
    var isOptional: Bool
    var isRepeating: Bool
    var shouldDisplay: Bool

    /// The same in each command.
    var isCommon: Bool { names?.contains { ["help", "version"].contains($0.name) } ?? false }
  }

  /// The whole tree.
  static func current() throws -> CommandHelp {
    struct Document: Decodable { var command: CommandHelp }
    return try JSONDecoder().decode(Document.self, from: Data(LarderCommand._dumpHelp().utf8))
      .command
  }

  var positionals: [Argument] { (arguments ?? []).filter { $0.kind == "positional" } }

  /// Options and flags that are its own.
  var options: [Argument] {
    (arguments ?? []).filter { $0.kind != "positional" && $0.shouldDisplay && !$0.isCommon }
  }
}
