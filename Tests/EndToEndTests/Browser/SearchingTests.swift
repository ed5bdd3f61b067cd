import FoundationEssentials
import TestSupport
import Testing

/// Finding entries by what is in them.
@Suite(.ownThreads, .serialized, .enabled(if: TmuxRobot.isInstalled, TmuxRobot.notInstalled))
struct SearchingTests {
  private static let haystack = Recipe(
    url: "https://docs.example.org/haystack", age: 60,
    fields: [("Content-Type", "text/plain"), ("Cache-Control", "max-age=9000")],
    body: Data((String(repeating: "hay\n", count: 9000) + "a Needle\n").utf8))

  @Test func `a search in bodies begins with Enter, finds the one, and Esc has the list back`()
    async throws
  {
    try await Fixture.use { fixture in
      try await fixture.add([Self.haystack])
      try await fixture.browse { robot in
        try robot.type("/body~needle")
        try await robot.wait(for: "Enter looks into heads and bodies")
        try robot.press("Enter")
        try await robot.wait(for: "1 entry found in 1,285 scanned")
        try await robot.wait(forCursorOn: "docs.example.org/haystack")
        try await robot.wait(for: " 1/1,285")
        try robot.type("/ or is:stale")
        try robot.press("Enter")
        try await robot.wait(for: " 217/1,285")
        try robot.press("/", "F4", "Enter")
        try await robot.wait(forNo: "/1,285")
      }
    }
  }

  @Test func `while bodies are searched keys work, and Esc stops and keeps what was found`()
    async throws
  {
    try await Fixture.use { fixture in
      // A while to look through, behind all others.
      try await fixture.addLog(
        Recipe(url: "https://cdn.example.net/long.log", age: 60), bytes: 200_000_000)
      try await fixture.browse { robot in
        try robot.type("/body~chapter")
        try await robot.wait(for: "Enter looks into heads and bodies")
        try robot.press("Enter")
        let progress = #/scanning [\d,]+/1,285  [1-9][\d,]*\+ found/#
        try await robot.wait(until: "some are found") { $0.contains(progress) }
        let first = try await robot.wait(forCursorOn: "chapter")
        try robot.press("j")
        try await robot.wait(until: "the cursor moves") {
          let row = TmuxRobot.cursorRow(in: $0)
          return !row.isEmpty && row != TmuxRobot.cursorRow(in: first)
        }
        try robot.press("Escape")
        let stopped = #/stopped at [\d,]+ of 1,285: [1-9][\d,]* entries found/#
        try await robot.wait(until: "it says where it stopped") { $0.contains(stopped) }
        try await robot.wait(forCursorOn: "chapter")
      }
    }
  }

  @Test(arguments: [
    "body~\"packs well\" or header:location", "host:api.* -req:accept~json",
    "lm>2025-01-01 or encoding:gzip",
  ])
  func `the browser and ls find the same`(filter: String) async throws {
    try await Fixture.use { fixture in
      let count = try fixture.run("ls", filter).lines.count
      #expect(count > 0)
      try await fixture.browse { robot in
        try robot.type("/" + filter)
        try robot.press("Enter")
        try await robot.wait(for: " \(count)/1,284")
      }
    }
  }

  @Test func `a filter that was saved is there in the next run, on the command line too`()
    async throws
  {
    try await Fixture.use { fixture in
      var options = TmuxRobot.Options()
      options.environment["XDG_STATE_HOME"] = fixture.directory
      try await fixture.browse(options) { robot in
        try await robot.filter("host:api.* is:stale", until: "/1,284")
        try robot.type(":save old-api")
        try robot.press("Enter")
        try await robot.wait(for: "saved \"host:api.* is:stale\" as @old-api")
      }
      let file = fixture.directory + "/larder/filters.json"
      let attributes = try FileManager.default.attributesOfItem(atPath: file)
      #expect(attributes[.posixPermissions] as? Int == 0o600)
      let environment = Larder.frozen.merging(["XDG_STATE_HOME": fixture.directory]) { $1 }
      let saved = try fixture.run("ls", "@old-api", environment: environment)
      let written = try fixture.run("ls", "host:api.* is:stale")
      #expect(saved.bytes == written.bytes && !saved.lines.isEmpty)
      try await fixture.browse(options) { robot in
        try await robot.filter("@old-api", until: " \(saved.lines.count)/1,284")
      }
    }
  }

  @Test func `two browsers keep each other's saved filters`() async throws {
    try await Fixture.use { fixture in
      var options = TmuxRobot.Options()
      options.environment["XDG_STATE_HOME"] = fixture.directory
      let file = URL(filePath: fixture.directory + "/larder/filters.json")
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data("{\"of another version\": \"x\"}".utf8).write(to: file)
      try await fixture.browse(options) { one in
        try await fixture.browse(options) { two in
          for (robot, name) in [(one, "first"), (two, "second")] {
            try await robot.filter("is:stale", until: "216/1,284")
            try robot.type(":save \(name)")
            try robot.press("Enter")
            try await robot.wait(for: "as @\(name)")
          }
          try await two.filterAnew("@first", until: "216/1,284")
          try one.type(":forget first")
          try one.press("Enter")
          try await one.wait(for: "forgot @first")
          try await one.filterAnew("@second", until: "216/1,284")
        }
      }
      let kept = try JSONDecoder().decode([String: String].self, from: Data(contentsOf: file))
      #expect(kept == ["second": "is:stale", "of another version": "x"])
    }
  }

  @Test func `reasons are counted, and Enter makes one the filter`() async throws {
    try await Fixture.use { fixture in
      let lines = try fixture.run("reasons", "is:stale").lines
      #expect(lines.map { $0.prefix(8) } == ["max-age "])
      #expect(lines[0].contains(" 216 ") && lines[0].contains("100.0%"))
      try await fixture.browse { robot in
        try robot.type(":reasons")
        try robot.press("Enter")
        try await robot.wait(for: "heuristic")
        try robot.press("G")
        try await robot.wait(forCursorOn: " 1 ")
        try robot.press("Enter")
        try await robot.wait(for: "1/1,284")
      }
    }
  }

  @Test func `variants of a URL are grouped under it`() async throws {
    try await Fixture.use { fixture in
      try await fixture.browse { robot in
        try await robot.filter("profile", until: "3/1,284")
        try robot.type(":variants")
        try robot.press("Enter")
        try await robot.wait(for: "accept-language: fr")
        try await robot.wait(for: "accept-language: ja")
        try robot.press("h")
        try await robot.wait(forNo: "accept-language: fr")
        try robot.press("l", "j", "Enter")
        try await robot.wait(forCursorOn: "v1/profile")
      }
    }
  }
}
