extension Model {
  /// Changes a setting at once.
  ///
  /// - Returns: why the value doesn't fit, or what has to be done.
  mutating func change(_ setting: Setting, to value: SettingValue) -> Result<[Effect], Failure> {
    let before = preferences
    if let failure = setting.set(value, in: &preferences) { return .failure(failure) }
    if setting.kind == .flag, setting.value(preferences) != value {
      let held = setting.value(preferences).plain
      return .failure(
        Failure("\(setting.name) has to stay \(held): this terminal can't do otherwise"))
    }
    guard preferences != before else { return .success([]) }
    options.change(setting.name, from: setting.value(before), to: setting.value(preferences))
    return .success([.adapt(preferences)] + takeEffect(since: before))
  }

  /// What a change of preferences does to what is shown.
  private mutating func takeEffect(since before: Preferences) -> [Effect] {
    for (kind, share) in preferences.listShares where before.listShares[kind] != share {
      choices.sizes[kind, default: PaneSizes()].list = share
    }
    let resort = preferences.sort == before.sort ? [] : setSort(preferences.sort)
    return resort + relayout()
  }

  /// Asks before it writes what was changed.
  mutating func saveOptions() -> [Effect] {
    let unsaved = options.unsaved
    guard !unsaved.isEmpty else { return say("every option is as it was read") }
    let values = unsaved.map { SavedOption(name: $0.name, value: $0.value(preferences)) }
    let count = Numbers.count(unsaved.count, "setting", "settings")
    return open(
      MenuDialog(
        "Save \(count)?",
        [
          .init(letter: "n", text: "no, they hold for this run", choose: { _ in [] }),
          .init(letter: "y", text: "write \(options.path)") { _ in [.saveOptions(values)] },
        ]))
  }

  mutating func optionsSaved(_ result: Result<[String: Int], Failure>) -> [Effect] {
    switch result {
    case .failure(let failure): return say(failure.sentence, .error)
    case .success(let lines):
      options.save(lines)
      return say("saved in \(options.path)", .success)
    }
  }
}

/// A setting that is to be written to the file.
package struct SavedOption: Sendable, Hashable {
  package var name: String
  package var value: SettingValue

  package init(name: String, value: SettingValue) {
    self.name = name
    self.value = value
  }
}
