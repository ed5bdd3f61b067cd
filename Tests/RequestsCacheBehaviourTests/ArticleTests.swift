import FoundationEssentials
import Glibc
import Larder
import Testing

/// The article about sharing a cache says what the tests know. `LARDER_RECORD=1` writes its list.
@Suite struct ArticleTests {
  @Test func `the article lists the deliberate differences`() throws {
    let text = try Article.text()
    let start = try #require(text.firstRange(of: Article.listBegins + "\n"))
    let end = try #require(text.firstRange(of: Article.listEnds))
    if getenv("LARDER_RECORD") != nil {
      let whole = text[..<start.upperBound] + Article.list + text[end.lowerBound...]
      try Data(whole.utf8).write(to: Article.file)
    } else {
      #expect(String(text[start.upperBound..<end.lowerBound]) == Article.list)
    }
  }

  @Test func `the article's example compiles`() throws {
    let lines = try Article.example()
    #expect(lines.count >= 8)
    #expect(try Article.text().contains("```swift\nimport Larder\n\n\(lines)```\n"))
  }

  /// The example; nobody runs it.
  func example() async throws {
    // The example begins.
    var configuration = SessionConfiguration(policy: .requestsCache)
    configuration.policy.expireAfter = .after(3600)
    configuration.policy.urlRules = [URLRule(glob: "*.example.com/static", .never)]
    let session = CachedSession(
      store: .requestsCache("http_cache.sqlite"), configuration: configuration)
    let (data, response) = try await session.data(from: "https://example.com/users")
    print(response.isFromCache, data.count)
    await session.close()
    // The example ends.
  }
}

private enum Article {
  static let listBegins = "<!-- The list is that of the tests; LARDER_RECORD=1 writes it. -->"
  static let listEnds = "<!-- The list ends. -->"

  static let file = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Sources/Larder/Larder.docc/SharingACacheWithPython.md")

  static func text() throws -> String { try String(contentsOf: file, encoding: .utf8) }

  static var list: String {
    deliberateDifferences.map { "- \($0.what) *Why:* \($0.why)\n" }.joined()
  }

  /// The lines of the example in this file, without their indentation.
  static func example() throws -> String {
    let source = try String(contentsOf: URL(filePath: #filePath), encoding: .utf8)
    let lines = source.split(separator: "\n", omittingEmptySubsequences: false)
    let body = lines.drop { !$0.hasSuffix("// The example begins.") }.dropFirst()
      .prefix { !$0.hasSuffix("// The example ends.") }
    return body.map { $0.dropFirst(4) + "\n" }.joined()
  }
}
