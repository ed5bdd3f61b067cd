import FoundationEssentials
import SQLite
import TestSupport
import Testing

/// `key`, `convert` and `doctor`, and what the other commands find in a cache of requests-cache.
@Suite(.ownThreads, .serialized)
struct RequestsCacheCommandTests {
  private struct Key: Decodable {
    let key: String
    let url: String
    let found: Bool?
  }

  @Test func `key prints what Python's create_key has, and what was redacted`() async throws {
    try await Workspace.use { directory in
      let text = try Larder.run(
        ["key", "http://Example.com/a?b=2&api_key=x&a=1"], in: directory)
      #expect(text.status == 0 && text.output.contains("api_key (query)"))
      #expect(text.output.contains("http://example.com/a?a=1&api_key=REDACTED&b=2"))
      let keys = try [[], ["--serializer", "json"], ["--no-verify"], ["-X", "HEAD"]].map { more in
        let run = try Larder.run(["key", "http://example.com/a", "--json"] + more, in: directory)
        return try run.json(Key.self).key
      }
      #expect(Set(keys).count == 4 && keys.allSatisfy { $0.count == 16 })
    }
  }

  /// Makes a cache of pickles, a response of `http://a.test/` for each of the keys that a query gives.
  private func makeCache(_ path: String, keys: String) throws {
    let value =
      "80047d288c0375726c8c0e687474703a2f2f612e746573742f8c07726571756573747d8c066d6574686f64"
      + "8c0347455473" + "8c0b7374617475735f636f64654bc8752e"
    try Data().write(to: URL(filePath: path))
    try Connection(path, access: .readWrite, waitingAtMost: .zero).script(
      """
      CREATE TABLE responses (key TEXT PRIMARY KEY, value BLOB, expires INTEGER);
      CREATE TABLE redirects (key TEXT PRIMARY KEY, value BLOB, expires INTEGER);
      INSERT INTO responses SELECT key, x'\(value)', NULL FROM (\(keys));
      """)
  }

  /// More than one page of a list has.
  @Test func `undo names each of many entries`() async throws {
    try await Workspace.use { directory in
      try makeCache(
        directory + "/many.sqlite",
        keys: """
          SELECT printf('%016x', n) AS key FROM
          (WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c LIMIT 10100) SELECT n FROM c)
          """)
      for words in [["rm", "many.sqlite", "a.test", "--yes"], ["undo", "many.sqlite"]] {
        let result = try Larder.run(words, in: directory)
        #expect(result.status == 0 && result.lines.count == 10_100)
        #expect(Set(result.lines) == ["GET http://a.test/"])
      }
    }
  }

  @Test func `a key of somebody's own function names its entry`() async throws {
    try await Workspace.use { directory in
      try makeCache(
        directory + "/own.sqlite", keys: "SELECT 'my key' AS key UNION ALL SELECT 'my key 2'")
      let shown = try Larder.run(["show", "own.sqlite", "my key", "--json"], in: directory)
      #expect(shown.status == 0 && shown.output.contains("\"my key\""))
      #expect(try Larder.run(["explain", "own.sqlite", "my key"], in: directory).status == 0)
      let missing = try Larder.run(["show", "own.sqlite", "my"], in: directory)
      #expect(missing.status == 1 && missing.complaint.contains("has no entry my."))
      let removed = try Larder.run(
        ["rm", "own.sqlite", "key:\"my key\"", "--yes"], in: directory)
      #expect(removed.status == 0 && removed.lines.count == 1)
    }
  }

  @Test(arguments: [
    ["key", "example"], ["key", "http://a.com", "--serializer", "marshal"],
    ["key", "http://a.com", "--release", "9"], ["key", "http://a.com", "-H", "x"],
    ["key", "http://a.com", "--like", "demo.sqlite"], ["convert", "demo.sqlite"],
    ["convert", "demo.sqlite", "x", "--serializer", "marshal"],
    ["convert", "demo.sqlite", "demo.sqlite"],
    ["convert", "demo.sqlite", "x", "--filter", "size>lots"],
  ])
  func `wrong words end with a sentence`(words: [String]) async throws {
    try await Fixture.use { fixture in
      let result = try Larder.run(words, in: fixture.directory)
      #expect(result.status == 2 && !result.complaint.isEmpty && result.bytes.isEmpty)
    }
  }

  @Test func `a store becomes a cache of requests-cache, and all commands work on it`() async throws
  {
    try await Fixture.use { fixture in
      let converted = try fixture.run("convert", "python.sqlite", "--filter", "v2/items")
      #expect(converted.status == 0 && converted.output.hasSuffix(" in python.sqlite\n"))
      let run = { (words: [String]) in try Larder.run(words, in: fixture.directory) }
      let key = try run(["key", Shelf.itemsURL, "--like", "python.sqlite", "--json"])
      let known = try key.json(Key.self)
      #expect(key.status == 0 && known.found == true)
      let miss = try run(["key", Shelf.itemsURL + "?x=1", "--like", "python.sqlite"])
      #expect(miss.status == 1)
      #expect(miss.output.contains("The parameter x is 1, and not there in the cache."))
      for name in [known.key, Shelf.itemsURL] {
        let shown = try run(["show", "python.sqlite", name])
        #expect(shown.status == 0 && shown.lines.first == "GET \(Shelf.itemsURL)")
        #expect(try run(["ls", "python.sqlite", name]).lines.count == 1)
        #expect(try run(["explain", "python.sqlite", name]).status == 0)
      }
      #expect(try run(["expire", "python.sqlite", known.key, "--yes"]).status == 0)
      #expect(try run(["ls", "python.sqlite", "is:stale"]).lines.count == 1)
      #expect(try run(["rm", "python.sqlite", Shelf.itemsURL, "--yes"]).status == 0)
      #expect(try run(["ls", "python.sqlite"]).status == 1)
    }
  }

  @Test func `a conversion leaves what is there, and tells what it left behind`() async throws {
    try await Fixture.use { fixture in
      let all = try fixture.run("convert", "folder/", "--quiet", "--filter", "not chapter size<1M")
      #expect(all.status == 3 && all.complaint.contains("can't be decoded"))
      let refused = try fixture.run("convert", "folder")
      #expect(refused.status == 2 && refused.complaint.contains("--append"))
      let back = try Larder.run(
        ["convert", "folder", "back.sqlite", "--json"], in: fixture.directory)
      struct Report: Decodable { let entries: Int }
      let count = try back.json(Report.self).entries
      #expect(try Larder.run(["ls", "back.sqlite"], in: fixture.directory).lines.count == count)
      #expect(count > 200)
      let body = try Larder.run(
        ["show", "back.sqlite", Shelf.itemsURL, "--body"], in: fixture.directory)
      #expect(try body.bytes == fixture.run("show", Shelf.itemsURL, "--body").bytes)
    }
  }

  @Test func `doctor names entries in lines that people read, as JSON whole`() async throws {
    try await Fixture.use { fixture in
      let tail = String(repeating: "x", count: 5000)
      try await fixture.add(
        (1...2).map { number in
          Recipe(
            url: "https://example.com/same/\(number)\(tail)", age: 60,
            fields: [("Cache-Control", "max-age=600")], body: Data("same".utf8))
        })
      try fixture.run("convert", "long.sqlite", "--filter", "path:/same/*")
      let lines = try Larder.run(["doctor", "long.sqlite"], in: fixture.directory).lines
      #expect(lines.contains { $0.contains("stored more than once") })
      #expect(lines.contains { $0.contains("https://example.com/same/") && $0.contains("…") })
      #expect(lines.allSatisfy { $0.count < 250 })
      let json = try Larder.run(["doctor", "long.sqlite", "--json"], in: fixture.directory)
      #expect(json.output.contains(tail))
    }
  }

  @Test func `doctor tells, and fixes what it may`() async throws {
    try await Fixture.use { fixture in
      let told = try fixture.run("doctor")
      #expect(told.status == 3 && told.output.contains("1 value can't be decoded"))
      let refused = try fixture.run("doctor", "--fix")
      #expect(refused.status == 2 && refused.complaint.contains("--yes"))
      #expect(
        try fixture.run("doctor", "--fix", "--dry-run").output.contains("would delete 1 value"))
      #expect(try fixture.run("ls", "is:corrupt").lines.count == 1)
      #expect(try fixture.run("doctor", "--fix", "--yes").status == 0)
      #expect(try fixture.run("doctor").status == 0)
      #expect(try fixture.run("ls", "is:corrupt").status == 1)
    }
  }

  @Test func `what can't be decoded is shown with its key, size and reason`() async throws {
    try await Fixture.use { fixture in
      try fixture.run("convert", "python.sqlite", "--filter", "v2/items")
      let connection = try Connection(
        fixture.directory + "/python.sqlite", access: .readWrite, waitingAtMost: .seconds(5))
      try connection.script("UPDATE responses SET value = substr(value, 1, 40)")
      let key = try #require(try connection.text("SELECT key FROM responses"))
      let shown = try Larder.run(["show", "python.sqlite", key], in: fixture.directory)
      #expect(shown.status == 3 && shown.output.contains(key))
      #expect(shown.output.contains("cut off") && shown.output.contains("40 bytes"))
      let explained = try Larder.run(["explain", "python.sqlite", key], in: fixture.directory)
      #expect(explained.status == 3 && explained.complaint.contains("cut off"))
      struct Report: Decodable { let healthy: Bool }
      let report = try Larder.run(["doctor", "python.sqlite", "--json"], in: fixture.directory)
      #expect(try report.json(Report.self).healthy == false && report.status == 3)
      #expect(
        try Larder.run(["doctor", "python.sqlite", "--fix", "--yes"], in: fixture.directory).status
          == 0)
      #expect(try connection.integer("SELECT count(*) FROM responses") == 0)
    }
  }
}
