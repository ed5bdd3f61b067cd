import BrowserUI
import FoundationEssentials
import HTTPCaching
import Testing

@Suite struct TimeToLiveTests {
  static let readings: [(String, TimeToLive?)] = [
    ("1h", .expiration(.after(3600))), ("90", .expiration(.after(90))),
    ("1h30m", .expiration(.after(5400))), ("+10m", .later(600)), ("-5m", .later(-300)),
    ("never", .expiration(.never)), ("now", .expiration(.immediately)),
    (" 1h ", .expiration(.after(3600))),
    ("2026-03-05", .expiration(.at(Date(timeIntervalSince1970: 1_772_668_800)))),
    ("2026-03-01T10:00:04Z", .expiration(.at(DemoEntries.now))),
    ("banana", nil), ("", nil), ("1x", nil), ("2026-13-01", nil), ("-", nil), ("1e9999h", nil),
  ]

  @Test(arguments: readings)
  func `an expiry is written as people write it`(text: String, time: TimeToLive?) {
    #expect(TimeToLive(text) == time)
  }
}
