extension Preferences {
  /// Limits of a bulk revalidation.
  package var pace: RequestPace {
    RequestPace(
      concurrency: concurrency, perHost: perHost, delay: Double(requestDelay) / 1000,
      stopAfterErrors: stopAfterErrors > 0 ? stopAfterErrors : nil)
  }
}
