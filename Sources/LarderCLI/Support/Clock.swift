import BrowserUI
import FoundationEssentials
import Glibc
import HTTPCaching

/// The program's one reading of the time. `LARDER_NOW` (a date such as `2026-03-01T10:00:04Z`) stops it
/// there; `LARDER_CLOCK` names a file that holds such a date and may change it while larder runs. Both
/// are for tests, pictures and "what will be stale tomorrow".
enum Clock {
  static let now: @Sendable () -> Date = {
    if let path = Environment["LARDER_CLOCK"] {
      return { date(inFile: path) ?? Date() }
    }
    if let frozen = Environment["LARDER_NOW"].flatMap(Timestamp.parse) { return { frozen } }
    return { Date() }
  }()

  /// Whether the clock is stopped or stepped by hand.
  static var isFrozen: Bool {
    Environment["LARDER_CLOCK"] != nil || Environment["LARDER_NOW"] != nil
  }

  private static func date(inFile path: String) -> Date? {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return nil }
    return Timestamp.parse(String(text.prefix { !$0.isWhitespace }))
  }
}

/// Variables of the environment.
enum Environment {
  static subscript(name: String) -> String? {
    guard let value = getenv(name), value.pointee != 0 else { return nil }
    return String(cString: value)
  }
}
