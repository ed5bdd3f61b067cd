import FoundationEssentials
import TestSupport
import Testing

/// Help, palette and command line; a large cache; no terminal at all.
@Suite(.ownThreads, .serialized, .enabled(if: TmuxRobot.isInstalled, TmuxRobot.notInstalled))
struct CommandingTests {
  @Test func `help is searched, the palette runs what it finds, and Tab completes commands`()
    async throws
  {
    try await Fixture.use { fixture in
      try await fixture.browse { robot in
        try robot.press("?")
        try await robot.wait(for: "Keys for: Entries")
        try robot.type("expire")
        try await robot.wait(until: "help shows what expires") { screen in
          let help = screen.split(separator: "\n")
          return screen.contains("filter: expire")
            && help.contains { $0.contains("e F7") && $0.contains("expire now") }
            && !help.contains { $0.contains("half page") || $0.contains("delete to trash") }
        }
        try robot.press("Escape")
        try await robot.wait(forNo: "filter: expire")
        try robot.press("Escape")
        try await robot.wait(for: "EXPIRES")
        try robot.press("C-p")
        try await robot.wait(for: "─ Commands ")
        _ = try await robot.calmScreen()
        try robot.type("write.har")
        try await robot.wait(for: "> write a HAR file")
        try robot.press("Enter")
        try await robot.wait(for: "write har to> users.har")
        try robot.press("Escape")
        try await robot.wait(forNo: "write har to>")
        try robot.type(":qu\t")
        try await robot.wait(for: ":quit")
        try robot.press("Enter")
        try await robot.wait(for: "ended with 0")
        #expect(try robot.isRestored())
      }
    }
  }

  @Test func `a hundred thousand entries are there at once, to their end, filtered and sorted`()
    async throws
  {
    try await Fixture.use { fixture in
      var memory = 0
      try await fixture.browse { robot in memory = try robot.memory() }
      // Copies of all that is small, each with a key and a URL of its own.
      try fixture.damage(
        """
        CREATE TEMP TABLE copy AS
          WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 78)
          SELECT entry.*, i FROM entry, n WHERE size < 1000000;
        UPDATE copy SET id = NULL, key = lower(hex(randomblob(16))), url = url || '&copy=' || i;
        ALTER TABLE copy DROP COLUMN i;
        INSERT INTO entry SELECT * FROM copy;
        UPDATE sequence SET next = (SELECT max(id) + 1 FROM entry);
        """)
      let count = Shelf.count + (Shelf.count - 1) * 78
      #expect(count == 101_358)
      try await fixture.browse(waitingFor: "101,358 entries") { robot in
        try await robot.wait(forCursorOn: "users?page=1")
        try robot.press("G")
        try await robot.wait(forCursorOn: "X GET")
        try robot.press("g")
        try await robot.wait(forCursorOn: "users?page=1")
        try robot.type("/size>1M sort:-size")
        try await robot.wait(for: " 1/101,358")
        try robot.press("Enter")
        try await robot.wait(forCursorOn: "2026-02.log")
        let growth = try robot.memory() - memory
        #expect(growth < 40_000_000, "the cache is not held in memory")
      }
    }
  }
}
