import FoundationEssentials
import LoopbackOrigin
import TestSupport
import Testing

/// `rm`, `expire`, `revalidate` and `get`.
@Suite(.ownThreads, .serialized)
struct ChangingTests {
  @Test func `rm needs a yes, tells what went, and the trash has it`() async throws {
    try await Fixture.use { fixture in
      let refused = try fixture.run("rm", "v1/search")
      #expect(refused.status == 2 && refused.complaint.contains("--yes"))
      let planned = try fixture.run("rm", "v1/search", "--dry-run")
      #expect(planned.status == 0 && planned.lines.count == 9)
      #expect(try fixture.run("ls").lines.count == Shelf.count)
      let done = try fixture.run("rm", "v1/search", "--yes")
      #expect(done.status == 0 && done.lines.sorted() == planned.lines.sorted())
      #expect(try fixture.run("ls").lines.count == Shelf.count - 9)
      #expect(try fixture.run("rm", "v1/search", "--yes").status == 1)
    }
  }

  @Test func `rm takes a damaged entry away too`() async throws {
    try await Fixture.use { fixture in
      let done = try fixture.run("rm", "is:corrupt", "--yes")
      #expect(done.status == 0)
      #expect(try fixture.run("ls", "is:corrupt").status == 1)
    }
  }

  @Test func `expire makes stale what was fresh`() async throws {
    try await Fixture.use { fixture in
      let done = try fixture.run("expire", Shelf.itemsURL, "--yes")
      #expect(done.status == 0)
      #expect(try fixture.run("ls", "v2/items", "is:stale", "why:manual").lines.count == 1)
    }
  }

  @Test func `expire says what it had to leave alone`() async throws {
    try await Fixture.use { fixture in
      let result = try fixture.run("expire", "is:corrupt", "--yes")
      #expect(result.status == 3 && result.complaint.contains("left alone"))
    }
  }

  @Test func `revalidate asks each origin, and fails if one of them does`() async throws {
    try await Fixture.use { fixture in
      fixture.gate.open()
      let result = try fixture.run("revalidate", "host:127.0.0.1*")
      #expect(result.status == 3)
      let words = Dictionary(
        result.lines.map { line in
          let parts = line.split(separator: "  ")
          return (String(parts[1].split(separator: "/").last ?? ""), String(parts[0]))
        }, uniquingKeysWith: { $1 })
      #expect(words["same"] == "not modified (304)" && words["slow"] == "not modified (304)")
      #expect(words["changed"] == "changed (200)" && words["unvalidated"] == "changed (200)")
      #expect(words["failing"] == "error 500 (kept)")
      #expect(words["closing"]?.hasPrefix("network error (kept)") == true)
      #expect(fixture.origin.requests.contains { $0.value("If-None-Match") == "\"v1\"" })
      #expect(try fixture.run("revalidate", "path:/same").status == 0)
    }
  }

  @Test func `get fetches once and then answers from the cache`() async throws {
    try await Fixture.use { fixture in
      let words = ["get", fixture.origin.url + "/changed", "--store", "new.sqlite", "--verbose"]
      let first = try Larder.run(words, in: fixture.directory)
      #expect(first.status == 0 && first.output == OriginScript.newBody)
      #expect(first.complaint.contains("fwd=uri-miss"))
      let second = try Larder.run(words, in: fixture.directory)
      #expect(second.status == 0 && second.bytes == first.bytes)
      #expect(second.complaint.contains("hit"))
      #expect(fixture.origin.log.state.requestCount == 1)
      let mode = try FileManager.default.attributesOfItem(
        atPath: fixture.directory + "/new.sqlite")[.posixPermissions]
      #expect(mode as? Int == 0o600)
    }
  }

  @Test
  func `get sends its data also where the answer goes to a file, with the method that was said`()
    async throws
  {
    try await Fixture.use { fixture in
      for words in [["-o", "answer"], ["-X", "GET"], ["-X", "put", "-o", "answer"]] {
        let result = try Larder.run(
          ["get", fixture.origin.url + "/other", "--store", "new.sqlite", "-d", "some"] + words,
          in: fixture.directory)
        #expect(result.status == 0)
      }
      let sent = fixture.origin.requests.map {
        "\($0.method) \(String(decoding: $0.body, as: UTF8.self))"
      }
      #expect(sent == ["POST some", "GET some", "PUT some"])
    }
  }

  @Test func `get tells when no origin answers`() async throws {
    try await Fixture.use { fixture in
      let result = try Larder.run(
        ["get", fixture.origin.url + "/closing", "--store", "new.sqlite"], in: fixture.directory)
      #expect(result.status == 3 && result.output.isEmpty)
      #expect(result.complaint.hasPrefix("larder: \(fixture.origin.url)/closing: "))
      let offline = try Larder.run(
        ["get", fixture.origin.url + "/other", "--store", "new.sqlite", "--only-if-cached", "-i"],
        in: fixture.directory)
      #expect(offline.output.hasPrefix("504"))
    }
  }
}
