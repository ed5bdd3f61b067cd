public import FoundationEssentials

extension FreshnessTimeline {
  /// The timeline of a stored response, for a request without directives of its own.
  public init(_ stored: StoredResponse) { self.init(Freshness(stored)) }

  /// The timeline that a freshness amounts to.
  public init(_ freshness: Freshness) {
    let end = freshness.freshUntil
    let window = { (seconds: TimeInterval) in
      seconds > 0 ? end?.addingTimeInterval(seconds) : nil
    }
    self.init(
      freshUntil: end,
      staleWhileRevalidateUntil: window(freshness.staleWhileRevalidate),
      staleIfErrorUntil: window(freshness.staleIfError),
      mustValidate: freshness.requiresValidation || freshness.isBornStale,
      isImmutable: freshness.isImmutable, rule: freshness.listedRule)
  }
}

extension StoredResponse {
  /// When the response was generated at the origin by the cache's clock: `response_time` less
  /// `corrected_initial_age` (RFC 9111 section 4.2.3). Its age at a moment is that moment less this.
  public var generated: Date { Freshness(self).generated }
}
