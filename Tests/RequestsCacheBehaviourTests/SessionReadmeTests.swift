import FoundationEssentials
import Larder
import Testing

/// The README's lines about the session say what happens.
@Suite struct SessionReadmeTests {
  @Test func `the lines compile`() throws {
    let readme = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appending(path: "README.md")
    let text = try String(contentsOf: readme, encoding: .utf8)
    let begin = try #require(text.firstRange(of: "<!-- session: "))
    let end = try #require(text.firstRange(of: "<!-- end of session -->"))
    let lines = text[begin.upperBound..<end.lowerBound].split(separator: "\n")
    #expect(lines.count >= 10)
    #expect(try lines.dropFirst(2).dropLast().map(Self.code) == Self.lines())
  }

  @Test func `the lines do what they say`() async throws {
    let stage = try StoreStage(.memory, CachePolicy())
    let session = stage.session
    stage.origin.follow(
      .map(["headers": .list([.list([.text("ETag"), .text("\"1\"")])])]))
    session.configuration.policy.expireAfter = .after(3600)
    _ = try await session.data(from: "https://api.example.com/v1/users")
    // The lines begin.
    var configuration = SessionConfiguration()
    configuration.policy.expireAfter = .after(3600)
    configuration.policy.urlRules = [URLRule(glob: "*.example.com/static/*", .never)]
    session.configuration = configuration
    let (_, again) = try await session.data(from: "https://api.example.com/v1/users")
    print(again.isFromCache, again.timeToLive() ?? .infinity)
    print(try await session.cache.urls(), try await session.cache.count(expired: false))
    try await session.cache.delete(
      urls: ["https://api.example.com/v1/users"], olderThan: 7 * 86_400)
    try await session.cacheDisabled { _ = try await session.data(from: "https://example.com/") }
    // The lines end.
    #expect(again.isFromCache)
    #expect(try await session.cache.count() == 0)
    #expect(stage.origin.sent.count == 2)
  }

  /// The lines in this file, those that are broken joined.
  private static func lines() throws -> [String] {
    let source = try String(contentsOf: URL(filePath: #filePath), encoding: .utf8)
    let lines = source.replacing("(\n      urls", with: "(urls").split(separator: "\n")
    return lines.drop { !$0.hasSuffix("// The lines begin.") }.dropFirst()
      .prefix { !$0.hasSuffix("// The lines end.") }.map { code($0.dropFirst(4)) }
  }

  /// A line without its comment.
  private static func code(_ line: some StringProtocol) -> String {
    let text = String(line)
    guard let comment = text.firstRange(of: "     //") else { return text }
    return String(text[..<comment.lowerBound])
  }
}
