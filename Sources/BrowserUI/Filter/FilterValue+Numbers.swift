import CacheStore
import FoundationEssentials

/// Values that are compared: numbers, times and dates.
extension FilterValue {
  /// `404`, `4xx`, `400..499`, or compared by sign.
  func status(_ item: String, at place: Int) throws(FilterError) -> EntryFilter {
    let lowered = item.lowercased()
    if lowered.count == 3, lowered.hasSuffix("xx"), let digit = Int(lowered.prefix(1)), isPlainSign
    {
      return .and([
        .number(.status, .greaterOrEqual, Double(digit) * 100),
        .number(.status, .lessOrEqual, Double(digit) * 100 + 99),
      ])
    }
    return try numbers(item, .status, .plain, at: place, example: "404, 4xx, 500..599")
  }

  /// A number, or a range of which one end may be open.
  func numbers(
    _ item: String, _ column: EntryFilter.NumberColumn, _ unit: FilterUnit, at place: Int,
    example: String? = nil
  ) throws(FilterError) -> EntryFilter {
    let example = example ?? field.example
    if let ends = try ends(item, unit, at: place, example: example) {
      let low = ends.low.map { EntryFilter.number(column, .greaterOrEqual, $0) }
      let high = ends.high.map { EntryFilter.number(column, .lessOrEqual, $0) }
      return Self.all([low, high].compactMap { $0 })
    }
    let value = try number(item, unit, at: place, example: example)
    return .number(column, try comparison(), value)
  }

  /// The numbers at the ends of `low..high`; nil for what is no range.
  private func ends(
    _ item: String, _ unit: FilterUnit, at place: Int, example: String
  ) throws(FilterError) -> (low: Double?, high: Double?)? {
    guard let range = try range(item, at: place) else { return nil }
    var (low, high): (Double?, Double?)
    if let end = range.low { low = try number(end.text, unit, at: end.place, example: example) }
    if let end = range.high { high = try number(end.text, unit, at: end.place, example: example) }
    if let low, let high, low > high { throw turnedRange(at: place) }
    return (low, high)
  }

  /// It would match nothing, whatever was meant.
  private func turnedRange(at place: Int) -> FilterError {
    error("a range goes from the lower end to the higher", at: place)
  }

  private static func all(_ filters: [EntryFilter]) -> EntryFilter {
    filters.count == 1 ? filters[0] : .and(filters)
  }

  /// The ends of `low..high`; nil for what is no range.
  private func range(_ item: String, at place: Int) throws(FilterError) -> Range? {
    guard let dots = item.firstRange(of: ".."), isPlainSign else { return nil }
    let low = String(item[..<dots.lowerBound])
    let high = String(item[dots.upperBound...])
    guard !low.isEmpty || !high.isEmpty else {
      throw error("a range needs an end: \(field.example)", at: place)
    }
    let highPlace = place + item.distance(from: item.startIndex, to: dots.upperBound)
    return Range(
      low: low.isEmpty ? nil : (low, place), high: high.isEmpty ? nil : (high, highPlace))
  }

  private struct Range {
    var low: (text: String, place: Int)?
    var high: (text: String, place: Int)?
  }

  func number(
    _ item: String, _ unit: FilterUnit, at place: Int, example: String
  ) throws(FilterError) -> Double {
    guard let value = unit.number(item) else {
      throw error(
        "\(field.name) needs a \(unit == .seconds ? "time" : "number"): \(example)", at: place)
    }
    return value
  }

  /// `!=` is a negated equality, so that lists of it exclude each item.
  func comparison() throws(FilterError) -> EntryFilter.Comparison {
    switch sign {
    case .matches, .equal, .notEqual: return .equal
    case .less: return .less
    case .lessOrEqual: return .lessOrEqual
    case .greater: return .greater
    case .greaterOrEqual: return .greaterOrEqual
    case .regex, .notRegex: throw signError("< <= = != >= > :")
    }
  }

  // MARK: Times

  /// Seconds since something, or its date.
  func time(
    _ item: String, _ since: EntryFilter.NumberColumn, _ moment: EntryFilter.MomentColumn,
    at place: Int
  ) throws(FilterError) -> EntryFilter {
    if item.lowercased() == "never", isPlainSign {
      if moment == .used { return .not(.flag(.used)) }
      if moment == .revalidated { return .not(.moment(.revalidated, .greater, .distantPast)) }
    }
    if let dates = try dates(item, moment) { return dates }
    return try numbers(item, since, .seconds, at: place)
  }

  /// `never` is no end at all; what is immutable has one, for all that is:never says of it meanwhile.
  func timeToLive(_ item: String, at place: Int) throws(FilterError) -> EntryFilter {
    if item.lowercased() == "never", isPlainSign { return .number(.timeToLive, .equal, .infinity) }
    return try numbers(item, .timeToLive, .seconds, at: place)
  }

  /// What is stale expires no more.
  func expires(_ item: String, at place: Int) throws(FilterError) -> EntryFilter {
    if let dates = try dates(item, .expires) { return dates }
    let filter = try timeToLive(item, at: place)
    let hasLowEnd = sign != .less && sign != .lessOrEqual && !item.hasPrefix("..")
    return hasLowEnd ? filter : .and([.number(.timeToLive, .greater, 0), filter])
  }

  /// How long it has been stale is its time to live with the sign turned; what isn't stale has been so
  /// for no time at all, and not for a short one.
  func expired(_ item: String, at place: Int) throws(FilterError) -> EntryFilter {
    let isStale = EntryFilter.number(.timeToLive, .lessOrEqual, 0)
    if let ends = try ends(item, .seconds, at: place, example: field.example) {
      let low = ends.low.map { EntryFilter.number(.timeToLive, .lessOrEqual, -$0) } ?? isStale
      let high = ends.high.map { EntryFilter.number(.timeToLive, .greaterOrEqual, -$0) }
      return Self.all([low, high].compactMap { $0 })
    }
    let seconds = try number(item, .seconds, at: place, example: field.example)
    let filter = EntryFilter.number(.timeToLive, Self.turned(try comparison()), -seconds)
    return sign == .less || sign == .lessOrEqual ? .and([isStale, filter]) : filter
  }

  private static func turned(_ comparison: EntryFilter.Comparison) -> EntryFilter.Comparison {
    switch comparison {
    case .less: .greater
    case .lessOrEqual: .greaterOrEqual
    case .greater: .less
    case .greaterOrEqual: .lessOrEqual
    case .equal, .notEqual: comparison
    }
  }

  /// A date, or a range of dates; nil for what is none.
  private func dates(
    _ item: String, _ column: EntryFilter.MomentColumn
  ) throws(FilterError) -> EntryFilter? {
    let bounds = try moments(item)
    guard let bounds else { return nil }
    return Self.all(bounds.map { EntryFilter.moment(column, $0.0, $0.1) })
  }

  /// What a date, which stands for all of a day or a minute, asks of a moment; nil for what is no date.
  func moments(_ item: String) throws(FilterError) -> [(EntryFilter.Comparison, Date)]? {
    if let range = try? self.range(item, at: column) {
      let low = range.low.map { FilterMoment($0.text) }
      let high = range.high.map { FilterMoment($0.text) }
      guard low != .some(nil), high != .some(nil) else { return nil }
      if let low = low ?? nil, let high = high ?? nil, low.start >= high.end {
        throw turnedRange(at: column)
      }
      return [
        (low ?? nil).map { (.greaterOrEqual, $0.start) }, (high ?? nil).map { (.less, $0.end) },
      ]
      .compactMap { $0 }
    }
    guard let moment = FilterMoment(item) else { return nil }
    switch try comparison() {
    case .less: return [(.less, moment.start)]
    case .lessOrEqual: return [(.less, moment.end)]
    case .greater: return [(.greaterOrEqual, moment.end)]
    case .greaterOrEqual: return [(.greaterOrEqual, moment.start)]
    case .equal, .notEqual: return [(.greaterOrEqual, moment.start), (.less, moment.end)]
    }
  }
}
