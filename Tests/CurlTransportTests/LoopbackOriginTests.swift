import Glibc
import LoopbackOrigin
import Testing

@Suite("The loopback origin", .timeLimit(.minutes(30)))
struct LoopbackOriginTests {
  /// Sends bytes over a plain socket, closes its sending side, and returns what comes back.
  private static func exchange(_ text: String, with origin: LoopbackOrigin) throws -> String {
    let socket = try connectToLoopback(port: origin.port)
    defer { close(socket) }
    let bytes = [UInt8](text.utf8)
    #expect(send(socket, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count)
    shutdown(socket, Int32(SHUT_WR))
    var answer: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = recv(socket, &buffer, buffer.count, 0)
      guard count > 0 else { return String(decoding: answer, as: UTF8.self) }
      answer += buffer[..<count]
    }
  }

  @Test(arguments: [
    ("\r\n\r\n", "HTTP/1.1 400"), ("\u{0}\u{1}\n\n", "HTTP/1.1 400"),
    ("GET /\r\n\r\n", "HTTP/1.1 400"), ("GET / SMTP/1\r\n\r\n", "HTTP/1.1 400"),
    ("PUT / HTTP/1.1\r\nContent-Length: -1\r\n\r\n", "HTTP/1.1 400"),
    ("PUT / HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n", "HTTP/1.1 400"),
    ("PUT / HTTP/1.1\r\nContent-Length: 9223372036854775807\r\n\r\nx", "HTTP/1.1 400"),
    ("PUT / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "HTTP/1.1 400"),
    ("PUT / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n7fffffffffffffff\r\n", "HTTP/1.1 400"),
    ("GET", ""), ("PUT / HTTP/1.1\r\nContent-Length: 9\r\n\r\nhalf", ""),
    ("GET / HTTP/1.1\r\nno colon\r\n\r\n", "HTTP/1.1 200"),
    ("GET /1 HTTP/1.1\r\n\r\nGET /2 HTTP/1.1\r\n\r\n", "HTTP/1.1 200"),
  ])
  func `Garbage is refused and does no harm`(sent: String, answer: String) throws {
    let origin = try LoopbackOrigin.start { .status(200, text: $0.target) }
    let received = try Self.exchange(sent, with: origin)
    #expect(answer.isEmpty ? received.isEmpty : received.hasPrefix(answer))
    #expect(try Self.exchange("GET /x HTTP/1.0\r\n\r\n", with: origin).hasSuffix("/x"))
  }

  @Test func `Requests sent at once are answered in order`() throws {
    let origin = try LoopbackOrigin.start { .raw($0.target) }
    let pair = "GET /1 HTTP/1.1\r\n\r\nGET /2 HTTP/1.1\r\n\r\n"
    #expect(try Self.exchange(pair, with: origin) == "/1/2")
  }

  @Test func `A head above the limit is refused`() throws {
    var limits = LoopbackOrigin.Limits()
    limits.head = 100
    let origin = try LoopbackOrigin.start(limits: limits) { _ in .status(200) }
    let long = "GET / HTTP/1.1\r\nX: " + String(repeating: "x", count: 200)
    #expect(try Self.exchange(long, with: origin).hasPrefix("HTTP/1.1 431"))
  }
}
