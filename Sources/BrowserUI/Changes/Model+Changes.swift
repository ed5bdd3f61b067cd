import CacheStore
import HTTPCaching

extension Model {
  /// More entries than this need a dialog to be expired, and a typed number to be deleted.
  static let manyEntries = 20
  /// More requests than this are shown before they are sent.
  static let manyRequests = 50

  /// An action on entries that a command named.
  mutating func perform(
    _ action: BulkAction, on references: [EntryReference], selection: String
  ) -> [Effect] {
    switch action {
    case .delete(let destination):
      confirmDelete(references, destination, selection: selection)
    case .setExpiration(let time): set(time, on: references, selection: selection)
    case .revalidate(let isConditional):
      revalidate(references, isConditional: isConditional, selection: selection)
    }
  }

  mutating func confirmDelete(
    _ references: [EntryReference], _ destination: DeleteDestination, selection: String
  ) -> [Effect] {
    guard !references.isEmpty else { return nothingSelected() }
    let lasting = store.capabilities.contains(.trash) ? destination : .purge
    return confirm(.delete(lasting), references, selection)
  }

  mutating func expireTargets() -> [Effect] {
    set(.expiration(.immediately), on: targets, selection: selection)
  }

  mutating func set(
    _ time: TimeToLive, on references: [EntryReference], selection: String
  ) -> [Effect] {
    guard !references.isEmpty else { return nothingSelected() }
    let focused = list.focused.flatMap { references == [$0.reference] ? $0 : nil }
    guard let expiration = time.expiration(from: focused?.timeline.freshUntil) else {
      return say("+ and - need one entry that expires: try 10m instead", .warning)
    }
    if references.count > Self.manyEntries {
      return confirm(.setExpiration(expiration), references, selection)
    }
    return change(.setExpiration(expiration, references))
  }

  func timeToLiveError(_ text: String) -> String? {
    guard let time = TimeToLive(text) else { return "not a time: \(TimeToLive.examples)" }
    if case .later = time, list.focused?.timeline.freshUntil == nil || !marks.isEmpty {
      return "+ and - need one entry that expires: try 10m instead"
    }
    return nil
  }

  mutating func timeToLivePrompt() -> [Effect] {
    guard !targets.isEmpty else { return nothingSelected() }
    return open(PromptScreen(.timeToLive))
  }

  /// An action was asked for where no entry is under the cursor.
  mutating func nothingSelected() -> [Effect] {
    say(list.isLoaded && list.total == 0 ? "no entry" : "the entry is still being loaded", .warning)
  }

  /// Opens a dialog and asks for the totals of what it is about.
  mutating func confirm(
    _ purpose: ConfirmDialog.Purpose, _ references: [EntryReference], _ selection: String
  ) -> [Effect] {
    var dialog = ConfirmDialog(purpose, references: references, selection: selection)
    dialog.generation = nextGeneration()
    dialog.note = note(for: references, purpose)
    let filter = EntryFilter.ids(Set(references.map(\.id)))
    let totals = Effect.loadTotals(filter, .dialog, generation: dialog.generation)
    return open(dialog) + [totals]
  }

  private func note(for references: [EntryReference], _ purpose: ConfirmDialog.Purpose) -> String? {
    guard case .revalidate = purpose, references.count == 1, let entry = list.focused,
      entry.reference == references[0], !entry.canBeUnchanged
    else { return nil }
    let reason =
      entry.hasValidator ? "Only a success is asked about" : "No ETag or Last-Modified"
    return "\(reason): this will download \(Sizes.short(entry.size)) again."
  }

  /// A dialog was confirmed.
  mutating func confirmed(_ dialog: ConfirmDialog) -> [Effect] {
    switch dialog.purpose {
    case .delete(let destination):
      change(.delete(dialog.references, destination, reason: dialog.reason))
    case .setExpiration(let expiration):
      change(.setExpiration(expiration, dialog.references))
    case .revalidate(let isConditional):
      startTask(dialog.references, isConditional: isConditional)
    case .emptyTrash: [.emptyTrash]
    case .replaceFile(let request): replaceFile(request)
    case .quit: [.quit]
    }
  }
}
