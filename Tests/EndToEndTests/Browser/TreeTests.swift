import LoopbackOrigin
import TestSupport
import Testing

@Suite(.ownThreads, .serialized, .enabled(if: TmuxRobot.isInstalled, TmuxRobot.notInstalled))
struct TreeTests {
  @Test func `the tree opens hosts and paths, and makes one of them the filter`() async throws {
    try await Fixture.use { fixture in
      try await fixture.browse { robot in
        try robot.press("t")
        try await robot.wait(for: "by size")
        try await robot.wait(until: "all entries are counted") {
          TmuxRobot.cursorRow(in: $0).contains("v all") && $0.contains("1,284")
        }
        try await robot.wait(until: "the hosts have all entries") { screen in
          let counts = screen.split(separator: "\n").compactMap { row -> Int? in
            let closed = row.firstMatch(of: #/^│. *> \S+ +([\d,]+) /#)
            return closed.flatMap { Int($0.output.1.filter { $0 != "," }) }
          }
          return counts.count == 8 && counts.reduce(0, +) == Shelf.count
        }
        try await robot.step(to: "api.")
        try robot.press("l")
        try await robot.wait(for: "/v1")
        try await robot.step(to: "/v1")
        try robot.press("l")
        try await robot.wait(for: "users")
        try await robot.step(to: "   users")
        try robot.press("Enter")
        try await robot.wait(for: "path:/v1/users")
        try await robot.wait(for: "200/1,284")
        try robot.press("u", "t", "q", "q")
        try await robot.wait(for: "ended with 0")
      }
    }
  }

  @Test func `what a session stored again after a delete can change places with it`()
    async throws
  {
    try await Fixture.use { fixture in
      let url = fixture.origin.url + "/same"
      let former = try fixture.run("show", url, "--body").output
      try await fixture.browse { robot in
        try await robot.filter("path:/same", until: "1/1,284")
        try robot.press("d")
        try await robot.answer("Delete 1 entry?", with: "y")
        try await robot.wait(for: "1,283 entries")
        let got = try Larder.run(["get", url, "--store", Fixture.name], in: fixture.directory)
        #expect(got.status == 0 && got.output == "fetched\n", "\(got.complaint)")
        try await robot.wait(forCursorOn: "N GET")
        try robot.press("u")
        try await robot.wait(for: "A session stored it again meanwhile")
        // What was typed before a dialog came is dropped.
        _ = try await robot.calmScreen()
        try robot.press("o")
        try await robot.wait(for: "brought 1 entry back")
        #expect(try fixture.run("show", url, "--body").output == former)
        try robot.press("T")
        try await robot.wait(for: "a former")
      }
    }
  }
}
