import FoundationEssentials
import Glibc
import LoopbackOrigin
import TestSupport
import Testing

/// `export`, and the same from the browser.
@Suite(.ownThreads, .serialized)
struct ExportingTests {
  private struct Archive: Decodable {
    struct Log: Decodable { var entries: [Entry] }
    struct Entry: Decodable {
      var request: Request
      var response: Response
    }
    struct Request: Decodable { var url: String }
    struct Response: Decodable { var content: Content }
    struct Content: Decodable {
      var size: Int
      var text, encoding: String?
    }
    var log: Log
  }

  private func export(
    _ form: String, _ fixture: Fixture, _ words: String...
  ) throws -> Larder.Outcome {
    try Larder.run(["export", form, Fixture.name] + words, in: fixture.directory)
  }

  private func mode(_ path: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
  }

  @Test func `an archive of everything has every body to the byte`() async throws {
    try await Fixture.use { fixture in
      let done = try export("har", fixture, "-o", "all.har")
      #expect(done.status == 3 && done.output.contains("1 left out"))
      let path = fixture.directory + "/all.har"
      #expect(try mode(path) == 0o600)
      let archive = try JSONDecoder().decode(
        Archive.self, from: Data(contentsOf: URL(filePath: path)))
      #expect(archive.log.entries.count == Shelf.count - 1)
      for (url, body) in [
        (Shelf.largeURL, Bodies.log), ("https://img.example.net/logo.png", Bodies.picture),
        (Shelf.usersURL, Bodies.users(1)),
      ] {
        let content = try #require(
          archive.log.entries.first { $0.request.url == url }?.response.content)
        #expect(content.size == body.count)
        let text = content.text ?? ""
        let bytes = content.encoding == "base64" ? Data(base64Encoded: text) : Data(text.utf8)
        #expect(bytes == body, "\(url)")
      }
    }
  }

  @Test func `an archive has the content of a body that was kept with its coding on`() async throws
  {
    let packed = "H4sIAL8WDWsC/6tWSq9SsiopKk3VUUpUsoo21DHSMY6tBQBSRWSLFwAAAA=="
    try await Fixture.use { fixture in
      let fields = [("Content-Type", "application/json"), ("Content-Encoding", "gzip")]
      let bytes = try #require(Data(base64Encoded: packed))
      let undone = fields + [("Content-Length", "70")]
      try await fixture.add([
        Recipe(url: "http://packed.example/good", age: 1, fields: fields, body: bytes),
        Recipe(url: "http://packed.example/torn", age: 1, fields: fields, body: bytes.dropLast(9)),
        // A packed file, whose own coding on the way is undone already.
        Recipe(url: "http://packed.example/undone", age: 1, fields: undone, body: bytes),
      ])
      let archive = try JSONDecoder().decode(
        Archive.self, from: Data(try export("har", fixture, "host:packed.example").bytes))
      let contents = archive.log.entries.map(\.response.content)
      #expect(contents.map(\.size) == [23, bytes.count - 9, bytes.count])
      #expect(contents[0].text == #"{"gz":true,"a":[1,2,3]}"# && contents[0].encoding == nil)
      #expect(contents[1].encoding == "base64")
      #expect(contents[2].encoding == "base64")
    }
  }

  @Test func `a body leaves without the coding that was kept on it, or it is told which one is on`()
    async throws
  {
    let packed = "H4sIAL8WDWsC/6tWSq9SsiopKk3VUUpUsoo21DHSMY6tBQBSRWSLFwAAAA=="
    try await Fixture.use { fixture in
      let fields = [("Content-Type", "application/json"), ("Content-Encoding", "gzip")]
      let bytes = try #require(Data(base64Encoded: packed))
      try await fixture.add([
        Recipe(url: "http://packed.example/good", age: 1, fields: fields, body: bytes),
        Recipe(url: "http://packed.example/torn", age: 1, fields: fields, body: bytes.dropLast(9)),
      ])
      let good = try export("body", fixture, "http://packed.example/good", "-o", "good.json")
      #expect(good.status == 0 && !good.output.contains("coded"))
      let written = try Data(contentsOf: URL(filePath: fixture.directory + "/good.json"))
      #expect(String(decoding: written, as: UTF8.self) == #"{"gz":true,"a":[1,2,3]}"#)
      let torn = try export("body", fixture, "http://packed.example/torn", "-o", "torn.json")
      #expect(torn.output.contains("1 entry, still coded: gzip"))
      #expect(
        try Data(contentsOf: URL(filePath: fixture.directory + "/torn.json")) == bytes.dropLast(9))
      let exact = ["show", Fixture.name, "http://packed.example/good", "--body"]
      #expect(try Larder.run(exact, in: fixture.directory).bytes == bytes)
    }
  }

  @Test func `each form is written to standard output, for the entries that match`() async throws {
    try await Fixture.use { fixture in
      let csv = try export("csv", fixture, "v1/search")
      #expect(csv.status == 0 && csv.output.split(separator: "\r\n").count == 10)
      let lines = try export("jsonl", fixture, "v1/search").lines
      #expect(lines.count == 9 && lines.allSatisfy { $0.contains("\"body\":") })
      let curl = try export("curl", fixture, Shelf.usersURL).lines
      #expect(curl.count == 1 && curl[0].hasPrefix("curl --globoff "))
      #expect(try export("body", fixture, Shelf.usersURL).bytes == Bodies.users(1))
      #expect(try export("har", fixture, "no-such-entry").status == 1)
      #expect(try export("body", fixture, "v1/search").status == 2)
    }
  }

  @Test func `a file that is there stays without a yes, and nothing half-written is left`()
    async throws
  {
    try await Fixture.use { fixture in
      let path = fixture.directory + "/o.csv"
      try Data("mine".utf8).write(to: URL(filePath: path))
      let refused = try export("csv", fixture, "-o", "o.csv")
      #expect(refused.status == 2 && refused.complaint.contains("--yes"))
      #expect(try Data(contentsOf: URL(filePath: path)) == Data("mine".utf8))
      #expect(try export("csv", fixture, "-o", "o.csv", "--yes").status == 0)
      #expect(try mode(path) == 0o600)
      #expect(try export("csv", fixture, "-o", "nowhere/o.csv").status == 3)
      #expect(try export("csv", fixture, "-o", "/dev/null", "--yes").status == 2)
      let names = try FileManager.default.contentsOfDirectory(atPath: fixture.directory)
      #expect(Set(names) == [Fixture.name, "o.csv"])
    }
  }

  @Test func `a link that is written to leads to the new file`() async throws {
    try await Fixture.use { fixture in
      let folder = fixture.directory
      try Data().write(to: URL(filePath: folder + "/real.csv"))
      #expect(symlink("real.csv", folder + "/link.csv") == 0)
      #expect(try export("csv", fixture, "-o", "link.csv", "--yes").status == 0)
      #expect(try Data(contentsOf: URL(filePath: folder + "/real.csv")).count > 1000)
      #expect(
        try FileManager.default.destinationOfSymbolicLink(atPath: folder + "/link.csv")
          == "real.csv")
    }
  }

  @Test func `secrets stay here unless asked for`() async throws {
    try await Fixture.use { fixture in
      try await fixture.add([
        Recipe(
          url: "https://secret.example/a?token=hush", age: 1,
          fields: [("Set-Cookie", "sid=hush"), ("Cache-Control", "max-age=60")],
          requestFields: [("X-API-Key", "hush"), ("Cookie", "sid=other")])
      ])
      for form in ["har", "jsonl", "csv", "curl"] {
        let safe = try export(form, fixture, "host:secret.example")
        #expect(safe.status == 0 && !safe.output.contains("hush"), "\(form)")
        #expect(safe.output.contains("token=REDACTED-1"))
        let whole = try export(form, fixture, "host:secret.example", "--secrets")
        #expect(whole.output.contains("hush"), "\(form)")
      }
      let more = try export("jsonl", fixture, "host:secret.example", "--redact", "Cache-Control")
      #expect(!more.output.contains("max-age=60"))
      let told = try export("har", fixture, "host:secret.example", "-o", "s.har")
      #expect(told.output == "1 entry, 3 values redacted  s.har\n")
    }
  }

  @Test(.enabled(if: TmuxRobot.isInstalled, TmuxRobot.notInstalled))
  func `marked entries make the same archive in the browser, which asks before it replaces one`()
    async throws
  {
    try await Fixture.use { fixture in
      let here = try export("har", fixture, "v1/search").bytes
      let path = fixture.directory + "/o.har"
      try await fixture.browse { robot in
        try await robot.filter("v1/search", until: "9/1,284")
        try robot.type("*")
        try await robot.wait(for: "9 marked")
        try await write(to: "o.har", robot)
        try await robot.wait(for: "9 entries")
        #expect(try Data(contentsOf: URL(filePath: path)) == here)
        #expect(try mode(path) == 0o600)
        try Data("other".utf8).write(to: URL(filePath: path))
        try await write(to: "o.har", robot)
        try await robot.answer("Replace the file?", with: "Enter")
        #expect(try Data(contentsOf: URL(filePath: path)) == Data("other".utf8))
        try await write(to: "o.har", robot)
        try await robot.answer("Replace the file?", with: "y")
        try await robot.wait(until: "the file is replaced") { _ in
          try Data(contentsOf: URL(filePath: path)) == here
        }
      }
    }
  }

  @Test(.enabled(if: TmuxRobot.isInstalled, TmuxRobot.notInstalled))
  func `three marked entries are written where one says, without their secrets`() async throws {
    try await Fixture.use { fixture in
      try await fixture.add(
        ["a", "b", "c"].map { name in
          Recipe(
            url: "https://secret.example/\(name)", age: 9,
            fields: [("Cache-Control", "max-age=6")]
              + (name == "a" ? [("Set-Cookie", "sid=hush")] : []),
            requestFields: name == "b" ? [("Authorization", "hush")] : [],
            body: Data("body \(name)".utf8))
        })
      let path = fixture.directory + "/o.har"
      try await fixture.browse(waitingFor: "1,287 entries") { robot in
        try await robot.filter("secret.example", until: "3/1,287")
        try robot.press("Space", "Space", "Space")
        try await robot.wait(for: "3 marked")
        try await write(to: path, robot)
        try await robot.wait(for: "3 entries, 2 values redacted  \(path)")
        let bytes = try Data(contentsOf: URL(filePath: path))
        #expect(bytes == (try export("har", fixture, "secret.example")).bytes)
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text.contains("\"version\": \"1.2\"") || text.contains("\"version\":\"1.2\""))
        #expect(text.contains("2026-03-01T09:59:5") && !text.contains("hush"))
        let archive = try JSONDecoder().decode(Archive.self, from: bytes)
        #expect(archive.log.entries.map(\.response.content.size) == [6, 6, 6])
        #expect(try mode(path) == 0o600)
        try await write(to: path, robot)
        try await robot.answer("Replace the file?", with: "n")
        try await robot.wait(for: "nothing was written: the file is as it was")
      }
    }
  }

  /// Writes to a file whose name takes the place of the proposed one.
  private func write(to name: String, _ robot: TmuxRobot) async throws {
    try robot.type("W")
    try await robot.wait(for: "HAR 1.2")
    _ = try await robot.calmScreen()
    try robot.type("h")
    try await robot.wait(for: "write har to>")
    try robot.type(name)
    try await robot.wait(for: "to> \(name)")
    try robot.press("Enter")
  }
}
