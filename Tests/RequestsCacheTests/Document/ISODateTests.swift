import FoundationEssentials
import RequestsCache
import TestSupport
import Testing

@Suite struct ISODateTests {
  private func read(_ text: String) -> ISODate? {
    Array(text.utf8).withUnsafeBytes { ISODate($0) }
  }

  @Test(arguments: [
    ("1970-01-01T00:00:00+00:00", 0), ("1970-01-01T00:00:00Z", 0),
    ("1969-12-31T23:59:59.999999+00:00", -1), ("1970-01-01T01:30:00.5+01:30", 500_000),
    ("1969-12-31T23:00:00-01:00", 0), ("1970-01-01 00:00:00.000001+00:00", 1),
    ("1970-01-01T00:00:00.123456789+00:00", 123_456),
    ("2026-11-22T10:02:10.777582+00:00", 1_795_341_730_777_582),
    ("2024-02-29T00:00:00+00:00", 1_709_164_800_000_000),
    ("2000-02-29T00:00:00+00:00", 951_782_400_000_000),
    ("0001-01-01T00:00:00+00:00", -62_135_596_800_000_000),
    ("9999-12-31T23:59:59.999999+00:00", 253_402_300_799_999_999),
  ])
  func `dates are read to the microsecond`(text: String, microseconds: Int64) {
    #expect(read(text) == ISODate(microseconds: microseconds))
  }

  @Test func `a date without an offset is naive and means UTC`() {
    #expect(
      read("2020-01-01T00:00:00") == ISODate(microseconds: 1_577_836_800_000_000, isNaive: true))
  }

  @Test(arguments: [
    "", "2020", "2020-01-01", "2020-01-01T00:00", "2020-1-01T00:00:00", "2020-02-30T00:00:00",
    "2021-02-29T00:00:00", "2100-02-29T00:00:00", "2020-13-01T00:00:00", "2020-00-01T00:00:00",
    "2020-01-00T00:00:00", "0000-01-01T00:00:00", "2020-01-01T24:00:00", "2020-01-01T00:60:00",
    "2020-01-01T00:00:60", "2020-01-01T00:00:00.", "2020-01-01T00:00:00.1234567890",
    "2020-01-01T00:00:00+0000", "2020-01-01T00:00:00+25:00", "2020-01-01T00:00:00 ",
    "+020-01-01T00:00:00", "2020-01-01T00:00:00Zx", "２020-01-01T00:00:00",
  ])
  func `what is no date is none`(text: String) {
    #expect(read(text) == nil)
  }

  @Test(arguments: [
    (0, "1970-01-01T00:00:00+00:00"), (-1, "1969-12-31T23:59:59.999999+00:00"),
    (1_500_000, "1970-01-01T00:00:01.500000+00:00"),
    (951_868_799_000_001, "2000-02-29T23:59:59.000001+00:00"),
    (Int64.min, "0001-01-01T00:00:00+00:00"), (Int64.max, "9999-12-31T23:59:59.999999+00:00"),
  ])
  func `dates are written with six digits or none`(microseconds: Int64, text: String) {
    #expect(ISODate(microseconds: microseconds).text == text)
  }

  @Test(
    arguments: [
      (499_999, 0), (500_000, 0), (500_001, 1), (1_500_000, 2), (2_500_000, 2), (-500_000, 0),
      (-500_001, -1), (-1_500_000, -2),
    ] as [(Int64, Int64)])
  func `half a second goes to the even one`(microseconds: Int64, seconds: Int64) {
    #expect(ISODate(microseconds: microseconds).roundedSeconds == seconds)
  }

  @Test func `days of all years are read as they were written`() {
    for day in stride(from: Int64(-719_162), through: 2_932_896, by: 997) {
      let date = ISODate(microseconds: day * 86_400_000_000 + 3_723_000_004)
      #expect(read(date.text) == date)
    }
  }

  @Test func `a date of the usual form is the same as in another form`() {
    var random = SeededGenerator(seed: 5)
    for _ in 0..<20_000 {
      var text = Array("2024-02-29T23:59:59.123456".utf8)
      for _ in 0..<Int.random(in: 0...3, using: &random) {
        let place = Int.random(in: 0..<text.count, using: &random)
        text[place] = UInt8.random(in: 0x2D...0x3B, using: &random)
      }
      let words = String(decoding: text, as: UTF8.self)
      #expect(read(words + "+00:00") == read(words + "Z"))
    }
  }

  @Test func `milliseconds and dates beyond all calendars are the ends of theirs`() {
    #expect(ISODate(milliseconds: .max) == ISODate(microseconds: .max))
    #expect(ISODate(milliseconds: .min) == ISODate(microseconds: .min))
    #expect(ISODate(milliseconds: 1500).microseconds == 1_500_000)
    #expect(ISODate(Date(timeIntervalSince1970: .infinity)) == ISODate(microseconds: .max))
    #expect(ISODate(Date(timeIntervalSince1970: 1.5)).date.timeIntervalSince1970 == 1.5)
  }
}
