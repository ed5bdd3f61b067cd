import FoundationEssentials
import Larder
import Testing

// The origin begins.
/// An origin whose answers are fresh for a minute.
struct CannedOrigin: HTTPTransport {
  var text: String

  func send(
    _ request: HTTPRequest, body: RequestBody, options: TransportOptions
  ) async throws -> TransportResponse {
    let head = HTTPResponse(status: .ok, headerFields: [.cacheControl: "max-age=60"])
    return TransportResponse(head: head, body: ResponseBody(Data(text.utf8)))
  }
}
// The origin ends.

/// The first article shows how a client is tested.
@Suite struct TestingArticleTests {
  @Test func `the session that it shows answers without network and file`() async throws {
    // The session begins.
    let session = CachedSession(
      store: MemoryStore(), transport: CannedOrigin(text: "jam"),
      now: { Date(timeIntervalSince1970: 1_772_359_200) })
    // The session ends.
    let (data, first) = try await session.data(from: "https://example.com/")
    #expect(data == Data("jam".utf8) && !first.isFromCache)
    #expect(try await session.data(from: "https://example.com/").1.isFromCache)
    await session.settle()
    #expect(session.storeFault == nil)
    await session.close()
  }

  @Test func `the article has both`() throws {
    let tests = URL(filePath: #filePath)
    let article = tests.deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Sources/Larder/Larder.docc/Larder.md")
    let text = try String(contentsOf: article, encoding: .utf8)
    let source = try String(contentsOf: tests, encoding: .utf8)
    let origin = try lines(of: source, between: "// The origin begins.", "// The origin ends.")
    #expect(text.contains("```swift\nimport Foundation\nimport Larder\n\n\(origin)```\n"))
    let session = try lines(of: source, between: "// The session begins.", "// The session ends.")
    let unindented = session.split(separator: "\n").map { $0.dropFirst(4) + "\n" }.joined()
    #expect(text.contains("```swift\n\(unindented)```\n"))
  }

  /// What stands between two lines, without the second one's indentation.
  private func lines(
    of source: String, between first: String, _ last: String
  ) throws -> String {
    let begin = try #require(source.firstRange(of: first + "\n"))
    let end = try #require(source[begin.upperBound...].firstRange(of: last))
    let lines = source[begin.upperBound..<end.lowerBound]
    return String(lines.reversed().trimmingPrefix { $0 == " " }.reversed())
  }
}
