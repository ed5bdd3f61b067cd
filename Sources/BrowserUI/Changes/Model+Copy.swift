import CacheStore
import Canvas
import HTTPCaching
import HTTPTypes

extension Model {
  /// Longer texts are not put on a clipboard: terminals cut or refuse them.
  static let copyLimit = 75_000

  mutating func copy(_ action: Action) -> [Effect] {
    guard let entry = list.focused else { return [] }
    switch action {
    case .copyURL: return copy(entry.url, "the URL")
    case .copyKey: return copy(entry.key, "the cache key")
    case .copyHeaders:
      guard let loaded = viewer.entry, loaded.summary.id == entry.id else {
        return say("the headers are still being loaded", .warning)
      }
      return copy(Self.head(loaded), "the headers")
    default: return []
    }
  }

  private mutating func copy(_ text: String, _ name: String) -> [Effect] {
    // What is pasted elsewhere must be as safe as what is shown here.
    let safe = text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { VisibleText(untrusted: String($0)).plainText }.joined(separator: "\n")
    guard safe.utf8.count <= Self.copyLimit else {
      return say("\(name): too long for the clipboard", .warning)
    }
    return say("copied \(name)", .success) + [.copy(safe)]
  }

  private static func head(_ entry: CacheEntry) -> String {
    let response = entry.stored.response
    let fields = response.headerFields.map { field in
      let value = secrets.contains(field.name) ? "REDACTED" : oneLine(field.value)
      return "\(field.name.rawName): \(value)"
    }
    let status = "HTTP \(response.status.code) \(oneLine(response.status.reasonPhrase))"
    return ([status] + fields).joined(separator: "\n") + "\n"
  }

  private static func oneLine(_ text: String) -> String {
    String(text.map { $0.isNewline ? " " : $0 })
  }

  private static let secrets: Set<HTTPField.Name> = [
    .authorization, .proxyAuthorization, .cookie, .setCookie, .proxyAuthenticate,
  ]
}
