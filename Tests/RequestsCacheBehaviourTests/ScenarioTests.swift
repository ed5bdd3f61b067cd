import CachedSession
import TestSupport
import Testing

/// Each scenario runs as it did in Python, or differs in what the list of deliberate differences says.
@Suite(.ownThreads) struct ScenarioTests {
  @Test func `there are scenarios, each with a name of its own`() {
    #expect(Vectors.all.scenarios.count == 150)
    #expect(Set(Vectors.all.scenarios.map(\.name)).count == 150)
  }

  @Test(arguments: Vectors.all.scenarios)
  func `a session does what requests-cache does, or differs on purpose`(
    scenario: Scenario
  ) async throws {
    let facts = try await scenario.differences { _ in }
    #expect(facts == DeliberateDifference.facts(of: scenario.name))
  }

  @Test(arguments: Vectors.more)
  func `a scenario of another file runs as it did in Python`(scenario: Scenario) async throws {
    var seen: [Expectation] = []
    let facts = try await scenario.differences { seen.append($0) }
    #expect(facts == [], "\(scenario.name): \(seen)")
  }

  @Test func `a deliberate difference names only what there is, and nothing twice`() {
    let names = deliberateDifferences.flatMap(\.cases.keys)
    let known =
      Vectors.all.scenarios.map(\.name) + Vectors.all.globs.map(\.name)
      + Vectors.all.cacheControl.map(\.name)
    #expect(Set(names).isSubset(of: known))
    #expect(Set(names).count == names.count)
  }
}

extension Scenario {
  /// Runs it on a session, and tells in which facts that differs from Python's.
  fileprivate func differences(seen: (Expectation) -> Void) async throws -> [String] {
    var facts: [String] = []
    do {
      let stage = try Stage(settings)
      for (index, step) in steps.enumerated() {
        let came = try await stage.perform(step)
        seen(came)
        facts += step.expect.differences(from: came).map { "\(index + 1) \($0)" }
      }
      await stage.session.close()
    } catch is Words.Unsayable {
      facts = ["unsayable"]
    }
    return facts
  }
}
