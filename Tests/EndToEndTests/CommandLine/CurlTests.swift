import BrowserUI
import CacheStore
import FoundationEssentials
import HTTPCaching
import HTTPTypes
import LoopbackOrigin
import TestSupport
import Testing

/// The curl commands as a real shell reads them: a function in curl's place tells what it was called with.
@Suite(.ownThreads, .serialized)
struct CurlTests {
  private static let url = "https://x.example/a?b=c"

  private func entry(
    url: String = url, method: String = "GET", fields: [(String, String)] = [], body: Data? = nil
  ) -> CacheEntry {
    var request = HTTPRequest(method: .get, scheme: "https", authority: "x.example", path: "/a")
    for (name, value) in fields {
      guard let name = HTTPField.Name(name) else { continue }
      request.headerFields.append(HTTPField(name: name, lenientValue: Array(value.utf8)))
    }
    let now = Moment.now
    return CacheEntry(
      summary: EntrySummary(
        reference: EntryReference(id: EntryID("1"), version: 1), key: "00", method: method,
        url: url, status: 200, size: 0, stored: now, generated: now, created: now,
        timeline: FreshnessTimeline(freshUntil: nil, rule: .none)),
      stored: StoredResponse(
        request: request, response: HTTPResponse(status: .ok), requestTime: now, responseTime: now),
      keyParts: CacheKeyParts(method: method, url: url), body: BodyReference(handle: 1, size: 0),
      requestBody: body)
  }

  /// The arguments and the standard input that the command gives to curl.
  private func called(_ entry: CacheEntry) async throws -> (words: [String], input: Data) {
    var redaction = Redaction(isOn: false)
    let command = CurlCommand(entry).text(&redaction)
    var words: [String] = []
    var input = Data()
    try await Workspace.use { folder in
      let fake = """
        curl() {
          for word in "$@"; do printf '%s\\0' "$word"; done > '\(folder)/words'
          for word in "$@"; do test "$word" = @- && cat > '\(folder)/input'; done
          return 0
        }

        """
      let result = try ChildProcess.run(
        "/bin/sh", ["-c", "cd \"$0\" || exit 1\n\(fake)\(command)", folder],
        environment: ["PATH": "/usr/bin:/bin"])
      #expect(result.status == 0 && result.output.isEmpty, "\(command)\n\(result.output)")
      let list = try Data(contentsOf: URL(filePath: folder + "/words"))
      words = list.split(separator: 0, omittingEmptySubsequences: false).dropLast()
        .map { String(decoding: $0, as: UTF8.self) }
      input = (try? Data(contentsOf: URL(filePath: folder + "/input"))) ?? Data()
      let names = try FileManager.default.contentsOfDirectory(atPath: folder)
      #expect(Set(names).isSubset(of: ["words", "input"]), "\(names)")
    }
    return (words, input)
  }

  @Test(arguments: [
    "'", "''", "\\'", "'; touch pwned; '", "$(touch pwned)", "`touch pwned`", "\"$HOME\"",
    "-o pwned",
    "--config", "@file", "{a,b}[1-9]", "#", "!!", "%s%n", "*", "~", "é 寿司 🐟", "\\",
    "&& touch pwned",
    "a\nb", "> pwned",
  ])
  func `each word comes through as it is, whatever is in it`(text: String) async throws {
    let oneLine = text.replacing("\n", with: " ")
    let entry = entry(
      url: Self.url + text, method: text, fields: [("X-Test", "v" + text), ("X-Empty", "")])
    let words = try await called(entry).words
    #expect(
      words == [
        "--globoff", "--request", oneLine, "--header", "X-Test: v" + oneLine, "--header",
        "X-Empty;", "--url", Self.url + oneLine,
      ])
  }

  @Test(arguments: ["q=1", "@/etc/passwd", "{\"a\":'b'}", "é"])
  func `content that shows whole is a word, and never the name of a file`(text: String) async throws
  {
    let words = try await called(entry(method: "POST", body: Data(text.utf8))).words
    #expect(
      words == ["--globoff", "--request", "POST", "--data-raw", text, "--url", Self.url])
  }

  @Test(arguments: [
    Data([0, 1, 255, 37, 39, 92, 10]), Data("two\nlines\n".utf8), Data("\u{1B}[31m".utf8),
    Data("%d%s'".utf8) + [0],
  ])
  func `other content comes through a pipe to the byte`(body: Data) async throws {
    let found = try await called(entry(method: "PUT", body: body))
    #expect(found.words.contains("--data-binary") && found.words.contains("@-"))
    #expect(found.input == body)
  }

  @Test func `curl itself sends what the command says`() async throws {
    guard let curl = ChildProcess.find("curl") else { return }
    try await Fixture.use { fixture in
      var redaction = Redaction(isOn: false)
      let entry = entry(
        url: fixture.origin.url + "/other?x=[1-3]", method: "POST",
        fields: [("X-Test", "it's @me")], body: Data("a=b".utf8))
      let command = CurlCommand(entry).text(&redaction).replacing("curl ", with: "\(curl) -s ")
      let result = try ChildProcess.run("/bin/sh", ["-c", command], environment: ["PATH": "/bin"])
      #expect(result.status == 0 && result.output == "fetched\n")
      let request = try #require(fixture.origin.requests.last)
      #expect(request.method == "POST" && request.target == "/other?x=[1-3]")
      #expect(request.value("X-Test") == "it's @me")
    }
  }
}
