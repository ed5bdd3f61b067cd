import ArgumentParser
import BrowserUI
import Canvas
import Configuration

/// `larder config`: the settings that hold, where they came from, and what is wrong with them.
struct Config: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show the browser's settings and where each came from, or check the file.",
    discussion: """
      Settings come from config.toml, then from LARDER_ variables, then from flags; the last wins. \
      Without a flag, --print is meant.
      """)

  enum Wish: String, EnumerableFlag {
    case print, path, check

    static func help(for value: Wish) -> ArgumentHelp? {
      switch value {
      case .print: "All settings with where each came from, as a file could have them."
      case .path: "Where the file is, whether or not it exists."
      case .check: "Only what is wrong, line by line; ends with status 2 where anything is."
      }
    }
  }

  @Flag(help: "")
  var wish: Wish = .print

  @OptionGroup var screen: ScreenOptions

  mutating func run() throws {
    let file = screen.file
    if wish == .path { return Output.line(file.path) }
    let settings = try screen.settings()
    for fault in settings.faults {
      let line = fault.words(file: file.path)
      if wish == .check { Output.line(line) } else { Output.complain(line) }
    }
    if wish == .print { ConfigReport(settings).lines.forEach(Output.line) }
    guard settings.faults.isEmpty else { throw Failure(.usage) }
  }
}

/// The settings as a file could have them, with where each came from behind it.
struct ConfigReport {
  let lines: [String]

  init(_ settings: Configuration) {
    let preferences = settings.preferences
    var lines = Setting.all.map { setting in
      let text = "\(setting.name) = \(setting.value(preferences).toml)"
      let origin = settings.origins[setting.name] ?? .standard
      return text.padded(to: 44) + "  # " + origin.words
    }
    let standard = KeyMap.standard
    let changed = preferences.keys.bindings.filter { standard.binding(of: $0.action) != $0 }
    if !changed.isEmpty { lines += ["", "[keys]"] }
    lines += changed.map { binding in
      let keys = binding.keys.map(\.notation).joined(separator: " ")
      return "\"\(binding.action.rawValue)\" = \(SettingValue.text(keys).toml)"
    }
    if !preferences.filters.isEmpty { lines += ["", "[filters]"] }
    lines += preferences.filters.sorted { $0.key < $1.key }.map { name, text in
      let isBare = !name.contains(".")
      return (isBare ? name : SettingValue.text(name).toml) + " = \(SettingValue.text(text).toml)"
    }
    let own = preferences.themes.filter { !KnownThemes.all.contains($0) }.map(\.name)
    if !own.isEmpty { lines += ["", "# themes of yours: " + own.joined(separator: ", ")] }
    self.lines = lines
  }
}
