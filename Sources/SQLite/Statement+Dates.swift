package import FoundationEssentials

/// Dates as seconds since 2001-01-01 UTC.
extension Statement {
  package func bind(_ index: Int32, _ date: Date) {
    bind(index, date.timeIntervalSinceReferenceDate)
  }

  package func bind(_ index: Int32, _ date: Date?) {
    bind(index, date?.timeIntervalSinceReferenceDate)
  }

  package func date(_ column: Int32) -> Date {
    Date(timeIntervalSinceReferenceDate: double(column))
  }

  package func optionalDate(_ column: Int32) -> Date? {
    optionalDouble(column).map(Date.init(timeIntervalSinceReferenceDate:))
  }
}
