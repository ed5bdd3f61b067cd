import BrowserUI
import CacheStore
import CachedSession
import HTTPTypes

extension RevalidationReport {
  /// What the browser shows of a revalidation, with how the bodies differ.
  init(_ result: Revalidator.Result, body: BodyDifference?) {
    self.init(
      reference: result.reference, outcome: Outcome(result.outcome),
      requestLine: result.sent.map { "\($0.method.rawValue) \($0.path ?? "/")" } ?? "",
      sentFields: result.sent?.headerFields.map { SentField($0.name.rawName, $0.value) } ?? [],
      status: result.status, duration: result.duration, before: result.before, after: result.after,
      body: body, operation: result.operation)
  }
}

extension RevalidationReport.Outcome {
  init(_ outcome: Revalidator.Result.Outcome) {
    switch outcome {
    case .notModified: self = .notModified
    case .changed: self = .changed
    case .gone: self = .gone
    case .originError(let status): self = .originError(status)
    case .networkError(let sentence): self = .networkError(sentence)
    case .notStorable: self = .notStorable
    case .skipped(let reason): self = .skipped(reason)
    }
  }
}
