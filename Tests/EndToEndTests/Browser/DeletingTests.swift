import TestSupport
import Testing

@Suite(.ownThreads, .serialized, .enabled(if: TmuxRobot.isInstalled, TmuxRobot.notInstalled))
struct DeletingTests {
  @Test func `deleting asks, Enter alone cancels, y deletes, and the cursor goes on`() async throws
  {
    try await Fixture.use { fixture in
      try await fixture.browse { robot in
        try robot.press("d")
        try await robot.wait(for: "Delete 1 entry?")
        try await robot.wait(for: "u restores")
        try await robot.answer("Delete 1 entry?", with: "Enter")
        try await robot.wait(for: "1,284 entries")
        try robot.press("d")
        try await robot.answer("Delete 1 entry?", with: "y")
        try await robot.wait(for: "moved 1 entry to trash")
        try await robot.wait(for: "u undo")
        try await robot.wait(for: "1,283 entries")
        try await robot.wait(forCursorOn: "?page=2 ")
      }
    }
  }

  @Test func `the key that opened a dialog can't confirm it`() async throws {
    try await Fixture.use { fixture in
      try await fixture.browse { robot in
        try robot.type("ddd")
        try await robot.answer("Delete 1 entry?", with: "Escape")
        try robot.type("dy")
        try await robot.answer("Delete 1 entry?", with: "Escape")
        try await robot.wait(for: "1,284 entries")
      }
      #expect(try fixture.run("ls").lines.count == Shelf.count)
    }
  }

  @Test func `undo and redo, also after a restart, bring back the same bytes`() async throws {
    try await Fixture.use { fixture in
      let body = try fixture.run("show", Shelf.usersURL, "--body").bytes
      try await fixture.browse { robot in
        try await deleteFocused(robot)
        try await robot.wait(for: "1,283 entries")
        try robot.press("u")
        try await robot.wait(for: "undone: 1 entry")
        try await robot.wait(for: "1,284 entries")
        try await robot.wait(forCursorOn: "?page=1 ")
        try robot.press("C-r")
        try await robot.wait(for: "done again: 1 entry")
        try await robot.wait(for: "1,283 entries")
        try robot.press("u")
        try await robot.wait(for: "1,284 entries")
        try await robot.wait(forCursorOn: "?page=1 ")
        #expect(try fixture.run("show", Shelf.usersURL, "--body").bytes == body)
        try await robot.quit()
      }
      try await fixture.browse { robot in
        try await deleteFocused(robot)
        try await robot.wait(for: "1,283 entries")
        try await robot.quit()
      }
      #expect(try fixture.run("show", Shelf.usersURL).status == 1)
      try await fixture.browse(waitingFor: "1,283 entries") { robot in
        try await robot.wait(for: "undo: deleted 1 entry")
        try robot.press("u")
        try await robot.wait(for: "1,284 entries")
      }
      #expect(try fixture.run("show", Shelf.usersURL, "--body").bytes == body)
    }
  }

  private func deleteFocused(_ robot: TmuxRobot) async throws {
    try robot.press("d")
    try await robot.answer("Delete 1 entry?", with: "y")
  }

  @Test func `deleting all that a filter shows takes the number typed`() async throws {
    try await Fixture.use { fixture in
      try await fixture.browse { robot in
        try await robot.filter("is:stale", until: "216/1,284")
        try robot.type(":delete @shown")
        try await robot.wait(for: ":delete @shown")
        try robot.press("Enter")
        try await robot.wait(for: "Delete 216 entries?")
        for text in [
          "216 entries, 2.4 MB", "216 stale, none still fresh", "api.example.com  ", "210",
        ] {
          try await robot.wait(for: text)
        }
        _ = try await robot.calmScreen()
        try robot.press("p")
        try await robot.wait(for: "Selection  216 entries")
        try await robot.wait(forCursorOn: "*S GET  200 api.example.com/v1/users?page=1 ")
        try robot.press("G")
        try await robot.wait(forCursorOn: "/unvalidated")
        try robot.press("q")
        try await robot.wait(for: "Type 216 to confirm")
        try robot.type("21")
        try robot.press("Enter")
        try await robot.wait(for: "not that number: type 216")
        try robot.type("216")
        try robot.press("Enter")
        try await robot.wait(for: "moved 216 entries to trash")
        try await robot.wait(until: "its progress was shown") { _ in
          String(decoding: try robot.rawOutput(), as: UTF8.self).contains("deleting 216 entries")
        }
        try await robot.wait(for: "0/1,068")
        try await robot.wait(for: "nothing matches the filter")
      }
    }
  }

  @Test func `the trash tells what went, when and why, and gives single entries back`()
    async throws
  {
    try await Fixture.use { fixture in
      try fixture.run("rm", "v1/search", "--yes")
      try await fixture.browse(waitingFor: "1,275 entries") { robot in
        try robot.press("T")
        try await robot.wait(for: "Trash  9 entries")
        try await robot.wait(for: "larder rm")
        try await robot.wait(forCursorOn: "0s ago      11 GET  api.example.com/v1/search?q=term9")
        try robot.press("Enter")
        try await robot.wait(for: "Trash  8 entries")
        try robot.press("q")
        try await robot.wait(for: "1,276 entries")
      }
    }
  }

  @Test func `emptying the trash takes its number, and then there is nothing to undo`()
    async throws
  {
    try await Fixture.use { fixture in
      try fixture.run("rm", "v1/search", "--yes")
      try await fixture.browse(waitingFor: "1,275 entries") { robot in
        try robot.press("T")
        try await robot.wait(for: "Trash  9 entries")
        // One comes back, as the delete that is then left can't be undone either.
        try robot.press("Enter")
        try await robot.wait(for: "Trash  8 entries")
        try robot.press("q")
        try await robot.wait(for: "1,276 entries")
        try robot.press("T")
        try await robot.wait(for: "Trash  8 entries")
        try robot.type(":empty-trash\r")
        try await robot.answer("Empty the trash of 8 entries?", with: "n")
        try await robot.wait(for: "Trash  8 entries")
        try robot.type(":empty-trash\r")
        try await robot.wait(for: "Empty the trash of 8 entries?")
        _ = try await robot.calmScreen()
        try robot.type("8\r")
        try await robot.wait(for: "Trash  0 entries")
        try await robot.wait(for: "trash emptied: 8 entries gone for good")
        try robot.press("u")
        try await robot.wait(for: "nothing to undo")
        try robot.press("q")
        try await robot.wait(for: "EXPIRES")
      }
      #expect(try fixture.run("ls").lines.count == Shelf.count - 8)
    }
  }
}
