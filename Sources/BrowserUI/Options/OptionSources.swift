/// Where the settings of this run came from, and which of them a person changed since.
package struct OptionSources: Sendable, Hashable {
  /// The file that options are saved in.
  package var path: String
  /// By name; what is missing is the default.
  package var origins: [String: SettingOrigin]

  package init(path: String = "", origins: [String: SettingOrigin] = [:]) {
    self.path = path
    self.origins = origins
  }

  package func origin(of name: String) -> SettingOrigin { origins[name] ?? .standard }

  /// The settings that were changed and not saved, in the table's order.
  var unsaved: [Setting] { Setting.all.filter { origin(of: $0.name) == .person } }
}
