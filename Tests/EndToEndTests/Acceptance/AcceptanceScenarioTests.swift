import FoundationEssentials
import Testing

/// The list of scenarios tells the truth about the tests that there are.
@Suite struct AcceptanceScenarioTests {
  /// The tests of a folder of this target, as `Suite/name`; each suite has a file of its name.
  private func tests(in folder: String) throws -> Set<String> {
    let here = #filePath.split(separator: "/").dropLast(2).map { "/" + $0 }.joined()
    let files = try FileManager.default.contentsOfDirectory(atPath: "\(here)/\(folder)")
    return try files.filter { $0.hasSuffix("Tests.swift") }.reduce(into: []) { tests, file in
      let text = try String(contentsOfFile: "\(here)/\(folder)/\(file)", encoding: .utf8)
      for match in text.matches(of: #/@Test[^`]*func `([^`]+)`/#) {
        tests.insert("\(file.dropLast(".swift".count))/\(match.output.1)")
      }
    }
  }

  @Test func `every test that a scenario names is there`() throws {
    let known = try tests(in: "Browser").union(tests(in: "CommandLine"))
    let named = AcceptanceScenario.all.flatMap(\.tests)
    #expect(named.filter { !known.contains($0) } == [])
    #expect(AcceptanceScenario.all.allSatisfy { !$0.tests.isEmpty })
  }

  @Test func `every test of the browser holds a scenario, and one only`() throws {
    let named = AcceptanceScenario.all.flatMap(\.tests)
    #expect(Set(named).count == named.count)
    #expect(try tests(in: "Browser").subtracting(named) == [])
  }
}
