package import BrowserUI

/// The settings that hold: those of the file, then of variables, then of flags; the last wins.
package struct Configuration: Sendable {
  package var preferences: Preferences
  /// Where values came from, by the name of the setting; what is missing is the default.
  package var origins: [String: SettingOrigin] = [:]
  /// What can't be read. Everything else holds.
  package var faults: [ConfigurationFault] = []

  /// What people say besides the file.
  package struct Sources: Sendable {
    /// The file's text; nil where there is none.
    package var text: String?
    package var variable: @Sendable (String) -> String?
    /// Settings by flags: the flag as it was written, the setting's name and a word.
    package var flags: [(flag: String, name: String, word: String)]

    package init(
      text: String? = nil, variable: @escaping @Sendable (String) -> String? = { _ in nil },
      flags: [(flag: String, name: String, word: String)] = []
    ) {
      self.text = text
      self.variable = variable
      self.flags = flags
    }
  }

  /// - Parameter base: what holds where nobody says anything.
  package init(_ sources: Sources, base: Preferences = Preferences()) {
    preferences = base
    if let text = sources.text { read(text) }
    for setting in Setting.all { read(setting, sources.variable) }
    for flag in sources.flags { read(flag: flag.flag, flag.name, flag.word) }
  }

  private mutating func read(_ text: String) {
    do throws(ConfigurationFault) {
      FileReader(document: try TOMLDocument(text)).read(into: &self)
    } catch {
      faults.append(error)
    }
  }

  private mutating func read(_ setting: Setting, _ variable: (String) -> String?) {
    if let word = variable(setting.variable) {
      take(word, for: setting, from: .variable(setting.variable), .variable(setting.variable))
    } else if let common = setting.commonVariable, let word = variable(common.name) {
      take(common.word ?? word, for: setting, from: .variable(common.name), .variable(common.name))
    }
  }

  private mutating func read(flag: String, _ name: String, _ word: String) {
    guard let setting = Setting.named(name) else {
      faults.append(ConfigurationFault(place: .flag(flag), sentence: Setting.unknown(name)))
      return
    }
    take(word, for: setting, from: .flag(flag), .flag(flag))
  }

  private mutating func take(
    _ word: String, for setting: Setting, from origin: SettingOrigin,
    _ place: ConfigurationFault.Place
  ) {
    switch setting.kind.value(of: word) {
    case .success(let value): set(setting, to: value, from: origin, place)
    case .failure(let failure):
      faults.append(ConfigurationFault(place: place, sentence: failure.sentence))
    }
  }

  /// Takes a value over, or notes why it doesn't fit.
  mutating func set(
    _ setting: Setting, to value: SettingValue, from origin: SettingOrigin,
    _ place: ConfigurationFault.Place
  ) {
    if let failure = setting.set(value, in: &preferences) {
      faults.append(ConfigurationFault(place: place, sentence: failure.sentence))
    } else {
      origins[setting.name] = origin
    }
  }
}
