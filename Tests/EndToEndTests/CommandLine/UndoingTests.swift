import FoundationEssentials
import Glibc
import HTTPTypes
import LoopbackOrigin
import TestSupport
import Testing

/// `ttl`, `trash`, `restore`, `undo`, `redo` and `vacuum`.
@Suite(.ownThreads, .serialized)
struct UndoingTests {
  @Test func `what was deleted is in the trash and comes back, by name or number`() async throws {
    try await Fixture.use { fixture in
      #expect(try fixture.run("trash").status == 1)
      try fixture.run("rm", "v1/search", "--yes")
      let trash = try fixture.run("trash").lines
      #expect(
        trash.count == 9 && trash.allSatisfy { $0.hasPrefix("#") && $0.hasSuffix("(larder rm)") })
      let number = try #require(trash[0].split(separator: " ").first).description
      #expect(try fixture.run("restore", number, "--dry-run").lines == [trash[0]])
      #expect(try fixture.run("restore", number).lines.count == 1)
      #expect(try fixture.run("restore", "q=term", "--dry-run").lines.count == 8)
      #expect(try fixture.run("restore").status == 2)
      #expect(try fixture.run("restore", "--all").lines.count == 8)
      #expect(try fixture.run("ls").lines.count == Shelf.count)
      #expect(try fixture.run("restore", "--all").status == 1)
    }
  }

  @Test func `undo takes back, redo does again, and each tells its entries`() async throws {
    try await Fixture.use { fixture in
      #expect(try fixture.run("undo").status == 1)
      let deleted = try fixture.run("rm", "v1/search", "--yes").lines
      #expect(try fixture.run("undo", "--dry-run").output.contains("deleted 9 entries"))
      let undone = try fixture.run("undo")
      #expect(undone.status == 0 && undone.lines == deleted)
      #expect(undone.complaint.contains("undo: deleted 9 entries"))
      #expect(try fixture.run("ls").lines.count == Shelf.count)
      #expect(try fixture.run("redo").lines == deleted)
      #expect(try fixture.run("ls").lines.count == Shelf.count - 9)
      #expect(try fixture.run("redo").status == 1)
    }
  }

  @Test func `one undo takes back all that one revalidation changed`() async throws {
    try await Fixture.use { fixture in
      let urls = ["/changed", "/unvalidated"].map { fixture.origin.url + $0 }
      let before = try urls.map { try fixture.run("show", $0, "--body").bytes }
      let asked = try fixture.run("revalidate", "path:/changed or path:/unvalidated")
      #expect(asked.complaint.contains("changed:2"))
      #expect(try urls.map { try fixture.run("show", $0, "--body").bytes } != before)
      let undone = try fixture.run("undo")
      #expect(undone.complaint.contains("undo: changed 2 entries") && undone.lines.count == 2)
      #expect(try urls.map { try fixture.run("show", $0, "--body").bytes } == before)
      #expect(try fixture.run("undo").status == 1)
    }
  }

  @Test(.enabled(if: TmuxRobot.isInstalled, TmuxRobot.notInstalled))
  func `a revalidation that is interrupted shows each answer, and one undo takes them back`()
    async throws
  {
    try await Fixture.use { fixture in
      let filter = "path:/changed or path:/unvalidated or path:/slow"
      try await fixture.inTerminal(["revalidate", Fixture.name, filter]) { robot in
        try await robot.wait(until: "two answers are there") {
          $0.split(separator: "changed (200)", omittingEmptySubsequences: false).count == 3
        }
        try robot.signal(SIGINT)
        try await robot.wait(for: "cancelled:1")
        try await robot.wait(for: "ended with 130")
      }
      fixture.gate.open()
      #expect(try fixture.run("undo").complaint.contains("undo: changed 2 entries"))
    }
  }

  @Test func `undo passes by what came back entry by entry`() async throws {
    try await Fixture.use { fixture in
      try fixture.run("expire", Shelf.itemsURL, "--yes")
      try fixture.run("rm", Shelf.usersURL, "--yes")
      try fixture.run("restore", "--all")
      let undone = try fixture.run("undo")
      #expect(undone.lines == ["GET \(Shelf.itemsURL)"] && undone.complaint.contains("expired"))
    }
  }

  @Test(arguments: [
    ("1h", "2026-03-01T11:00:04Z"), ("2026-03-05", "2026-03-05T00:00:00Z"),
    ("+10m", "2026-03-01T10:06:02Z"),
  ])
  func `ttl sets when an entry expires`(time: String, expires: String) async throws {
    try await Fixture.use { fixture in
      let done = try fixture.run("ttl", time, Shelf.usersURL, "--yes")
      #expect(done.status == 0 && done.lines == ["GET \(Shelf.usersURL)"])
      let line: ReadingTests.Line = try fixture.run("show", Shelf.usersURL, "--json").json()
      #expect(line.expires == expires && line.rule == "manual")
    }
  }

  @Test func `ttl refuses what is no time, and a shift of many`() async throws {
    try await Fixture.use { fixture in
      let refused = try fixture.run("ttl", "banana", Shelf.usersURL, "--yes")
      #expect(refused.status == 2 && refused.complaint.contains("is no time"))
      #expect(try fixture.run("ttl", "+10m", "v1/search", "--yes").status == 2)
      #expect(try fixture.run("ttl", "1h", "v1/search").status == 2)
      #expect(try fixture.run("ttl", "1h", "v1/search", "--dry-run").lines.count == 9)
      #expect(try fixture.run("undo").status == 1)
    }
  }

  @Test func `emptying the trash needs a yes, and then nothing comes back`() async throws {
    try await Fixture.use { fixture in
      try fixture.run("rm", "v1/search", "--yes")
      #expect(try fixture.run("trash", "--empty").status == 2)
      #expect(try fixture.run("trash", "--empty", "--dry-run").lines.count == 9)
      #expect(try fixture.run("trash", "--empty", "--yes").output == "9 entries gone for good\n")
      #expect(try fixture.run("undo").status == 1)
      #expect(try fixture.run("vacuum", "--dry-run").output.hasPrefix("would free"))
      #expect(try fixture.run("vacuum").output.hasPrefix("freed"))
    }
  }

  @Test func `a plan of revalidation sends nothing and counts by host`() async throws {
    try await Fixture.use { fixture in
      let plan = try fixture.run(
        "revalidate", "host:127.0.0.1*", "--dry-run", "--delay", "0.5", "--stop-after", "3")
      #expect(plan.status == 0 && plan.lines.count == 6)
      #expect(plan.lines.filter { $0.hasPrefix("conditional  GET http://127.0.0.1") }.count == 5)
      #expect(plan.lines.contains { $0.hasPrefix("download ") && $0.hasSuffix("/unvalidated") })
      #expect(
        plan.complaint.contains(
          "6 requests: 4 at once, 2 per host, one each 500 ms per host, stops"))
      #expect(plan.complaint.contains("6 to 127.0.0.1"))
      #expect(fixture.origin.requests.isEmpty)
    }
  }

  @Test func `a plan announces a condition for successes alone`() async throws {
    try await Fixture.use { fixture in
      try await fixture.add([
        Recipe(
          url: "http://127.0.0.1:1/lost", status: .notFound, age: 60,
          fields: [("Cache-Control", "max-age=30"), ("ETag", "\"v1\"")])
      ])
      let plan = try fixture.run("revalidate", "host:127.0.0.1:1", "--dry-run")
      #expect(plan.output == "download 0  GET http://127.0.0.1:1/lost\n")
    }
  }

  @Test func `after too many errors no more is asked, and the tallies say so`() async throws {
    try await Fixture.use { fixture in
      try await fixture.add(
        (1...5).map { number in
          Recipe(
            url: "http://127.0.0.1:1/\(number)", age: 60,
            fields: [("Cache-Control", "max-age=30"), ("ETag", "\"v1\"")])
        })
      let run = try fixture.run(
        "revalidate", "host:127.0.0.1:1", "--concurrency", "1", "--stop-after", "2")
      #expect(run.status == 3 && run.lines.filter { $0.hasPrefix("network error") }.count == 2)
      #expect(run.complaint.contains("cancelled:3 err:2"))
    }
  }

  @Test func `bodies are compared as people read them, whatever coding and charset are on them`()
    async throws
  {
    let packed = [
      "H4sIAL8WDWsC/6tWSq9SsiopKk3VUUpUsoo21DHSMY6tBQBSRWSLFwAAAA==",
      "H4sIAAAAAAAAA6tWSlSyMqwFAK+sG1YHAAAA",
    ]
    try await Fixture.use { fixture in
      let json = [("Content-Type", "application/json"), ("Content-Encoding", "gzip")]
      let text = [("Content-Type", "text/plain; charset=Shift_JIS")]
      try await fixture.add([
        Recipe(
          url: "http://a.example/1", age: 9, fields: json,
          body: try #require(Data(base64Encoded: packed[0]))),
        Recipe(
          url: "http://a.example/2", age: 5, fields: json,
          body: try #require(Data(base64Encoded: packed[1]))),
        Recipe(
          url: "http://b.example/1", age: 9, fields: text, body: Data([0x93, 0xFA, 0x96, 0x7B])),
        Recipe(url: "http://b.example/2", age: 5, fields: text, body: Data([0x95, 0x5C])),
      ])
      let paths = try fixture.run("diff", "http://a.example/1", "http://a.example/2").output
      #expect(paths.contains("body      json, 2 paths changed") && paths.contains("- $.gz"))
      let lines = try fixture.run("diff", "http://b.example/1", "http://b.example/2").output
      #expect(lines.contains("  - 日本\n") && lines.contains("  + 表\n"))
    }
  }

  @Test func `an entry is compared with another, and with what it was`() async throws {
    try await Fixture.use { fixture in
      let changed = fixture.origin.url + "/changed"
      #expect(try fixture.run("diff", changed, "--previous").status == 1)
      try fixture.run("revalidate", "path:/changed")
      let difference = try fixture.run("diff", changed, "--previous")
      #expect(difference.status == 0)
      for part in [
        "  ~ cache-control    public, max-age=32         ->  public, max-age=300   (!)\n",
        "      ~ max-age                 32  ->  300\n", "  + x-served-by      edge-7\n",
        "  - x-debug          1\n", " body      json, 1 path changed",
        "  ~ $.items[0].name  \"Zoe\"  ->  \"Zoë\"\n",
      ] { #expect(difference.output.contains(part), "\(part) in \(difference.output)") }
      let json = try fixture.run("diff", changed, "--previous", "--json").output
      #expect(json.contains(#"{"path":"$.items[0].name","before":"\"Zoe\"","after":"\"Zoë\""}"#))
      let two = try fixture.run("diff", Shelf.usersURL, changed)
      #expect(two.status == 0 && two.output.contains("- before  GET \(Shelf.usersURL)"))
      #expect(try fixture.run("diff", changed).status == 2)
      #expect(try fixture.run("diff", changed, "http://nowhere.example/").status == 1)
    }
  }

  @Test func `ls has CSV and URLs for xargs, show the raw row, stats goes on`() async throws {
    try await Fixture.use { fixture in
      let csv = try fixture.run("ls", "v1/search", "--csv").output
      #expect(csv.split(separator: "\r\n").count == 10)
      let urls = try fixture.run("ls", "v1/search", "--urls0").bytes
      #expect(urls.split(separator: 0).count == 9 && urls.last == 0)
      #expect(try fixture.run("ls", "--csv", "--json").status == 2)
      #expect(try fixture.run("show", Shelf.usersURL, "--raw").output.contains("In the store"))
      let follow = try fixture.run(
        "stats", "--follow", "--json", "--count", "2", "--interval", "0.05")
      #expect(follow.lines.count == 2 && follow.lines[0].contains("\"lookups\":0"))
    }
  }
}
