extension Model {
  /// Keeps the filter in the bar under a name.
  mutating func saveFilter(as name: String) -> [Effect] {
    let text = filterBar.applied.text
    guard !text.isEmpty else {
      return say("there is no filter to save" + said(": ", .filter, does: "sets one"), .warning)
    }
    guard savedFilters[name] != nil || savedFilters.names.count < SavedFilters.limit else {
      return say("\(SavedFilters.limit) filters are saved: :forget NAME drops one", .warning)
    }
    var saved = savedFilters
    saved[name] = text
    // One that names itself would mean nothing.
    do throws(FilterError) {
      _ = try Filter("@" + name, saved: saved)
    } catch {
      return say(error.sentence, .warning)
    }
    savedFilters = saved
    return [.saveFilter(.init(name: name, text: text))]
      + say("saved \"\(text)\" as @\(name)", .success)
  }

  mutating func forgetFilter(_ name: String) -> [Effect] {
    guard savedFilters[name] != nil else {
      let known = savedFilters.names.map { "@" + $0 }.joined(separator: " ")
      return say(known.isEmpty ? "no filter is saved" : "there are \(known)", .warning)
    }
    guard savedFilters.texts[name] != nil else {
      return say("@\(name) is in \(options.path): take it out there", .warning)
    }
    savedFilters[name] = nil
    return [.saveFilter(.init(name: name, text: nil))] + say("forgot @\(name)", .success)
  }

  /// What other browsers saved meanwhile is known here too.
  mutating func filtersSaved(_ result: Result<SavedFilters, Failure>) -> [Effect] {
    switch result {
    case .failure(let failure): return say(failure.sentence, .warning)
    case .success(var saved):
      saved.configured = savedFilters.configured
      savedFilters = saved
      return []
    }
  }
}
