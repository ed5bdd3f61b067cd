/// Where the settings of this run came from, and which of them a person changed since.
package struct OptionSources: Sendable, Hashable {
  /// The file that options are saved in.
  package var path: String
  /// By name; what is missing is the default.
  package var origins: [String: SettingOrigin]
  /// What settings were before a person changed them, until that is saved.
  private var former: [String: Former] = [:]

  private struct Former: Hashable {
    var value: SettingValue
    var origin: SettingOrigin
  }

  package init(path: String = "", origins: [String: SettingOrigin] = [:]) {
    self.path = path
    self.origins = origins
  }

  package func origin(of name: String) -> SettingOrigin { origins[name] ?? .standard }

  /// Notes that a person changed a setting, or changed it back.
  mutating func change(_ name: String, from old: SettingValue, to new: SettingValue) {
    let before = former[name] ?? Former(value: old, origin: origin(of: name))
    let isBack = before.value == new
    origins[name] = isBack ? before.origin : .person
    former[name] = isBack ? nil : before
  }

  /// Notes the lines where settings stand that were saved.
  mutating func save(_ lines: [String: Int]) {
    for (name, line) in lines {
      origins[name] = .file(line: line)
      former[name] = nil
    }
  }

  /// The settings that were changed and not saved, in the table's order.
  var unsaved: [Setting] { Setting.all.filter { origin(of: $0.name) == .person } }
}
