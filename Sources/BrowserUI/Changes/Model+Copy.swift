import CacheStore
import Canvas
import FoundationEssentials

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
    case .headers, .explanation, .curl, .json:
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
    case .headers: return copy(.head(entry, redaction()), kind.name)
    case .curl(let withSecrets):
      return copy(.curl(entry, redaction(withSecrets: withSecrets)), kind.name)
    case .json: return copy(.json(entry, now: now, redaction()), kind.name)
    case .explanation:
      let text = CopyText.explanation(
        entry, whatIf: viewer.whatIf, now: now, clock: clock, glyphs: preferences.glyphs)
      return copy(text, kind.name)
    case .url, .key, .body: return []
    }
  }

  private func redaction(withSecrets: Bool = false) -> Redaction {
    Redaction(isOn: !withSecrets, names: SecretNames(besides: preferences.secretNames))
  }

  private mutating func copyBody(of entry: EntrySummary) -> [Effect] {
    let generation = nextGeneration()
    awaitedBodyCopy = generation
    return [.readBody(entry.id, limit: Int64(Self.copyLimit), generation: generation)]
  }

  mutating func bodyRead(_ result: Result<Data?, Failure>, _ generation: Int) -> [Effect] {
    guard awaitedBodyCopy == generation else { return [] }
    awaitedBodyCopy = nil
    switch result {
    case .failure(let failure): return say(failure.sentence, .error)
    case .success(nil):
      return say("the body: too long for the clipboard" + writingBody("; "), .warning)
    case .success(let bytes?):
      guard let text = String(validating: bytes, as: UTF8.self) else {
        return say("the body isn't text" + writingBody(": "), .warning)
      }
      return copy(CopyText(text: text, isBody: true), CopyKind.body.name)
    }
  }

  /// How a body gets into a file, behind a separator.
  private func writingBody(_ separator: String) -> String {
    said(separator, .writeMenu, does: "b writes it to a file")
  }

  private mutating func copy(_ copied: CopyText, _ name: String) -> [Effect] {
    // What is pasted elsewhere must be as safe as what is shown here.
    let safe = copied.safeText
    guard safe.utf8.count <= Self.copyLimit else {
      return say("\(name): too long for the clipboard", .warning)
    }
    let count = Numbers.count(copied.redacted, "secret", "secrets")
    let note = copied.redacted == 0 ? "" : ", \(count) redacted"
    return say("copied \(name)\(note)", .success) + [.copy(safe)]
  }
}
