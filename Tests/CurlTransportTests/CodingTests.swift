import FoundationEssentials
import HTTPTransport
import HTTPTypes
import LoopbackOrigin
import Testing

@Suite("Content codings (RFC 9110 section 8.4)", .timeLimit(.minutes(30)))
struct CodingTests {
  static let text = "larder keeps what it is given\n"
  static let coded: [String: [UInt8]] = [
    "gzip": [
      0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xcb, 0x49, 0x2c, 0x4a, 0x49,
      0x2d, 0x52, 0xc8, 0x4e, 0x4d, 0x2d, 0x28, 0x56, 0x28, 0xcf, 0x48, 0x2c, 0x51, 0xc8, 0x04,
      0xa2, 0x62, 0x85, 0xf4, 0xcc, 0xb2, 0xd4, 0x3c, 0x2e, 0x00, 0xd0, 0x99, 0x9d, 0x2d, 0x1e,
      0x00, 0x00, 0x00,
    ],
    "deflate": [
      0x78, 0x9c, 0xcb, 0x49, 0x2c, 0x4a, 0x49, 0x2d, 0x52, 0xc8, 0x4e, 0x4d, 0x2d, 0x28, 0x56,
      0x28, 0xcf, 0x48, 0x2c, 0x51, 0xc8, 0x04, 0xa2, 0x62, 0x85, 0xf4, 0xcc, 0xb2, 0xd4, 0x3c,
      0x2e, 0x00, 0xad, 0x0b, 0x0a, 0xc3,
    ],
    "br": [
      0x8f, 0x0e, 0x80, 0x6c, 0x61, 0x72, 0x64, 0x65, 0x72, 0x20, 0x6b, 0x65, 0x65, 0x70, 0x73,
      0x20, 0x77, 0x68, 0x61, 0x74, 0x20, 0x69, 0x74, 0x20, 0x69, 0x73, 0x20, 0x67, 0x69, 0x76,
      0x65, 0x6e, 0x0a, 0x03,
    ],
    "zstd": [
      0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x68, 0xf1, 0x00, 0x00, 0x6c, 0x61, 0x72, 0x64, 0x65, 0x72,
      0x20, 0x6b, 0x65, 0x65, 0x70, 0x73, 0x20, 0x77, 0x68, 0x61, 0x74, 0x20, 0x69, 0x74, 0x20,
      0x69, 0x73, 0x20, 0x67, 0x69, 0x76, 0x65, 0x6e, 0x0a,
    ],
  ]

  static func origin(_ coding: String, _ body: [UInt8]) throws -> Loopback {
    try Loopback(.status(200, ["Content-Encoding": coding], body: body))
  }

  @Test(arguments: ["gzip", "deflate", "br", "zstd"])
  func `A coding that was asked for is undone, and the fields stay`(coding: String) async throws {
    let body = try #require(Self.coded[coding])
    let loopback = try Self.origin(coding, body)
    let response = try await loopback.send()
    let asked = try #require(loopback.origin.requests.first?.value("Accept-Encoding"))
    #expect(asked.contains("gzip"))
    let received = try await response.body.collect()
    let isAvailable = asked.contains(coding)
    #expect(received == (isAvailable ? Data(Self.text.utf8) : Data(body)))
    #expect(response.isDecoded == isAvailable)
    #expect(response.head.headerFields[.contentEncoding] == coding)
    #expect(response.head.headerFields[.contentLength] == "\(body.count)")
  }

  @Test func `A caller who asks for codings gets the body as sent`() async throws {
    let body = try #require(Self.coded["gzip"])
    let loopback = try Self.origin("gzip", body)
    let response = try await loopback.send(fields: [.acceptEncoding: "gzip;q=0.5"])
    #expect(loopback.origin.requests.first?.values("Accept-Encoding") == ["gzip;q=0.5"])
    #expect(try await response.body.collect() == Data(body))
    #expect(!response.isDecoded)
  }

  @Test func `Without decoding, none is asked for and none undone`() async throws {
    let body = try #require(Self.coded["gzip"])
    let loopback = try Self.origin("gzip", body)
    let response = try await loopback.send { $0.decodesContent = false }
    #expect(loopback.origin.requests.first?.value("Accept-Encoding") == nil)
    #expect(try await response.body.collect() == Data(body))
    #expect(!response.isDecoded)
  }

  @Test func `A part is asked for as it is, a whole that comes instead is decoded`() async throws {
    let part = try Loopback(.status(206, ["Content-Range": "bytes 1-3/9"], text: "abc"))
    let response = try await part.send(fields: [.range: "bytes=1-3"])
    #expect(part.origin.requests.first?.values("Accept-Encoding") == ["identity"])
    #expect(try await response.text() == "abc" && !response.isDecoded)
    let whole = try Self.origin("gzip", try #require(Self.coded["gzip"]))
    #expect(try await whole.send(fields: [.range: "bytes=1-3"]).text() == Self.text)
  }

  @Test func `An answer without a coding is not decoded`() async throws {
    let response = try await Loopback(.status(200, text: "plain")).send()
    #expect(!response.isDecoded)
  }

  @Test func `A HEAD of a coded answer has nothing to decode`() async throws {
    let loopback = try Self.origin("gzip", [1, 2, 3])
    let response = try await loopback.send(method: .head)
    #expect(!response.isDecoded)
    #expect(try await response.body.collect().isEmpty)
  }

  @Test func `A coding that is not what it says fails`() async throws {
    let loopback = try Self.origin("gzip", [UInt8]("not gzip at all, not at all".utf8))
    let error = try await transportError { _ = try await loopback.send().body.collect() }
    #expect(error?.code == .badResponse)
  }

  @Test func `A coding that nobody knows is taken as it is`() async throws {
    let loopback = try Self.origin("utf-8", [UInt8]("plain".utf8))
    let response = try await loopback.send()
    #expect(try await response.text() == "plain")
    #expect(!response.isDecoded)
    #expect(loopback.origin.requests.map { $0.values("Accept-Encoding").count } == [1, 0])
  }
}
