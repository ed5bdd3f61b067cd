public import FoundationEssentials

/// Every term of the age calculation (RFC 9111 section 4.2.3), in seconds.
public struct AgeTerms: Sendable, Hashable, Codable {
  /// `age_value`: the `Age` field; 0 without a valid one.
  public var ageValue: TimeInterval
  /// `date_value`: the `Date` field; the time of arrival without a valid one (RFC 9110 section 6.6.1).
  public var dateValue: Date
  /// `request_time`, by the cache's clock.
  public var requestTime: Date
  /// `response_time`, by the cache's clock.
  public var responseTime: Date
  /// `apparent_age = max(0, response_time - date_value)`. `Date` has whole seconds, so the time of
  /// arrival is cut alike: a part of a second isn't taken for age.
  public var apparentAge: TimeInterval
  /// `response_delay = response_time - request_time`.
  public var responseDelay: TimeInterval
  /// `corrected_age_value = age_value + response_delay`.
  public var correctedAgeValue: TimeInterval
  /// `corrected_initial_age = max(apparent_age, corrected_age_value)`.
  public var correctedInitialAge: TimeInterval
  /// `resident_time = now - response_time`.
  public var residentTime: TimeInterval
  /// `current_age = corrected_initial_age + resident_time`.
  public var currentAge: TimeInterval

  /// Works them out from the two fields and three clock readings. A clock that went backwards makes no
  /// term negative.
  public init(ageValue: TimeInterval, date: Date?, requestTime: Date, responseTime: Date, now: Date)
  {
    self.ageValue = ageValue
    self.dateValue = date ?? responseTime
    self.requestTime = requestTime
    self.responseTime = responseTime
    responseDelay = max(0, responseTime.timeIntervalSince(requestTime))
    apparentAge = date.map { Self.apparentAge(date: $0, responseTime: responseTime) } ?? 0
    correctedAgeValue = ageValue + responseDelay
    correctedInitialAge = max(apparentAge, correctedAgeValue)
    residentTime = max(0, now.timeIntervalSince(responseTime))
    currentAge = correctedInitialAge + residentTime
  }

  /// The arithmetic in a line: `842 s = max(0,0+0.1) + 841.9`.
  public var formula: String {
    let text = Reason.text
    return
      "\(text(currentAge)) s = max(\(text(apparentAge)),\(text(ageValue))+\(text(responseDelay)))"
      + " + \(text(residentTime))"
  }

  private static func apparentAge(date: Date, responseTime: Date) -> TimeInterval {
    max(0, responseTime.timeIntervalSince1970.rounded(.down) - date.timeIntervalSince1970)
  }
}
