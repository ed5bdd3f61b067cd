import BrowserUI
import FoundationEssentials
import Testing

@Suite struct FormatTests {
  @Test(
    arguments: [
      (0, "0"), (640, "640"), (999, "999"), (1000, "1.0k"), (12_400, "12.4k"), (99_949, "99.9k"),
      (99_950, "100k"), (410_000, "410k"), (999_499, "999k"), (999_500, "1.0M"),
      (48_200_000, "48.2M"), (Int64.max, "9.2E"), (-1, "0"),
    ] as [(Int64, String)])
  func `a size takes at most five cells`(bytes: Int64, text: String) {
    #expect(Sizes.short(bytes) == text)
    #expect(text.count <= 5)
  }

  @Test(
    arguments: [(640, "640 B"), (48_200_000, "48.2 MB"), (3_100_000, "3.1 MB")] as [(Int64, String)]
  )
  func `a size in a sentence has its unit written out`(bytes: Int64, text: String) {
    #expect(Sizes.long(bytes) == text)
  }

  @Test(
    arguments: [
      (30, "+30s"), (-242, "-4m"), (0, "-0s"), (0.4, "+0s"), (-0.4, "-0s"), (3600, "+1h"),
      (4200, "+1h10m"), (3599.9, "+59m"), (76_500, "+21h"), (518_403, "+6d"),
      (-58.9, "-58s"), (1e300, "+>1ky"), (-.infinity, "->1ky"), (.nan, "-0s"),
    ] as [(Double, String)])
  func `time left is signed, and no moment is shown before it came`(left: Double, text: String) {
    #expect(Durations.signed(left) == text)
    #expect(text.count <= 7)
  }

  @Test(
    arguments: [
      (30, "30s"), (842, "14m"), (10_800, "3h"), (691_200, "8d"), (86_313_600, "999d"),
      (86_486_400, "2y"), (-5, "0s"),
    ] as [(Double, String)])
  func `an age is its largest unit`(seconds: Double, text: String) {
    #expect(Durations.short(seconds) == text)
  }

  @Test(
    arguments: [(242, "4m 02s"), (58, "58s"), (11_100, "3h 05m"), (100_800, "1d 04h")]
      as [(Double, String)])
  func `a verdict has two units`(seconds: Double, text: String) {
    #expect(Durations.spoken(seconds) == text)
  }

  @Test(
    arguments: [(600, "10m"), (3600, "1h"), (4200, "1h10m"), (86_400, "1d"), (0, "0s")]
      as [(Double, String)])
  func `a lifetime is exact`(seconds: Double, text: String) {
    #expect(Durations.lifetime(seconds) == text)
  }

  @Test(
    arguments: [
      (0.00003, "0.03 ms"), (0.0004, "0.4 ms"), (0.0095, "9.5 ms"), (0.208, "208 ms"),
      (1.24, "1.2 s"), (42, "42.0 s"),
      (0.9999, "1.0 s"), (720, "12 min"), (-1, "0.00 ms"), (.infinity, "?"),
    ] as [(Double, String)])
  func `a waiting time is told in the unit that fits`(seconds: Double, text: String) {
    #expect(Durations.latency(seconds) == text)
  }

  @Test(arguments: [
    (0.0, "0 s"), (0.2, "1 s"), (8.9, "9 s"), (59.0, "59 s"), (59.5, "1m 00s"), (76, "1m 16s"),
    (11_100, "3h 05m"),
  ])
  func `a time that is left is told in whole seconds`(seconds: Double, text: String) {
    #expect(Durations.left(seconds) == text)
  }

  @Test func `clock times are those of the calendar`() {
    let clock = ClockTimes()
    let moment = Date(timeIntervalSince1970: 1_772_359_203.95)
    #expect(clock.dayAndTime(moment) == "2026-03-01 10:00:03")
    #expect(clock.preciseTime(moment) == "10:00:03.9")
    #expect(clock.dayAndTime(Date(timeIntervalSince1970: -1)) == "1969-12-31 23:59:59")
    #expect(clock.day(Date(timeIntervalSince1970: 951_782_400)) == "2000-02-29")
    #expect(ClockTimes(utcOffset: 5400).time(moment) == "11:30:03")
    #expect(clock.time(Date(timeIntervalSince1970: 1e300)) == "?")
  }

  @Test(arguments: [(0, "0"), (999, "999"), (1284, "1,284"), (-1_234_567, "-1,234,567")])
  func `counts have their thousands apart`(value: Int, text: String) {
    #expect(Numbers.grouped(value) == text)
  }

  @Test(
    arguments: [
      (841.9, 1, "841.9"), (-0.04, 1, "0.0"), (0.05, 1, "0.1"), (600, 0, "600"), (.nan, 1, "?"),
      (1e300, 1, "?"), (2.005, 3, "2.005"),
    ] as [(Double, Int, String)])
  func `numbers are fixed without a locale`(value: Double, places: Int, text: String) {
    #expect(Numbers.fixed(value, places: places) == text)
  }
}
