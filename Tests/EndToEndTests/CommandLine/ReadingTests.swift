import FoundationEssentials
import TestSupport
import Testing

/// `ls`, `show`, `explain` and `stats`: what they print and how they end.
@Suite(.ownThreads, .serialized)
struct ReadingTests {
  /// The members of a line of `ls --json` that are promised.
  struct Line: Decodable {
    let key: String
    let method: String
    let url: String
    let status: Int
    let size: Int
    let type: String
    let stored: String
    let expires: String?
    let state: String
    let rule: String
  }

  @Test func `ls prints an entry a line, and without a terminal larder alone does the same`()
    async throws
  {
    try await Fixture.use { fixture in
      let list = try fixture.run("ls")
      #expect(list.status == 0 && list.complaint.isEmpty)
      #expect(list.lines.count == Shelf.count)
      #expect(list.lines[0].hasPrefix("S GET") && list.lines[0].hasSuffix("/v1/users?page=1"))
      let plain = try Larder.run([Fixture.name], in: fixture.directory)
      #expect(plain.status == 0 && plain.bytes == list.bytes)
    }
  }

  @Test(arguments: ["-is:stale", "-type:html", "-host:docs.example.org", "-size>10k or is:stale"])
  func `a term with a minus is no option`(filter: String) async throws {
    try await Fixture.use { fixture in
      let found = try fixture.run("ls", filter)
      let wanted = try fixture.run("ls", "not " + filter.dropFirst())
      #expect(found.status == 0 && found.complaint.isEmpty)
      #expect(found.bytes == wanted.bytes && found.lines.count < Shelf.count)
      #expect(try fixture.run("ls", "--sort", "-size", filter).status == 0)
      #expect(try fixture.run("ls", "-size").status == 2)
    }
  }

  @Test func `ls --json has a line of facts for each entry`() async throws {
    try await Fixture.use { fixture in
      let lines: [Line] = try fixture.run("ls", "--json").jsonLines()
      #expect(lines.count == Shelf.count)
      let states = Dictionary(grouping: lines, by: \.state).mapValues(\.count)
      #expect((states["stale"] ?? 0) + (states["swr"] ?? 0) == Shelf.staleCount)
      #expect(states["corrupt"] == 1 && states["validate"] == 1 && states["never"] == 3)
      let users = try #require(lines.first { $0.url == Shelf.usersURL })
      #expect(users.method == "GET" && users.status == 200 && users.type == "application/json")
      #expect(users.size == Bodies.users(1).count && users.rule == "max-age")
      #expect(users.stored == "2026-03-01T09:46:02Z" && users.expires == "2026-03-01T09:56:02Z")
      #expect(lines.filter { $0.expires == nil }.map(\.url).contains("https://example.org/"))
      #expect(Set(lines.map(\.key)).count == Shelf.count - 2)
    }
  }

  @Test func `ls sorts and stops where it is told to`() async throws {
    try await Fixture.use { fixture in
      let largest = try fixture.run("ls", "--sort", "-size", "--limit", "2").lines
      try #require(largest.count == 2)
      #expect(largest[0].hasSuffix(Shelf.largeURL) && largest[1].hasSuffix("app.3f9c.js"))
    }
  }

  @Test func `show writes heads for people, JSON for programs, and exactly the body`() async throws
  {
    try await Fixture.use { fixture in
      let heads = try fixture.run("show", Shelf.usersURL)
      #expect(heads.lines.first == "GET \(Shelf.usersURL)")
      #expect(heads.output.contains("> Accept-Encoding: gzip, br"))
      #expect(heads.output.contains("Cache-Control: public, max-age=600"))
      let line: Line = try fixture.run("show", Shelf.usersURL, "--json").json()
      #expect(line.url == Shelf.usersURL)
      for (url, body) in [
        (Shelf.largeURL, Bodies.log), ("https://img.example.net/logo.png", Bodies.picture),
        (Shelf.usersURL, Bodies.users(1)),
      ] {
        let shown = try fixture.run("show", url, "--body").bytes
        #expect(shown == body, "\(url): \(shown.count) bytes")
      }
      let byKey = try fixture.run("show", String(line.key.prefix(12)), "--body").bytes
      #expect(byKey == Bodies.users(1))
    }
  }

  @Test func `explain tells people the same as the browser`() async throws {
    try await Fixture.use { fixture in
      let text = try fixture.run("explain", Shelf.usersURL).output
      for part in ["STALE for 4m 02s", "842 s = max(0,0+0.1) + 841.9", "WINS"] {
        #expect(text.contains(part))
      }
    }
  }

  @Test func `stats adds up`() async throws {
    struct Facts: Decodable {
      let entries, fresh, never, stale, swr, validate, corrupt, lookups: Int
    }
    try await Fixture.use { fixture in
      let facts: Facts = try fixture.run("stats", "--json").json()
      #expect(facts.entries == Shelf.count && facts.stale + facts.swr == Shelf.staleCount)
      let states = [
        facts.fresh, facts.never, facts.stale, facts.swr, facts.validate, facts.corrupt,
      ]
      #expect(states.reduce(0, +) == facts.entries)
      #expect(try fixture.run("stats").output.contains("1284"))
    }
  }

  @Test func `reading leaves the file and its folder as they were`() async throws {
    try await Fixture.use { fixture in
      let before = try Data(contentsOf: URL(filePath: fixture.path))
      for words in [["ls"], ["show", Shelf.usersURL], ["explain", Shelf.usersURL], ["stats"]] {
        try Larder.run([words[0], Fixture.name] + words.dropFirst(), in: fixture.directory)
      }
      #expect(try Data(contentsOf: URL(filePath: fixture.path)) == before)
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: fixture.directory) == [Fixture.name])
    }
  }
}
