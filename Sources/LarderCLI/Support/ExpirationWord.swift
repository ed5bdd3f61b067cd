import FoundationEssentials
import HTTPCaching

extension Expiration {
  /// An expiration as people write it: seconds, `90s`, `10m`, `1h`, `2d`, `1w`, `never`, `now`, or a date
  /// as RFC 3339 has it. Nil for anything else.
  init?(word: String, now: Date) {
    switch word.lowercased() {
    case "never": self = .never
    case "now", "immediately": self = .immediately
    default:
      if let date = Timestamp.parse(word) {
        self = .at(date)
      } else if let seconds = Expiration.seconds(word) {
        self = .after(seconds)
      } else {
        return nil
      }
    }
  }

  private static func seconds(_ word: String) -> TimeInterval? {
    let units: [Character: Double] = ["s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800]
    guard let last = word.last else { return nil }
    let factor = units[last]
    let digits = factor == nil ? word : String(word.dropLast())
    guard let value = Double(digits), value.isFinite, value >= 0 else { return nil }
    return value * (factor ?? 1)
  }
}
