/// Where larder, with `CachePolicy.requestsCache`, differs from requests-cache on purpose.
struct DeliberateDifference: Sendable {
  /// What larder does.
  let what: String
  /// Why.
  let why: String
  /// The scenarios that show it, each with the facts that differ: the number of the step, and the fact.
  let cases: [String: [String]]

  init(_ what: String, because why: String, in cases: [String: String]) {
    self.what = what
    self.why = why
    self.cases = cases.mapValues { $0.split(separator: ", ").map(String.init) }
  }

  /// The facts in which that case may differ, and must: a difference that is gone has to go from the list.
  static func facts(of name: String) -> [String] {
    deliberateDifferences.compactMap { $0.cases[name] }.first ?? []
  }
}

/// All of them, in the order in which the article has them. What isn't here is a defect.
let deliberateDifferences =
  DeliberateDifference.settings + DeliberateDifference.requests + DeliberateDifference.responses
  + DeliberateDifference.answers
