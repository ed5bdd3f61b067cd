import CachedSession
import FoundationEssentials
import HTTPCaching
import HTTPTransport
import HTTPTypes
import LoopbackOrigin
import Testing

/// Parts of large stored bodies, which come from the store in pieces.
@Suite struct RangeTests {
  static let size = 3_000_000
  static let body = String(
    decoding: (0..<size).map { UInt8(ascii: "a") + UInt8($0 / 1000 % 26) }, as: UTF8.self)

  func fixture() async throws -> Fixture {
    let fixture = try Fixture { _ in
      .status(200, ["Cache-Control": "max-age=60", "ETag": "\"1\""], text: Self.body)
    }
    try await fixture.get("/a")
    return fixture
  }

  static let ranges = [
    0..<5, 262_140..<262_150, 1_000_000..<2_500_000, 2_999_999..<3_000_000, 0..<3_000_000,
  ]

  @Test(arguments: ranges)
  func `a part of a large body is read from the store alone`(range: Range<Int>) async throws {
    let fixture = try await fixture()
    let asks: HTTPFields = [.range: "bytes=\(range.lowerBound)-\(range.upperBound - 1)"]
    let expected = String(Self.body.utf8.dropFirst(range.lowerBound).prefix(range.count))
    let whole = try await fixture.get("/a", asks)
    #expect(whole.response.head.status == .partialContent)
    #expect(whole.response.outcome == .hit)
    #expect(whole.text == expected)
    let (stream, response) = try await fixture.session.bytes(
      for: try fixture.request("/a", .get, asks))
    #expect(response.head.headerFields[.contentLength] == String(range.count))
    #expect(String(decoding: try await stream.collect(), as: UTF8.self) == expected)
    #expect(fixture.origin.requests.count == 1)
  }
}
