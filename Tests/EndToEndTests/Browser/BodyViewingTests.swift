import FoundationEssentials
import TestSupport
import Testing

/// Looking into bodies: folds, searches, other programs.
@Suite(.ownThreads, .serialized, .enabled(if: TmuxRobot.isInstalled, TmuxRobot.notInstalled))
struct BodyViewingTests {
  @Test func `JSON folds with its size, and a search opens the folds down to the match`()
    async throws
  {
    try await Fixture.use { fixture in
      try await fixture.browse { robot in
        try await robot.filter("v2/items", until: "1/1,284")
        try robot.press("2", "Enter")
        try await robot.wait(for: "\"number\": 0")
        try robot.press("h")
        try await robot.wait(for: "[ 1000 items ]")
        try robot.press("l")
        try await robot.wait(for: "\"number\": 0")
        try robot.press("h", "/")
        try robot.type("zebra")
        try robot.press("Enter")
        try await robot.wait(for: "$[700].animal")
        try await robot.wait(for: "\"animal\": \"zebra\"")
        try robot.press("n")
        try await robot.wait(for: "the search went round the end")
      }
    }
  }

  @Test func `the end of a large body is found from its start`() async throws {
    try await Fixture.use { fixture in
      try await fixture.browse { robot in
        try await robot.filter("2026-02.log", until: "1/1,284")
        try robot.press("2", "Enter")
        try await robot.wait(for: "bytes 0 to 65536")
        try robot.press("/")
        try robot.type("LAST-LINE-token")
        try robot.press("Enter")
        try await robot.wait(for: "last-line-token  ")
      }
    }
  }

  @Test func `v hands the body to the pager in a file of its own, and the screen comes back`()
    async throws
  {
    try await Fixture.use { fixture in
      let script = """
        #!/bin/sh
        stat -c 'mode %a' "$2"; echo "word $1"; echo "name ${2##*/}"; head -c 40 "$2"; read line
        """
      let pager = fixture.directory + "/pager"
      try Data(script.utf8).write(to: URL(filePath: pager))
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: pager)
      var options = TmuxRobot.Options()
      options.environment["PAGER"] = pager + " $HOME"
      try await fixture.browse(options) { robot in
        try await robot.filter("v2/items", until: "1/1,284")
        try robot.press("2", "Enter")
        try await robot.wait(for: "\"number\": 0")
        try robot.press("v")
        try await robot.wait(for: "mode 600")
        // No shell has seen the words of the variable.
        try await robot.wait(for: "word $HOME")
        try await robot.wait(for: "name body.json")
        try robot.press("C-z")
        try robot.press("Enter")
        try await robot.wait(for: "[2 Body]")
        try await robot.wait(for: "\"number\": 0")
      }
      let left = try FileManager.default.contentsOfDirectory(atPath: fixture.directory)
      #expect(!left.contains { $0.hasPrefix("larder-") })
    }
  }

  @Test func `a pager that isn't there is told, and the screen stays`() async throws {
    try await Fixture.use { fixture in
      var options = TmuxRobot.Options()
      options.environment["PAGER"] = "/nowhere/pager -x"
      try await fixture.browse(options) { robot in
        try robot.press("2", "Enter")
        try await robot.wait(for: "\"page\": 1")
        try robot.press("v")
        try await robot.wait(for: "/nowhere/pager can't be run: No such file or directory.")
      }
    }
  }
}
