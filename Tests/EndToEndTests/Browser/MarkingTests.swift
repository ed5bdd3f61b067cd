import FoundationEssentials
import TestSupport
import Testing

/// Marks, deletes of several, copies.
@Suite(.ownThreads, .serialized, .enabled(if: TmuxRobot.isInstalled, TmuxRobot.notInstalled))
struct MarkingTests {
  @Test func `a range is marked, all others instead, and nothing, each step with an undo`()
    async throws
  {
    try await Fixture.use { fixture in
      try await fixture.browse { robot in
        try robot.type("v2jv")
        try await robot.wait(for: "3 marked (36.1k)")
        try await robot.wait(forCursorOn: "*S GET  200 api.example.com/v1/users?page=3 ")
        try robot.press("M")
        try await robot.wait(for: "filter> marked only")
        try await robot.wait(for: " 3/1,284")
        try robot.press("M")
        try await robot.wait(forNo: "marked only")
        try robot.press("*")
        try await robot.wait(for: "1,281 marked")
        try await robot.wait(forCursorOn: "> S GET  200 api.example.com/v1/users?page=3 ")
        try robot.press("U")
        try await robot.wait(for: "u undo: cleared the marks of 1,281 entries")
        try robot.press("u")
        try await robot.wait(for: "undone: cleared the marks of 1,281 entries")
        try robot.press("u")
        try await robot.wait(for: "undone: inverted the marks of 1,284 entries")
        try await robot.wait(forCursorOn: "*S GET")
      }
    }
  }

  @Test func `several deletes come back one by one, the last one first, and go again`() async throws
  {
    try await Fixture.use { fixture in
      try await fixture.browse { robot in
        for number in 1...3 {
          try await robot.wait(forCursorOn: "?page=\(number) ")
          try robot.press("d")
          try await robot.answer("Delete 1 entry?", with: "y")
          try await robot.wait(for: "1,28\(4 - number) entries")
        }
        for number in [3, 2, 1] {
          try robot.press("u")
          try await robot.wait(for: "1,28\(5 - number) entries")
          try await robot.wait(forCursorOn: "?page=\(number) ")
        }
        try robot.press("u")
        try await robot.wait(for: "nothing to undo")
        for number in 1...3 {
          try robot.press("C-r")
          try await robot.wait(for: "1,28\(4 - number) entries")
        }
        try robot.press("C-r")
        try await robot.wait(for: "nothing to redo")
      }
      #expect(try fixture.run("ls").lines.count == Shelf.count - 3)
    }
  }

  @Test func `a purge takes its number whatever is pressed, and nothing brings back what it took`()
    async throws
  {
    try await Fixture.use { fixture in
      try await fixture.browse { robot in
        try robot.press("D")
        try await robot.wait(for: "Purge 1 entry for good?")
        try await robot.wait(for: "this can't be undone")
        _ = try await robot.calmScreen()
        try robot.type("yD")
        try robot.press("Enter")
        try await robot.wait(forNo: "Purge 1 entry for good?")
        try await robot.wait(for: "1,284 entries")
        try robot.press("D")
        try await robot.wait(for: "Type 1 to confirm")
        _ = try await robot.calmScreen()
        try robot.type("1\r")
        try await robot.wait(for: "purged 1 entry for good")
        try await robot.wait(for: "1,283 entries")
        try robot.press("u")
        try await robot.wait(for: "nothing to undo")
        try robot.press("T")
        try await robot.wait(for: "Trash  0 entries")
      }
      #expect(try fixture.run("show", Shelf.usersURL).status == 1)
    }
  }

  @Test func `a hostile URL is copied as a command that runs nothing but curl`() async throws {
    let url = "https://evil.example.com/'$(touch pwned)`touch pwned`\";touch pwned;'?a=!!&b=%0a#-o"
    try await Fixture.use { fixture in
      try await fixture.add([
        Recipe(
          url: url, age: 5, fields: [("Cache-Control", "max-age=600")],
          requestFields: [("X-Test", "-K pwned'$(touch pwned)")])
      ])
      try await fixture.browse { robot in
        try await robot.filter("url~pwned", until: "1/1,285")
        try robot.press("y")
        try await robot.wait(for: "c  curl, secrets redacted")
        _ = try await robot.calmScreen()
        try robot.press("c")
        try await robot.wait(for: "copied the curl command")
        let command = try #require(try robot.clipboard())
        #expect(command.hasPrefix("curl --globoff "))
        let words = fixture.directory + "/words"
        let script = "cd \"$0\"; curl() { printf '%s\\n' \"$@\" > words; }\n" + command
        let result = try ChildProcess.run("/bin/sh", ["-c", script, fixture.directory])
        #expect(result.status == 0 && result.output.isEmpty)
        let list = try String(contentsOfFile: words, encoding: .utf8).split(separator: "\n")
        #expect(list.last == url[...] && list.contains("X-Test: -K pwned'$(touch pwned)"))
        #expect(!FileManager.default.fileExists(atPath: fixture.directory + "/pwned"))
      }
    }
  }
}
