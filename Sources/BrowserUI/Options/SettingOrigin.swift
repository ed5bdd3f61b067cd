/// Where the value of a setting came from; the last that says something wins, in this order.
package enum SettingOrigin: Sendable, Hashable {
  /// Nobody said anything.
  case standard
  /// A line of the file, counted from 1.
  case file(line: Int)
  /// A variable of the environment.
  case variable(String)
  /// A flag of the command.
  case flag(String)
  /// A person, in the options screen.
  case person

  /// As a person reads it.
  package var words: String {
    switch self {
    case .standard: "default"
    case .file(let line): "config.toml:\(line)"
    case .variable(let name): name
    case .flag(let name): name
    case .person: "changed here"
    }
  }
}
