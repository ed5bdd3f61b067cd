import FoundationEssentials

/// Where settings, state and caches are kept, by the XDG base directory specification: a variable that is
/// no absolute path counts for nothing.
enum SettingsPaths {
  /// `$XDG_CONFIG_HOME/larder/config.toml`, or the same below `~/.config`.
  static var configuration: String {
    folder("XDG_CONFIG_HOME", else: "/.config") + "/larder/config.toml"
  }

  /// `$XDG_STATE_HOME/larder/state.json`, or the same below `~/.local/state`.
  static var state: String {
    folder("XDG_STATE_HOME", else: "/.local/state") + "/larder/state.json"
  }

  /// Beside it: the filters that were saved.
  static var filters: String {
    folder("XDG_STATE_HOME", else: "/.local/state") + "/larder/filters.json"
  }

  /// `$XDG_CACHE_HOME`, or `~/.cache`.
  static var caches: String { folder("XDG_CACHE_HOME", else: "/.cache") }

  private static func folder(_ variable: String, else standard: String) -> String {
    if let path = Environment[variable], path.hasPrefix("/") { return path }
    return (Environment["HOME"] ?? ".") + standard
  }

  /// With `~` in place of the home directory.
  static func short(_ path: String) -> String {
    guard let home = Environment["HOME"], path.hasPrefix(home + "/") else { return path }
    return "~" + path.dropFirst(home.count)
  }
}
