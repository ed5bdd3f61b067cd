import FoundationEssentials
import HTTPTypes

/// The candidates for the lifetime, in the order in which the core asks for them.
struct LifetimeTable {
  let sources: LifetimeSources
  let freshness: Freshness

  typealias Row = FreshnessReport.LifetimeCandidate

  var rows: [Row] {
    LifetimeSources.order(usesResponseFields: settings.usesResponseFields).compactMap(row)
  }

  private var settings: FreshnessSettings { sources.stored.settings }

  private func row(_ rule: LifetimeRule) -> Row? {
    switch rule {
    case .manual: settings.manual.map { setting(.manual, $0.expiration, place: nil) }
    case .immutable: immutable
    case .sharedMaxAge:
      sources.audience.isShared ? field(.sharedMaxAge, sources.sharedMaxAge) : unheard
    case .maxAge: field(.maxAge, sources.maxAge)
    case .expires: expires
    case .perRequest: setting(.perRequest, settings.perRequest, place: nil)
    case .urlRule: setting(.urlRule, settings.urlRule?.expiration, place: urlRulePlace)
    case .session: setting(.session, settings.session, place: expiryPlace)
    case .heuristic: heuristic
    case .noCache, .none: nil
    }
  }

  /// RFC 8246: shown where it stands, as it changes what a reload does.
  private var immutable: Row? {
    guard sources.facts.control.has(.immutable) else { return nil }
    guard settings.usesResponseFields else { return Row(off: .immutable, nil) }
    let note =
      freshness.isImmutable ? "a reload does not validate it" : "no lifetime of the response"
    return Row(rule: .immutable, result: .ignored, note: note)
  }

  /// RFC 9213 section 2.2: beside a targeted field it doesn't count.
  private var expires: Row {
    guard let name = sources.facts.targetedField,
      sources.stored.response.headerFields.contains(.expires)
    else { return field(.expires, sources.expires) }
    return Row(rule: .expires, result: .ignored, note: "\(name) replaces it")
  }

  /// RFC 9111 section 5.2.2.10.
  private var unheard: Row {
    let seconds = sources.facts.control.sharedMaxAge
    return Row(
      rule: .sharedMaxAge, seconds: seconds, result: seconds == nil ? .absent : .ignored,
      note: "private cache ignores")
  }

  private func field(_ rule: LifetimeRule, _ value: LifetimeSources.Lifetime?) -> Row {
    guard settings.usesResponseFields else { return Row(off: rule, value?.seconds) }
    guard let value else { return Row(rule: rule, result: .absent, note: "not given") }
    return judged(Row(rule: rule, seconds: value.seconds, result: .loses, note: ""))
  }

  private func setting(_ rule: LifetimeRule, _ expiration: Expiration?, place: String?) -> Row {
    guard let expiration else {
      return Row(
        rule: rule, result: .absent,
        note: settings.expiryField != nil
          ? "not kept by this cache" : rule == .urlRule ? "no pattern matched" : "not given")
    }
    let words = [place, Self.words(expiration)].compactMap(\.self).joined(separator: ": ")
    let row = Row(
      rule: rule, seconds: Self.seconds(expiration, of: sources.stored),
      value: words.isEmpty ? nil : words, result: .loses, note: "")
    return judged(row)
  }

  private var urlRulePlace: String? {
    settings.urlRule.map { "pattern \($0.index + 1), \($0.pattern)" }
  }

  /// The field says what came of all settings when it was stored.
  private var expiryPlace: String? {
    settings.expiryField.map { "\($0) of the entry, as set when it was stored" }
  }

  /// RFC 9111 section 4.2.2.
  private var heuristic: Row {
    guard settings.usesResponseFields else { return Row(off: .heuristic, nil) }
    guard let value = sources.heuristic, let since = sources.sinceModified else {
      return Row(rule: .heuristic, result: .absent, note: heuristicObstacle)
    }
    let capped = value.seconds < since * settings.heuristicFraction
    let words =
      "\(settings.heuristicFraction) x \(Reason.text(since)) s" + (capped ? ", capped" : "")
    var row = judged(
      Row(rule: .heuristic, seconds: value.seconds, value: words, result: .loses, note: ""))
    if row.result == .loses { row.note = "explicit value exists" }
    return row
  }

  private var heuristicObstacle: String {
    if settings.heuristicFraction <= 0 { return "switched off" }
    if sources.sinceModified == nil { return "no Last-Modified in the past" }
    return "not for status \(sources.statusCode)"
  }

  private func judged(_ row: Row) -> Row {
    var row = row
    let isWinner = row.rule == freshness.rule
    row.result = isWinner ? .wins : .loses
    row.note = isWinner ? "wins" : "loses to \(freshness.rule.rawValue)"
    if let name = sources.facts.targetedField, row.rule.isExplicit { row.note += ", by \(name)" }
    return row
  }

  private static func words(_ expiration: Expiration) -> String? {
    switch expiration {
    case .never: "never"
    case .immediately: "immediately"
    case .doNotCache: "do not cache"
    case .after: nil
    case .at(let date): HTTPDate.format(date)
    }
  }

  private static func seconds(
    _ expiration: Expiration, of stored: StoredResponse
  ) -> TimeInterval? {
    switch expiration {
    case .never: nil
    case .immediately, .doNotCache: 0
    case .after(let seconds): seconds.isFinite ? seconds : nil
    case .at(let date): date.timeIntervalSince(stored.responseTime)
    }
  }
}

extension FreshnessReport.LifetimeCandidate {
  /// A source that the settings switched off.
  init(off rule: LifetimeRule, _ seconds: TimeInterval?) {
    self.init(rule: rule, seconds: seconds, result: .off, note: "response fields are off")
  }
}
