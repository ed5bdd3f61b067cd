import BodyViews
import CacheStore
import Canvas

extension Model {
  /// Longer texts are not put on a clipboard: terminals cut or refuse them.
  static let copyLimit = 75_000

  /// Copies something of the entry under the cursor; what needs its heads waits for them.
  mutating func copy(_ kind: CopyKind) -> [Effect] {
    guard let entry = list.focused else { return nothingSelected() }
    switch kind {
    case .url: return copy(CopyText(text: entry.url), kind.name)
    case .key: return copy(CopyText(text: entry.key), kind.name)
    case .body: return copyBody(of: entry)
    case .headers, .explanation, .curl:
      if let loaded = viewer.entry, loaded.summary.reference == entry.reference {
        return copy(kind, of: loaded)
      }
      let generation = nextGeneration()
      awaitedCopy = (generation, kind)
      return [.loadEntry(entry.id, generation: generation)]
    }
  }

  /// The entry that a copy waited for has come; nil when none did.
  mutating func copyAwaited(
    _ result: Result<CacheEntry?, Failure>, _ generation: Int
  ) -> [Effect]? {
    guard let awaited = awaitedCopy, awaited.generation == generation else { return nil }
    awaitedCopy = nil
    switch result {
    case .failure(let failure): return say(failure.sentence, .error)
    case .success(nil): return say("this entry is gone", .warning)
    case .success(let entry?): return copy(awaited.kind, of: entry)
    }
  }

  private mutating func copy(_ kind: CopyKind, of entry: CacheEntry) -> [Effect] {
    switch kind {
    case .headers: return copy(.head(entry), kind.name)
    case .curl(let withSecrets):
      var command = CurlCommand(entry, withSecrets: withSecrets)
      return copy(command.text(), kind.name)
    case .explanation:
      let clock = ClockTimes(utcOffset: preferences.utcOffset)
      let text = CopyText.explanation(
        entry, whatIf: viewer.whatIf, now: now, clock: clock, glyphs: preferences.glyphs)
      return copy(text, kind.name)
    case .url, .key, .body: return []
    }
  }

  private mutating func copyBody(of entry: EntrySummary) -> [Effect] {
    guard let body = viewer.body, viewer.entry?.summary.id == entry.id else {
      return say("the body isn't shown yet: 2 shows it", .warning)
    }
    var text = ""
    for line in body.body.lines {
      text += line.text.plainText + "\n"
      if text.utf8.count > Self.copyLimit { break }
    }
    return copy(CopyText(text: text), CopyKind.body.name)
  }

  private mutating func copy(_ copied: CopyText, _ name: String) -> [Effect] {
    // What is pasted elsewhere must be as safe as what is shown here.
    let safe = copied.text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { VisibleText(untrusted: String($0)).plainText }.joined(separator: "\n")
    guard safe.utf8.count <= Self.copyLimit else {
      return say("\(name): too long for the clipboard", .warning)
    }
    let count = Numbers.count(copied.redacted, "secret", "secrets")
    let note = copied.redacted == 0 ? "" : ", \(count) redacted"
    return say("copied \(name)\(note)", .success) + [.copy(safe)]
  }
}
