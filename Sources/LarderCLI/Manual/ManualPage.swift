import BrowserUI
import Canvas

/// The manual page, for man(1): commands and options from the parser, keys from the key map.
struct ManualPage {
  private let help: CommandHelp
  private var lines: [String] = []

  init(_ help: CommandHelp) { self.help = help }

  /// The page as man(7) macros.
  mutating func text() -> String {
    lines = [".TH LARDER 1 \"\" \"larder \(LarderVersion.text)\" \"User Commands\""]
    section("NAME")
    say("larder - browse, explain and clean HTTP caches")
    section("SYNOPSIS")
    lines.append(".B larder")
    say("[COMMAND] [STORE] [OPTION...]")
    section("DESCRIPTION")
    say(help.discussion ?? "")
    section("COMMANDS")
    for command in help.subcommands ?? [] where command.commandName != "help" { tell(command) }
    keys()
    section("EXIT STATUS")
    for (status, meaning) in Self.statuses { item(status, meaning) }
    section("ENVIRONMENT")
    for (name, meaning) in Self.environment { item(name, meaning) }
    return lines.joined(separator: "\n") + "\n"
  }

  private mutating func tell(_ command: CommandHelp) {
    let values = command.positionals.map { argument in
      let name = (argument.valueName ?? "").uppercased() + (argument.isRepeating ? "..." : "")
      return argument.isOptional ? "[\(name)]" : name
    }
    let name = command.commandName == "browse" ? "" : " " + command.commandName
    lines.append(
      ".SS \"" + Self.escaped(("larder" + name + " " + values.joined(separator: " "))) + "\"")
    say(command.abstract ?? "")
    if let discussion = command.discussion, !discussion.isEmpty {
      lines.append(".PP")
      say(discussion)
    }
    for argument in command.positionals {
      item((argument.valueName ?? "").uppercased(), argument.abstract ?? "")
    }
    for option in command.options { item(Self.names(option), Self.meaning(option)) }
  }

  private static func names(_ option: CommandHelp.Argument) -> String {
    let names = (option.names ?? []).map(\.typed).joined(separator: ", ")
    return option.kind == "option"
      ? "\(names) \((option.valueName ?? "value").uppercased())" : names
  }

  private static func meaning(_ option: CommandHelp.Argument) -> String {
    guard let value = option.defaultValue, option.kind == "option", value != String(Int.max) else {
      return option.abstract ?? ""
    }
    return "\(option.abstract ?? "") (default: \(value))"
  }

  private mutating func keys() {
    section("KEYS")
    for part in Binding.Section.allCases {
      lines.append(".SS \"\(part.title)\"")
      for row in KeyMap.all where row.section == part && !row.keys.isEmpty {
        item(row.keyNames.plainText, row.help)
      }
    }
  }

  // MARK: Macros

  private mutating func section(_ title: String) { lines.append(".SH \(title)") }

  private mutating func say(_ text: String) {
    lines += text.split(separator: "\n").map { Self.escaped(String($0)) }
  }

  private mutating func item(_ name: String, _ meaning: String) {
    lines += [".TP", "\\fB\(Self.escaped(name))\\fR"]
    say(meaning.isEmpty ? name : meaning)
  }

  /// Text without a meaning to roff.
  static func escaped(_ text: String) -> String {
    let plain = text.replacing("\\", with: "\\(rs").replacing("-", with: "\\-")
      .replacing("\"", with: "\\(dq").replacing("^", with: "\\(ha").replacing("~", with: "\\(ti")
      .replacing("`", with: "\\(ga")
    return plain.hasPrefix(".") || plain.hasPrefix("'") ? "\\&" + plain : plain
  }

  private static let statuses = [
    ("0", "Done."), ("1", "Nothing matched, or nothing was there to do."),
    ("2", "The command line or a filter is wrong, or a yes was missing."),
    ("3", "Some items failed; each has a line on standard error."),
    ("4", "The store can't be read, or is locked."),
    ("128+n", "Signal n ended it, in good order: 143 for SIGTERM, 129 for SIGHUP."),
  ]

  private static let environment = [
    ("LARDER_SECRET", "The secret of safe_pickle values, where --secret-file isn't given."),
    ("LARDER_NOW", "A date that stops larder's clock: what will be stale then?"),
    ("NO_COLOR", "Without colours; bold, underline and reverse stay."),
    ("XDG_CACHE_HOME", "Where larder looks for caches and keeps its own."),
    ("XDG_CONFIG_HOME, LARDER_CONFIG", "Where config.toml is; or the file itself."),
    ("XDG_STATE_HOME", "Where the browser keeps what it remembers, and saved filters."),
    ("PAGER, VISUAL, EDITOR", "What shows a body outside the browser; the first that is set."),
  ]
}
