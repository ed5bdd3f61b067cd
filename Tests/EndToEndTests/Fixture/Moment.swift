import FoundationEssentials
import HTTPCaching

/// The moment at which every scenario stands still.
enum Moment {
  /// 10:00:04 on 1 March 2026, UTC.
  static let now = Date(timeIntervalSince1970: 1_772_359_204)

  /// As `LARDER_NOW` has it, so many seconds later.
  static func text(after seconds: TimeInterval = 0) -> String {
    now.addingTimeInterval(seconds).formatted(Date.ISO8601FormatStyle())
  }

  /// So many seconds before it.
  static func ago(_ seconds: TimeInterval) -> Date { now.addingTimeInterval(-seconds) }
}
