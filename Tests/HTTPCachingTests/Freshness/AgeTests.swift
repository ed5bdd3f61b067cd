import FoundationEssentials
import HTTPCaching
import Testing

@Suite struct AgeTests {
  @Test func `the worked example: 842 seconds`() {
    let entry = stored(["cache-control: max-age=600"], delay: 0.1, arrived: 0.1)
    let report = FreshnessReport(entry, now: later(842))
    #expect(report.age.formula == "842 s = max(0,0+0.1) + 841.9")
    #expect(report.age.apparentAge == 0)
    #expect((report.age.currentAge - 842).magnitude < 1e-6)
    #expect(report.comparison.isFresh == false)
    #expect(
      report.verdict.freshUntil.map { ($0.timeIntervalSince(later(600))).magnitude < 1e-6 } == true)
    #expect(entry.generated == later(0))
  }

  struct Case: Row {
    let id: String
    let section: String
    let age: Double
    let date: Double?
    let sent: Double
    let arrived: Double
    let now: Double
    let initial: Double
    let current: Double
  }

  static let cases = [
    Case(
      id: "no age", section: "4.2.3", age: 0, date: 0, sent: 0, arrived: 0, now: 5, initial: 0,
      current: 5),
    Case(
      id: "the delay counts", section: "4.2.3", age: 0, date: 2, sent: 0, arrived: 2, now: 2,
      initial: 2, current: 2),
    Case(
      id: "Age and delay", section: "4.2.3", age: 10, date: 2, sent: 0, arrived: 2, now: 3,
      initial: 12, current: 13),
    Case(
      id: "an old Date", section: "4.2.3", age: 10, date: -100, sent: 0, arrived: 2, now: 3,
      initial: 102, current: 103),
    Case(
      id: "Date in the future", section: "4.2.3", age: 0, date: 500, sent: 0, arrived: 0, now: 3,
      initial: 0, current: 3),
    Case(
      id: "no Date", section: "RFC 9110 6.6.1", age: 7, date: nil, sent: 0, arrived: 0, now: 3,
      initial: 7, current: 10),
    Case(
      id: "the clock went back", section: "4.2.3", age: 1, date: 0, sent: 0, arrived: 0, now: -50,
      initial: 1, current: 1),
    Case(
      id: "it went back during the transfer", section: "4.2.3", age: 1, date: 0, sent: 9,
      arrived: 0, now: 0, initial: 1, current: 1),
    Case(
      id: "part of a second is no age", section: "4.2.3", age: 0, date: 0, sent: 0.9, arrived: 0.9,
      now: 0.9, initial: 0, current: 0),
  ]

  @Test(arguments: cases)
  func `age is worked out term by term`(row: Case) {
    let terms = AgeTerms(
      ageValue: row.age, date: row.date.map(later), requestTime: later(row.sent),
      responseTime: later(row.arrived), now: later(row.now))
    #expect(terms.correctedInitialAge == row.initial)
    #expect(terms.currentAge == row.current)
  }

  @Test(arguments: [
    ("5", 5), ("5, 900", 5), ("0005", 5), ("-5", 0), ("x", 0), ("", 0), ("5.5", 0), ("\"5\"", 0),
    ("99999999999999999999", 2_147_483_648), ("a=5", 0),
  ])
  func `Age is the first member of a list, and ignored when invalid`(text: String, age: Double) {
    let report = FreshnessReport(stored(["age: " + text]), now: start)
    #expect(report.age.ageValue == age)
  }

  @Test func `of several lines of Age the first counts, readable or not`() {
    let first = FreshnessReport(stored(["age: 5", "age: 900"]), now: start)
    #expect(first.age.ageValue == 5)
    let unreadable = FreshnessReport(stored(["age: x", "age: 900"]), now: start)
    #expect(unreadable.age.ageValue == 0)
  }
}
