import FoundationEssentials
import HTTPTypes

/// What is odd about a response, one small function a note.
struct Lint {
  let sources: LifetimeSources
  let freshness: Freshness

  typealias Note = FreshnessReport.LintNote

  var notes: [Note] {
    let checks: [(Lint) -> () -> Note?] = [
      Lint.noDate, Lint.invalidDate, Lint.clockSkew, Lint.invalidExpires, Lint.expiresWithoutDate,
      Lint.disagreement, Lint.unreadableMaxAge, Lint.longLifetime, Lint.oldOnArrival,
      Lint.uselessPublic, Lint.noCacheWithoutValidator, Lint.noStoreStored, Lint.immutableAlone,
      Lint.sharedOnly, Lint.sharedCookie, Lint.brokenTarget, Lint.varyStar, Lint.variesOnSecret,
      Lint.neverUsable,
      Lint.unknownDirectives,
    ]
    return checks.compactMap { $0(self)() }
  }

  private var stored: StoredResponse { sources.stored }
  private var facts: ResponseFacts { sources.facts }
  private var control: CacheControl { sources.facts.control }
  private var fields: HTTPFields { stored.response.headerFields }

  private func note(_ level: Note.Level, _ code: String, _ text: String, _ section: String) -> Note
  {
    Note(level: level, code: code, text: text, section: section)
  }

  private func noDate() -> Note? {
    guard !fields.contains(.date) else { return nil }
    return note(
      .warning, "no-date", "No Date: its age is counted from its arrival", "RFC 9110 6.6.1")
  }

  private func invalidDate() -> Note? {
    guard fields.contains(.date), facts.date == nil else { return nil }
    return note(.warning, "invalid-date", "Date is no HTTP date", "RFC 9110 5.6.7")
  }

  /// A minute of difference between two clocks is nothing to speak of.
  private func clockSkew() -> Note? {
    guard let date = facts.date else { return nil }
    let skew = date.timeIntervalSince(stored.responseTime)
    guard skew > 60 else { return nil }
    return note(
      .warning, "clock-skew",
      "Date is \(Reason.text(skew.rounded())) s in the future: a clock is wrong",
      "RFC 9111 4.2.3")
  }

  private func invalidExpires() -> Note? {
    guard facts.expires == .invalid else { return nil }
    return note(
      .info, "invalid-expires", "Expires is no HTTP date and counts as past", "RFC 9111 5.3")
  }

  private func expiresWithoutDate() -> Note? {
    guard fields.contains(.expires), facts.date == nil else { return nil }
    return note(
      .warning, "expires-without-date", "Expires without Date depends on this cache's clock",
      "RFC 9111 5.3")
  }

  private func disagreement() -> Note? {
    guard let maxAge = sources.maxAge, let expires = sources.expires,
      (maxAge.seconds - expires.seconds).magnitude > 1
    else { return nil }
    return note(
      .warning, "max-age-expires", "Expires and max-age disagree; max-age counts", "RFC 9111 5.3")
  }

  private func unreadableMaxAge() -> Note? {
    let directives = CacheControl.directives(in: fields).filter { $0.name == "max-age" }
    if directives.count > 1 {
      return note(
        .warning, "duplicate-max-age", "Several max-age; the smallest counts", "RFC 9111 4.2.1")
    }
    guard let argument = directives.first.map({ $0.argument ?? "" }),
      argument.isEmpty || !argument.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 })
    else { return nil }
    return note(
      .error, "invalid-max-age", "max-age can't be read, so it is stale", "RFC 9111 4.2.1")
  }

  /// RFC 9111 section 1.2.2: caches treat more than 2^31 seconds as 2^31.
  private func longLifetime() -> Note? {
    guard let maxAge = control.maxAge, maxAge >= CacheControl.unbounded else { return nil }
    return note(
      .info, "max-age-cap", "max-age is larger than caches count; it is taken as 2^31 s",
      "RFC 9111 1.2.2")
  }

  private func oldOnArrival() -> Note? {
    let age = stored.responseTime.timeIntervalSince(freshness.generated)
    guard let maxAge = control.maxAge, maxAge > 0, age >= maxAge else { return nil }
    return note(
      .warning, "old-on-arrival",
      "It was \(Reason.text(age)) s old when it arrived, which is more than its max-age",
      "RFC 9111 4.2.3")
  }

  /// `public` matters to statuses without heuristics, and to requests with `Authorization` elsewhere.
  private func uselessPublic() -> Note? {
    guard control.has(.isPublic), !stored.request.headerFields.contains(.authorization),
      !(sources.audience.isShared && fields.contains(.setCookie) && control.maxAge == nil),
      control.maxAge != nil || StatusRules.isHeuristicallyCacheable(stored.response.status)
    else { return nil }
    return note(.info, "public-no-effect", "public has no effect here", "RFC 9111 5.2.2.9")
  }

  private func noCacheWithoutValidator() -> Note? {
    guard control.has(.noCache), !stored.hasValidator else { return nil }
    return note(
      .warning, "no-cache-no-validator",
      "no-cache without a validator: each use downloads it again", "RFC 9111 5.2.2.4")
  }

  private func noStoreStored() -> Note? {
    guard control.has(.noStore), !control.has(.mustUnderstand) else { return nil }
    return note(.warning, "no-store", "no-store, and yet it is stored", "RFC 9111 5.2.2.5")
  }

  private func immutableAlone() -> Note? {
    guard control.has(.immutable), control.maxAge == nil, facts.expires == .absent,
      sources.sharedMaxAge == nil
    else { return nil }
    return note(
      .warning, "immutable-alone", "immutable without a lifetime has no effect", "RFC 8246 2")
  }

  private func sharedOnly() -> Note? {
    guard !sources.audience.isShared, control.sharedMaxAge != nil, control.maxAge == nil,
      facts.expires == .absent
    else { return nil }
    return note(
      .info, "shared-only", "s-maxage alone: a private cache has no lifetime from it",
      "RFC 9111 5.2.2.10")
  }

  private func sharedCookie() -> Note? {
    guard sources.audience.isShared, fields.contains(.setCookie) else { return nil }
    let isWithheld = control.noCacheFields.contains("set-cookie")
    guard !isWithheld else { return nil }
    return note(
      .warning, "shared-cookie", "It sets a cookie, and all users of the cache get the same",
      "RFC 9111 7.3")
  }

  /// RFC 9213 section 2.1: other caches ignore it as well.
  private func brokenTarget() -> Note? {
    let broken = sources.audience.targetedFields.first { name in
      HTTPField.Name(name).map { name in
        fields.contains(name) && CacheControl(targeted: name, in: fields) == nil
      } ?? false
    }
    guard let broken else { return nil }
    return note(
      .warning, "invalid-targeted", "\(broken) is empty or no dictionary, and is ignored",
      "RFC 9213 2.1")
  }

  private func varyStar() -> Note? {
    guard Variance.nominatedNames(stored.response).contains("*") else { return nil }
    return note(.error, "vary-star", "Vary: * never matches a request", "RFC 9111 4.1")
  }

  private func variesOnSecret() -> Note? {
    let secret = Variance.nominatedNames(stored.response).first { name in
      HTTPField.Name(name).flatMap { stored.request.headerFields[$0] } == IgnoredParameters.mark
    }
    guard let secret else { return nil }
    return note(
      .warning, "vary-redacted",
      "It varies on \(secret), whose value is not kept: it never matches", "RFC 9111 4.1")
  }

  private func neverUsable() -> Note? {
    guard freshness.rule == .none, !stored.hasValidator else { return nil }
    return note(
      .warning, "not-reusable", "Neither a lifetime nor a validator: storing it helps little",
      "RFC 9111 3")
  }

  private func unknownDirectives() -> Note? {
    let unknown = CacheControl.directives(in: fields).filter { !$0.isKnown }.map(\.name)
    guard !unknown.isEmpty else { return nil }
    return note(
      .info, "unknown-directive",
      "Unknown directives change nothing: \(unknown.prefix(5).joined(separator: ", "))",
      "RFC 9111 5.2.3")
  }
}
