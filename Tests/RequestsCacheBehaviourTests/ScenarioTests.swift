import CachedSession
import TestSupport
import Testing

/// Each scenario runs as it did in Python, or differs in what the list of deliberate differences says.
@Suite(.ownThreads) struct ScenarioTests {
  @Test func `there are scenarios, each with a name of its own`() {
    #expect(Vectors.all.scenarios.count == 128)
    #expect(Set(Vectors.all.scenarios.map(\.name)).count == 128)
  }

  @Test(arguments: Vectors.all.scenarios)
  func `a session does what requests-cache does, or differs on purpose`(
    scenario: Scenario
  ) async throws {
    var facts: [String] = []
    do {
      let stage = try Stage(scenario.settings)
      for (index, step) in scenario.steps.enumerated() {
        let seen = try await stage.perform(step)
        facts += step.expect.differences(from: seen).map { "\(index + 1) \($0)" }
      }
      await stage.session.close()
    } catch is Words.Unsayable {
      facts = ["unsayable"]
    }
    #expect(facts == DeliberateDifference.facts(of: scenario.name))
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
