import FoundationEssentials
import LoopbackOrigin
import SQLite
import TestSupport
import Testing

/// What commands do with a cache of `safe_pickle`, with its secret and without.
@Suite(.ownThreads, .serialized)
struct SecretTests {
  private static let secret = "s3cret of the tests"
  private static let inEnvironment = Larder.frozen.merging(["LARDER_SECRET": secret]) { $1 }

  /// A signed cache of some entries, with its secret in a file beside it.
  private func use(_ body: (Fixture) async throws -> Void) async throws {
    try await Fixture.use { fixture in
      try Data((Self.secret + "\n").utf8).write(
        to: URL(filePath: fixture.directory + "/secret"))
      try Data("another".utf8).write(to: URL(filePath: fixture.directory + "/other"))
      let made = try fixture.run(
        "convert", "signed.sqlite", "--serializer", "safe_pickle", "--secret-file", "secret",
        "--filter", "v2/items")
      #expect(made.status == 0, "\(made.complaint)")
      try await body(fixture)
    }
  }

  private func run(
    _ fixture: Fixture, _ words: String..., environment: [String: String] = Larder.frozen
  ) throws -> Larder.Outcome {
    try Larder.run(words, in: fixture.directory, environment: environment)
  }

  private func value(_ fixture: Fixture) throws -> String? {
    try Connection(
      fixture.directory + "/signed.sqlite", access: .readOnly, waitingAtMost: .seconds(5)
    ).text("SELECT quote(value) FROM responses")
  }

  @Test func `without the secret a change is refused with the option it takes`() async throws {
    try await use { fixture in
      let before = try value(fixture)
      for words in [["expire"], ["revalidate"]] {
        let done = try Larder.run(
          words + ["signed.sqlite", Shelf.itemsURL, "--yes"], in: fixture.directory)
        #expect([3, 4].contains(done.status), "\(words) \(done.status)")
        #expect(done.complaint.contains("--secret-file"))
      }
      #expect(try value(fixture) == before)
      #expect(try run(fixture, "show", "signed.sqlite", Shelf.itemsURL).status == 0)
      #expect(try run(fixture, "doctor", "signed.sqlite").status == 0)
    }
  }

  @Test func `with the secret in a file or the environment it is made`() async throws {
    try await use { fixture in
      let before = try value(fixture)
      let expired = try run(
        fixture, "expire", "signed.sqlite", Shelf.itemsURL, "--yes", "--secret-file", "secret")
      #expect(expired.status == 0 && expired.complaint.isEmpty)
      #expect(try value(fixture) != before)
      let again = try run(
        fixture, "expire", "signed.sqlite", "v2/items", "--yes", environment: Self.inEnvironment)
      #expect(again.status == 0)
      let stale = try run(
        fixture, "ls", "signed.sqlite", "is:stale", environment: Self.inEnvironment)
      #expect(stale.lines.count == 1)
    }
  }

  @Test func `with another secret nothing is changed, and nothing is taken for damage`()
    async throws
  {
    try await use { fixture in
      let before = try value(fixture)
      let other = ["signed.sqlite", "--secret-file", "other"]
      let run = { (words: [String]) in
        try Larder.run(words, in: fixture.directory, environment: Self.inEnvironment)
      }
      let key = try #require(
        try run(["ls", "signed.sqlite", "--json"]).jsonLines(ReadingTests.Line.self).first
      ).key
      let expired = try run(["expire"] + other + [key, "--yes"])
      #expect(expired.status == 3 && expired.complaint.contains("--secret-file"))
      let shown = try run(["show"] + other + [key])
      #expect(shown.status == 3 && shown.output.contains("signature of another secret"))
      let body = try run(["show"] + other + [key, "--body"])
      #expect(body.status == 3 && body.complaint.contains("--secret-file"))
      #expect(!body.complaint.contains("larder rm"))
      #expect(try run(["doctor"] + other + ["--fix", "--yes"]).status == 0)
      let got = try run(
        ["get", fixture.origin.url + "/changed", "--store"] + other + ["--verbose"])
      #expect(got.status == 0 && got.output == OriginScript.newBody)
      #expect(got.complaint.contains("signed none of the newest values"))
      #expect(try value(fixture) == before)
    }
  }

  @Test func `a session stores what it signs`() async throws {
    try await use { fixture in
      let words = [
        "get", fixture.origin.url + "/changed", "--store", "signed.sqlite", "--verbose",
      ]
      let refused = try Larder.run(words, in: fixture.directory)
      #expect(refused.status == 0 && refused.complaint.contains("--secret-file"))
      for word in ["stored", "hit"] {
        let got = try Larder.run(
          words + ["--secret-file", "secret"], in: fixture.directory)
        #expect(got.status == 0 && got.complaint.contains(word), "\(got.complaint)")
      }
      #expect(fixture.origin.log.state.requestCount == 2)
    }
  }

  @Test func `a conversion without a secret, or from a file without one, makes nothing`()
    async throws
  {
    try await Fixture.use { fixture in
      try Data("\n".utf8).write(to: URL(filePath: fixture.directory + "/empty"))
      for words in [[], ["--secret-file", "empty"], ["--secret-file", "nowhere"]] {
        let result = try Larder.run(
          ["convert", Fixture.name, "new.sqlite", "--serializer", "safe_pickle"] + words,
          in: fixture.directory)
        #expect(result.status == 2 && result.complaint.contains("secret"))
        #expect(!FileManager.default.fileExists(atPath: fixture.directory + "/new.sqlite"))
      }
    }
  }
}
