import Canvas
import FoundationEssentials
import HTTPCaching

/// The age with all its terms (RFC 9111 section 4.2.3).
enum AgePart {
  /// Where each term has room for what it means.
  private static let widthForMeanings = 64

  static func write(_ report: FreshnessReport, to page: inout ExplainPage) {
    let age = report.age
    page.part(3, "Age", StyledText("\(age.formula)", .normal.bold))
    let terms: [(VisibleText, TimeInterval, String)] = [
      ("apparent", age.apparentAge, "arrival less Date, 0 at least"),
      ("age field", age.ageValue, "Age as received"),
      ("delay", age.responseDelay, "arrival less request time"),
      ("initial", age.correctedInitialAge, "max(apparent, age field + delay)"),
      ("resident", age.residentTime, "now less arrival"),
    ]
    for (name, seconds, meaning) in terms {
      var line = StyledText("    " + name.padded(to: 13) + " ", Style(.muted))
      line.append(VisibleText("\(Numbers.short(seconds, places: 1)) s").padded(to: 12) + " ")
      if page.context.width >= widthForMeanings { line.append("\(meaning)", Style(.muted)) }
      page.add(line, indent: 31)
    }
  }
}

/// Age against lifetime, and the windows in which a stale response may still be served.
enum ComparisonPart {
  static func write(_ report: FreshnessReport, to page: inout ExplainPage) {
    let comparison = report.comparison
    let elapsed = Numbers.short(comparison.elapsed, places: 1)
    var line = StyledText()
    if let lifetime = comparison.lifetime {
      let sign = comparison.isFresh ? "<" : comparison.elapsed == lifetime ? "=" : ">"
      line.append("\(elapsed) \(sign) \(Numbers.short(lifetime, places: 1))")
    } else {
      line.append("\(elapsed), and no end")
    }
    line.append("    ")
    line.append(
      comparison.isFresh ? "yes" : "no", Style(comparison.isFresh ? .success : .stale, .bold))
    if let basis = basis(comparison.basis) { line.append("    \(basis)", Style(.muted)) }
    page.part(4, "Fresh?", line)
    window("stale-while-revalidate", report.staleWhileRevalidate, to: &page)
    window("stale-if-error", report.staleIfError, to: &page)
  }

  /// What is compared, where it isn't the age.
  private static func basis(_ basis: Freshness.Basis) -> String? {
    switch basis {
    case .age: nil
    case .residentTime: "time in the cache against the setting"
    case .date: "against the date that was set"
    }
  }

  private static func window(
    _ name: VisibleText, _ window: FreshnessReport.StaleWindow, to page: inout ExplainPage
  ) {
    guard window.length > 0 else { return }
    var line = StyledText(name + " ", Style(.name))
    line.append("\(Durations.lifetime(window.length)) (\(window.source))")
    if let left = window.remaining {
      line.append(left > 0 ? ", \(Durations.spoken(left)) left" : ", over")
    }
    page.detail(line)
  }
}
