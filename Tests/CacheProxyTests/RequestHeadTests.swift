import HTTPTypes
import Testing

@testable import CacheProxy

/// Heads that two readers could take for two things are refused (RFC 9112 section 11.2).
@Suite struct RequestHeadTests {
  private func parse(_ text: String) throws -> RequestHead {
    try RequestHead(parsing: Array(text.utf8)[...], limits: ProxyLimits())
  }

  @Test(arguments: [
    ("GET / HTTP/1.1\nHost: a\n\n", 400), ("GET / HTTP/1.1\r\nHost: a\r\nX: b\rc\r\n\r\n", 400),
    ("GET / HTTP/1.1\r\nHost: a\r\nX: b\u{0}\r\n\r\n", 400),
    ("GET  / HTTP/1.1\r\nHost: a\r\n\r\n", 400), ("GET / HTTP/1.1 \r\nHost: a\r\n\r\n", 400),
    (" GET / HTTP/1.1\r\nHost: a\r\n\r\n", 400), ("GET /a b HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    ("G(T / HTTP/1.1\r\nHost: a\r\n\r\n", 400), ("GET /\tx HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    ("GET /\r\nHost: a\r\n\r\n", 400), ("GET / HTTP/2.0\r\nHost: a\r\n\r\n", 505),
    ("GET / http/1.1\r\nHost: a\r\n\r\n", 400), ("GET / HTTP/1.x\r\nHost: a\r\n\r\n", 505),
    ("GET / HTTP/1.1\r\n\r\n", 400), ("GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", 400),
    ("GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", 400), ("GET / HTTP/1.1\r\nHost: a@b\r\n\r\n", 400),
    ("GET / HTTP/1.1\r\nHost: a, b\r\n\r\n", 400),
    ("GET / HTTP/1.1\r\nHost: a\r\n folded\r\n\r\n", 400),
    ("GET / HTTP/1.1\r\nHost : a\r\n\r\n", 400), ("GET / HTTP/1.1\r\n: a\r\nHost: a\r\n\r\n", 400),
    ("GET / HTTP/1.1\r\nHost: a\r\nNoColon\r\n\r\n", 400),
    ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", 400),
    ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", 400),
    ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1, 1\r\n\r\n", 400),
    ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +1\r\n\r\n", 400),
    ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n", 400),
    ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0x1\r\n\r\n", 400),
    ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length:\r\n\r\n", 400),
    ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n", 400),
    ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", 501),
    ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, identity\r\n\r\n", 501),
    ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n", 501),
    (
      "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n",
      501
    ),
    ("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", 400),
  ])
  func `what can be read in two ways is refused`(text: String, status: Int) {
    do {
      _ = try parse(text)
      Issue.record("\(text.debugDescription) was taken")
    } catch let refusal as Refusal {
      #expect(refusal.status == status, "\(text.debugDescription)")
    } catch {
      Issue.record("\(error)")
    }
  }

  @Test func `too many fields are refused`() {
    let fields = (0..<201).map { "X-\($0): a\r\n" }.joined()
    #expect(throws: Refusal(431, "The request has more than 200 fields.")) {
      _ = try parse("GET / HTTP/1.1\r\n" + fields + "\r\n")
    }
  }

  @Test func `a head is read as it stands`() throws {
    let head = try parse(
      "POST http://a/b?c HTTP/1.1\r\nhost: a\r\nX:  one \r\nx: two\r\nContent-Length: 0012\r\n\r\n")
    #expect(head.method == .post && head.target == "http://a/b?c" && head.minorVersion == 1)
    #expect(head.fields.map(\.name.rawName) == ["host", "X", "x", "Content-Length"])
    #expect(head.fields[values: try #require(HTTPField.Name("x"))] == ["one", "two"])
    #expect(head.framing == .length(12) && head.keepsConnection && !head.expectsContinue)
  }

  @Test func `bytes of a value stay as they are`() throws {
    let bytes = [UInt8]("GET / HTTP/1.0\r\nX: ".utf8) + [0xE9, 0xFF, 0x80] + [13, 10, 13, 10]
    let head = try RequestHead(parsing: bytes[...], limits: ProxyLimits())
    let value = try #require(head.fields.first)
    #expect(value.withUnsafeBytesOfValue { [UInt8]($0) } == [0xE9, 0xFF, 0x80])
    #expect(!head.keepsConnection)
  }

  @Test(arguments: [
    ("GET / HTTP/1.1\r\nHost: a\r\nConnection: x, Close\r\n\r\n", false),
    ("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", false),
    ("GET / HTTP/1.1\r\nHost: a\r\nConnection: keep-alive\r\nConnection: close\r\n\r\n", false),
  ])
  func `a connection goes on or not`(text: String, goesOn: Bool) throws {
    #expect(try parse(text).keepsConnection == goesOn)
  }

  @Test(arguments: [("5", "5"), ("+5", "5"), ("-5", nil), ("5, 5", nil), ("0x5", nil)])
  func `a stored length goes on in digits or not at all`(stored: String, sent: String?) throws {
    var head = HTTPResponse(status: .ok, headerFields: [.contentLength: stored])
    let request = try parse("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
    let framing = Forwarding.framing(&head, for: request)
    #expect(head.headerFields[.contentLength] == sent)
    if case .chunked = framing { #expect(sent == nil) } else { #expect(sent != nil) }
  }
}
