import FoundationEssentials
import HTTPCaching
import Testing

@Suite struct HTTPDateTests {
  static let readable: [(String, Double)] = [
    ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777),
    ("Sunday, 06-Nov-94 08:49:37 GMT", 784_111_777),
    ("Sun Nov  6 08:49:37 1994", 784_111_777),
    ("sun, 06 nOV 1994 08:49:37 gmt", 784_111_777),
    ("  Sun, 06 Nov 1994 08:49:37 GMT ", 784_111_777),
    ("Mon, 06 Nov 1994 08:49:37 GMT", 784_111_777),
    ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
    ("Wed, 31 Dec 1969 23:59:59 GMT", -1),
    ("Tue, 29 Feb 2000 00:00:00 GMT", 951_782_400),
    ("Sat, 31 Dec 2016 23:59:60 GMT", 1_483_228_800),
    ("Fri, 31 Dec 9999 23:59:59 GMT", 253_402_300_799),
    // Two digits: at most 50 years ahead of 2026, else the century before.
    ("Sunday, 01-Mar-26 09:46:02 GMT", 1_772_358_362),
    ("Sunday, 01-Mar-76 09:46:02 GMT", 3_350_281_562),
    ("Sunday, 01-Mar-76 09:46:03 GMT", 194_521_563),
    ("Thursday, 01-Jan-70 00:00:00 GMT", 3_155_760_000),
  ]

  @Test(arguments: readable)
  func `the three formats are read`(text: String, seconds: Double) {
    #expect(HTTPDate.parse(text, now: start)?.timeIntervalSince1970 == seconds)
  }

  @Test(arguments: [
    "", "0", "-1", "now", "Sun, 06 Nov 1994 08:49:37", "Sun, 06 Nov 1994 08:49:37 UTC",
    "Sun, 06 Nov 1994 08:49:37 +0000", "Sun, 06 Nov 1994 08:49:37 EST",
    "Sun, 06 Nov 1994 24:00:00 GMT",
    "Sun, 06 Nov 1994 08:60:37 GMT", "Sun, 06 Nov 1994 08:49:61 GMT",
    "Sun, 00 Nov 1994 08:49:37 GMT",
    "Sun, 31 Nov 1994 08:49:37 GMT", "Tue, 29 Feb 1900 00:00:00 GMT",
    "Sun, 06 Nox 1994 08:49:37 GMT",
    "Sun, 06 Nov 199 08:49:37 GMT", "Sun, 06 Nov 19945 08:49:37 GMT",
    "Sun, 06 Nov 1994 8:49:37 GMT",
    "Sun, 06 Nov 1994 08:49:37 GMT, x", "1994-11-06T08:49:37Z", "Su, 06 Nov 1994 08:49:37 GMT",
    "Sun, 6 Nov 1994 08:49:37 GMT", "Sun, 06-Nov-1994 08:49:37 GMT", "Sun, 06 Nov 94 08:49:37 GMT",
    "Sun,  06 Nov 1994 08:49:37 GMT", "Sun, 06 Nov  1994 08:49:37 GMT",
    "Sun, 06 Nov 1994  08:49:37 GMT", "Sun 06 Nov 1994 08:49:37 GMT",
    "Sunday, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-1994 08:49:37 GMT",
    "Sun, 06-Nov-94 08:49:37 GMT", "Sun, 06 Nov 1994 08.49.37 GMT", "Sun Nov 6 08:49:37 1994",
    "Sun, 06 Nov 1994 08:49:37 GMT\u{0}", "Sun Nov  6 08:49:37 94",
  ])
  func `anything else is no date`(text: String) {
    #expect(HTTPDate.parse(text, now: start) == nil)
  }

  @Test(arguments: [
    (784_111_777.9, "Sun, 06 Nov 1994 08:49:37 GMT"), (0, "Thu, 01 Jan 1970 00:00:00 GMT"),
    (-0.5, "Wed, 31 Dec 1969 23:59:59 GMT"), (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"),
    (1_772_358_362, "Sun, 01 Mar 2026 09:46:02 GMT"), (1e300, "Fri, 31 Dec 9999 23:59:59 GMT"),
    (-1e300, "Mon, 01 Jan 0001 00:00:00 GMT"),
  ])
  func `dates go out in one format`(seconds: Double, text: String) {
    #expect(HTTPDate.format(Date(timeIntervalSince1970: seconds)) == text)
  }

  @Test func `what goes out comes in again`() {
    for day in stride(from: -30_000, through: 60_000, by: 37) {
      let date = Date(timeIntervalSince1970: Double(day) * 86_400 + 4_711)
      #expect(HTTPDate.parse(HTTPDate.format(date), now: start) == date)
    }
  }
}
