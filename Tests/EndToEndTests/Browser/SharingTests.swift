import FoundationEssentials
import Glibc
import SQLite
import TestSupport
import Testing

/// What others do to a cache that the browser shows.
@Suite(.ownThreads, .serialized, .enabled(if: TmuxRobot.isInstalled, TmuxRobot.notInstalled))
struct SharingTests {
  @Test func `two browsers see what the other does, and neither deletes what is gone`() async throws
  {
    try await Fixture.use { fixture in
      try await fixture.browse { one in
        try await fixture.browse { two in
          for robot in [one, two] {
            try robot.press("d")
            try await robot.wait(for: "Delete 1 entry?")
            _ = try await robot.calmScreen()
          }
          try one.press("y")
          try await one.wait(for: "moved 1 entry to trash")
          try two.press("y")
          try await two.wait(for: "nothing done, left alone: 1 gone meanwhile")
          for robot in [one, two] {
            try await robot.wait(for: "1,283 entries")
            try await robot.wait(forCursorOn: "?page=2 ")
          }
          try one.press("u")
          for robot in [one, two] { try await robot.wait(for: "1,284 entries") }
        }
      }
    }
  }

  @Test func `a file that takes the place of the cache is opened, and changed from then on`()
    async throws
  {
    try await Fixture.use { fixture in
      let other = try smallerCopy(of: fixture)
      try await fixture.browse { robot in
        try robot.press("Space")
        try await robot.wait(for: "1 marked")
        try robot.press("d")
        try await robot.wait(for: "Delete 1 entry?")
        #expect(rename(other, fixture.path) == 0)
        try await robot.wait(for: "the cache's file was replaced: this is the new one")
        // What was meant for an entry of the former file is forgotten.
        try await robot.wait(forNo: "Delete 1 entry?")
        try await robot.wait(for: "1,275 entries")
        #expect(try !robot.screen().contains("1 marked"))
        try robot.press("d")
        try await robot.answer("Delete 1 entry?", with: "y")
        try await robot.wait(for: "1,274 entries")
        #expect(try fixture.run("ls").lines.count == 1274)
        try robot.press("u")
        try await robot.wait(for: "1,275 entries")
        #expect(unlink(fixture.path) == 0)
        try robot.press("d")
        try await robot.answer("Delete 1 entry?", with: "y")
        try await robot.wait(
          for: "demo.sqlite was removed or replaced while it was open. Open it again.")
        try await robot.quit()
      }
      #expect(!FileManager.default.fileExists(atPath: fixture.path))
    }
  }

  @Test func `a file with the log of the former one beside it is left alone`() async throws {
    try await Fixture.use { fixture in
      let other = try smallerCopy(of: fixture)
      try await fixture.browse { robot in
        // What this changes is in the log, which another file would take for its own.
        try robot.press("d")
        try await robot.answer("Delete 1 entry?", with: "y")
        try await robot.wait(for: "moved 1 entry to trash")
        let before = try Data(contentsOf: URL(filePath: other))
        #expect(rename(other, fixture.path) == 0)
        try robot.press("d")
        try await robot.answer("Delete 1 entry?", with: "y")
        try await robot.wait(
          for: "demo.sqlite was removed or replaced while it was open. Open it again.")
        try await robot.quit()
        #expect(try Data(contentsOf: URL(filePath: fixture.path)) == before)
      }
    }
  }

  /// A copy of the cache without 9 entries, in a file alone.
  private func smallerCopy(of fixture: Fixture) throws -> String {
    let other = fixture.directory + "/other.sqlite"
    try Data(contentsOf: URL(filePath: fixture.path)).write(to: URL(filePath: other))
    let result = try Larder.run(
      ["rm", "other.sqlite", "v1/search", "--yes"], in: fixture.directory)
    #expect(result.status == 0)
    _ = try Connection(other, access: .readWrite, waitingAtMost: .seconds(5))
      .integer("PRAGMA wal_checkpoint(TRUNCATE)")
    return other
  }

  @Test func `while another process holds the cache a delete waits, says why, and does nothing`()
    async throws
  {
    try await Fixture.use { fixture in
      try await fixture.browse { robot in
        let holder = try Connection(
          fixture.path, access: .readWrite, waitingAtMost: .seconds(5))
        try holder.script("BEGIN IMMEDIATE")
        try robot.press("d")
        try await robot.answer("Delete 1 entry?", with: "y")
        try robot.press("j")
        try await robot.wait(forCursorOn: "?page=2 ")
        try await robot.wait(for: "demo.sqlite is locked by another process.")
        try holder.script("ROLLBACK")
        try robot.press("k")
        try await robot.wait(forCursorOn: "?page=1 ")
        try robot.press("d")
        try await robot.answer("Delete 1 entry?", with: "y")
        try await robot.wait(for: "1,283 entries")
      }
    }
  }

  @Test func `an emptied cache takes every key, and its last entry comes back`() async throws {
    try await Fixture.use { fixture in
      try fixture.run("rm", "not v2/items", "--yes")
      try await fixture.browse(waitingFor: "1 entry ") { robot in
        try await robot.wait(forCursorOn: "v2/items")
        try robot.press("d")
        try await robot.answer("Delete 1 entry?", with: "y")
        try await robot.wait(for: "this cache is empty")
        try robot.press(
          "j", "k", "G", "g", "C-d", "NPage", "}", "Space", "*", "v", "2", "x", "r", "e")
        try robot.press("R", "W", "y", "=", "J", "5", "Enter", "d")
        try await robot.wait(for: "no entry")
        try robot.press("D")
        _ = try await robot.calmScreen()
        #expect(try !robot.screen().contains("┌─"))
        try robot.press("u")
        try await robot.wait(forCursorOn: "v2/items")
      }
    }
  }
}
