package import FoundationEssentials
package import HTTPCaching

/// An expiry as people write it: `1h`, `+10m`, `never`, `now`, a date.
package enum TimeToLive: Sendable, Hashable {
  case expiration(Expiration)
  /// So many seconds later than it expires now.
  case later(TimeInterval)

  /// Reads a text; nil when it is none of these.
  package init?(_ text: String) {
    let text = text.trimmingBlanks
    let word = text.lowercased()
    switch word {
    case "never": self = .expiration(.never)
    case "now", "0": self = .expiration(.immediately)
    default:
      if word.hasPrefix("+") || word.hasPrefix("-"), let seconds = FilterUnit.seconds.number(word) {
        self = .later(seconds)
      } else if let seconds = FilterUnit.seconds.number(word), seconds > 0 {
        self = .expiration(.after(seconds))
      } else if let date = Self.date(text) {
        self = .expiration(.at(date))
      } else {
        return nil
      }
    }
  }

  /// What is right, for sentences about what isn't.
  package static let examples = "1h, +10m, never, 2026-03-05, 2026-03-05T10:00:00Z"

  private static func date(_ text: String) -> Date? {
    let text = text.count == 10 ? text + "T00:00:00Z" : text
    return try? Date(text, strategy: .iso8601)
  }

  /// The expiry for an entry that expires at a moment.
  package func expiration(from current: Date?) -> Expiration? {
    switch self {
    case .expiration(let expiration): expiration
    case .later(let seconds): current.map { .at($0.addingTimeInterval(seconds)) }
    }
  }
}
