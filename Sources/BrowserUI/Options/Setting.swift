import Canvas

/// One row of the table of settings: all that files, variables, flags, options screen and documentation know of
/// a setting.
package struct Setting: Sendable {
  /// As files name it; a point divides the table from the name in it.
  package let name: String
  package let kind: SettingKind
  /// What it means, in a sentence without its end.
  package let meaning: String
  /// The flag of its own, if it has one; `--set NAME=VALUE` sets any.
  package let flag: String?
  /// A variable that other programs have too, which counts where its own isn't set.
  package let commonVariable: CommonVariable?
  /// The value in preferences.
  package let value: @Sendable (Preferences) -> SettingValue
  /// Takes over a value of its kind.
  let change: @Sendable (inout Preferences, SettingValue) -> Void

  /// The variable of its own: `LARDER_LIVE_INTERVAL`.
  package var variable: String {
    "LARDER_" + name.uppercased().replacing(".", with: "_")
  }

  /// The value where nobody says otherwise.
  package var standard: SettingValue { value(Preferences()) }

  /// Sets it, or says why the value doesn't fit.
  package func set(_ value: SettingValue, in preferences: inout Preferences) -> Failure? {
    switch kind.check(value) {
    case .failure(let failure): return failure
    case .success(let value):
      if kind == .theme, case .text(let name) = value {
        let names = preferences.themes.map(\.name)
        guard names.contains(name) else {
          let kind = "give one of \(names.joined(separator: ", "))"
          return Failure(NearestName.advice(for: name, among: names, kind: kind))
        }
      }
      change(&preferences, value)
      return nil
    }
  }

  /// A variable of the environment that is not larder's alone.
  package struct CommonVariable: Sendable, Hashable {
    package let name: String
    /// What it stands for where it is set, whatever its value; nil for its value.
    package let word: String?
  }

  package static func named(_ name: String) -> Setting? { all.first { $0.name == name } }

  /// The sentence about a name that is no setting.
  package static func unknown(_ name: String) -> String {
    let near = NearestName.of(name, among: all.map(\.name) + tables)
    return "there is no setting \(name)"
      + (near.map { ": did you mean \($0)?" } ?? ": larder config has them all")
  }

  /// Tables whose names a person chooses.
  package static let tables = ["keys", "filters", "themes"]
}
