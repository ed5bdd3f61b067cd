import CacheStore
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

  @Test func `several parts of a large body are one body`() async throws {
    let fixture = try await fixture()
    let asks: HTTPFields = [.range: "bytes=1000000-1599999,2-3,-1"]
    let (stream, response) = try await fixture.session.bytes(
      for: try fixture.request("/a", .get, asks))
    let text = String(decoding: try await stream.collect(), as: UTF8.self)
    #expect(response.head.status == .partialContent && response.outcome == .hit)
    #expect(response.head.headerFields[.contentLength] == String(text.utf8.count))
    let type = try #require(response.head.headerFields[.contentType])
    let boundary = try #require(type.split(separator: "boundary=").last)
    let places = [(1_000_000, 600_000), (2, 2), (2_999_999, 1)]
    let parts = places.map { first, count in
      "--\(boundary)\r\nContent-Range: bytes \(first)-\(first + count - 1)/3000000\r\n\r\n"
        + String(decoding: Self.body.utf8.dropFirst(first).prefix(count), as: UTF8.self) + "\r\n"
    }
    #expect(text == parts.joined() + "--\(boundary)--\r\n")
    #expect(fixture.origin.requests.count == 1)
  }

  /// An origin that has parts.
  static func partial(_ request: OriginRequest) -> Reply {
    guard let asked = request.value("Range")?.split(separator: "=").last else {
      return .status(200, ["Cache-Control": "max-age=60", "ETag": "\"1\""], text: body)
    }
    let ends = asked.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    let (first, last) = (ends[0] ?? 0, ends[1] ?? size - 1)
    return .status(
      206,
      [
        "Cache-Control": "max-age=60", "ETag": "\"1\"",
        "Content-Range": "bytes \(first)-\(last)/\(size)",
      ],
      text: String(decoding: body.utf8.dropFirst(first).prefix(last - first + 1), as: UTF8.self))
  }

  static let joints = [
    (0..<1_000_000, 1_000_000..<3_000_000), (2_000_001..<3_000_000, 0..<2_000_001),
    (0..<5, 5..<3_000_000), (70_000..<3_000_000, 0..<70_000),
  ]

  @Test(arguments: joints, [false, true])
  func `a large part is completed, and stored as the whole`(
    joint: (Range<Int>, Range<Int>), isStream: Bool
  ) async throws {
    let fixture = try Fixture { Self.partial($0) }
    let (first, rest) = joint
    try await fixture.get("/a", [.range: "bytes=\(first.lowerBound)-\(first.upperBound - 1)"])
    if isStream {
      let (stream, response) = try await fixture.session.bytes(for: try fixture.request("/a"))
      #expect(response.head.headerFields[.contentLength] == String(Self.size))
      #expect(String(decoding: try await stream.collect(), as: UTF8.self) == Self.body)
    } else {
      #expect(try await fixture.get("/a").text == Self.body)
    }
    let end = rest.upperBound == Self.size ? "" : String(rest.upperBound - 1)
    #expect(fixture.origin.requests.last?.value("Range") == "bytes=\(rest.lowerBound)-\(end)")
    #expect(fixture.origin.requests.last?.value("If-Range") == "\"1\"")
    let again = try await fixture.get("/a")
    #expect(again.text == Self.body && again.response.outcome == .hit)
    #expect(again.response.head.status == .ok)
    #expect(try await fixture.count() == 1 && fixture.origin.requests.count == 2)
  }

  @Test(arguments: [false, true])
  func `parts that follow one another become the whole`(isStream: Bool) async throws {
    let fixture = try Fixture { Self.partial($0) }
    for start in stride(from: 0, to: Self.size, by: 500_000) {
      let asks: HTTPFields = [.range: "bytes=\(max(0, start - 10))-\(start + 499_999)"]
      if isStream {
        let (stream, _) = try await fixture.session.bytes(
          for: try fixture.request("/a", .get, asks))
        _ = try await stream.collect()
      } else {
        try await fixture.get("/a", asks)
      }
      #expect(try await fixture.count() == 1)
    }
    let whole = try await fixture.get("/a")
    #expect(whole.text == Self.body && whole.response.outcome == .hit)
    #expect(fixture.origin.requests.count == 6)
  }

  @Test func `a part that is deleted while the whole is completed ends it, or is done without`()
    async throws
  {
    let fixture = try Fixture { Self.partial($0) }
    try await fixture.get("/a", [.range: "bytes=0-2000000"])
    let (stream, _) = try await fixture.session.bytes(for: try fixture.request("/a"))
    var iterator = stream.makeAsyncIterator()
    _ = try await iterator.next()
    try await fixture.purgeAll()
    await #expect(throws: StoreError.self) { while try await iterator.next() != nil {} }
    #expect(try await fixture.count() == 0)
    #expect(try await fixture.get("/a").text == Self.body)
  }

  /// What the origin answers when the entry has gone.
  enum Later: String, CaseIterable {
    case same, another, less, whole, down
  }

  @Test(arguments: Later.allCases)
  func `the rest of an entry that is deleted while it is read comes from the origin`(
    later: Later
  ) async throws {
    let fixture = try Fixture { request in
      guard let asked = request.value("Range") else { return Self.partial(request) }
      switch later {
      case .same: return Self.partial(request)
      case .another:
        let place = asked.replacing("bytes=", with: "bytes ") + "/3000000"
        return .status(206, ["ETag": "\"2\"", "Content-Range": place], text: "a")
      case .less:
        return .status(
          206, ["ETag": "\"1\"", "Content-Range": "bytes 2999999-2999999/3000000"], text: "a")
      case .whole: return .status(200, text: Self.body)
      case .down: return .closeAtOnce
      }
    }
    try await fixture.get("/a")
    let (stream, response) = try await fixture.session.bytes(
      for: try fixture.request("/a", .get, [.ifNoneMatch: "\"0\""]))
    #expect(response.outcome == .hit)
    var iterator = stream.makeAsyncIterator()
    var text = String(decoding: try await iterator.next() ?? Data(), as: UTF8.self)
    let first = text.utf8.count
    try await fixture.purgeAll()
    do {
      while let piece = try await iterator.next() {
        text += String(decoding: piece, as: UTF8.self)
      }
      #expect(later == .same && text == Self.body)
    } catch is StoreError {
      #expect(later != .same && text.utf8.count == first)
    }
    let asked = try #require(fixture.origin.requests.dropFirst().first)
    #expect(asked.value("Range") == "bytes=\(first)-2999999")
    #expect(asked.value("If-Range") == "\"1\"" && asked.value("If-None-Match") == nil)
  }

  @Test func `what only the cache may answer is not continued by the origin`() async throws {
    let fixture = try Fixture { Self.partial($0) }
    try await fixture.get("/a")
    let (stream, _) = try await fixture.session.bytes(
      for: try fixture.request("/a", .get, [.cacheControl: "only-if-cached"]))
    var iterator = stream.makeAsyncIterator()
    _ = try await iterator.next()
    try await fixture.purgeAll()
    await #expect(throws: StoreError.self) { while try await iterator.next() != nil {} }
    #expect(fixture.origin.requests.count == 1)
  }
}

extension Fixture {
  /// Takes everything out of the store.
  fileprivate func purgeAll() async throws {
    let rows = try await store.browse(EntryQuery(now: clock.now)).rows
    _ = try await store.delete(rows.map(\.reference), to: .purge, reason: "", now: clock.now)
  }
}
