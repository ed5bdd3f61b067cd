import CurlTransport
import FoundationEssentials
import HTTPTransport
import HTTPTypes
import LoopbackOrigin
import Testing

@Suite("Transfers", .timeLimit(.minutes(30)))
struct TransferTests {
  @Test func `The head is there before the body is`() async throws {
    let gate = try Gate()
    let loopback = try Loopback(
      .chunked([.chunk([UInt8]("one ".utf8)), .wait(gate), .chunk([UInt8]("two".utf8))]))
    let response = try await loopback.send()
    #expect(response.head.status == .ok)
    gate.open()
    #expect(try await response.text() == "one two")
  }

  @Test func `One connection serves requests that follow each other`() async throws {
    let loopback = try Loopback { .status(200, text: $0.target) }
    for number in 1...20 {
      #expect(try await loopback.send("/\(number)").text() == "/\(number)")
    }
    #expect(loopback.origin.log.state.connectionsOpened == 1)
  }

  @Test func `A kept connection that the origin has closed costs nobody an error`() async throws {
    let loopback = try Loopback { request in
      var reply = Reply.status(200, body: request.body)
      reply.closes = true
      return reply
    }
    for number in 1...5 {
      let body = Data("body \(number)".utf8)
      let response = try await loopback.send(method: .post, body: .data(body))
      #expect(try await response.body.collect() == body)
      await loopback.origin.log.wait { $0.connectionsClosed == number }
    }
  }

  @Test func `200 transfers run at the same time`() async throws {
    let gate = try Gate()
    let loopback = try Loopback { .status(200, text: $0.target).waiting(for: gate) }
    try await withThrowingTaskGroup(of: Bool.self) { group in
      for number in 0..<200 {
        group.addTask { try await loopback.send("/\(number)").text() == "/\(number)" }
      }
      await loopback.origin.log.wait { $0.requestCount == 200 }
      gate.open()
      for try await isRight in group { #expect(isRight) }
    }
  }

  @Test(arguments: [0, -5])
  func `a transfer without a buffer comes a piece at a time`(limit: Int) async throws {
    let size = 1_000_000
    let loopback = try Loopback { _ in .status(200, body: [UInt8](repeating: 7, count: size)) }
    let response = try await loopback.send("/large") { $0.bufferLimit = limit }
    #expect(try await response.body.collect().count == size)
  }

  @Test func `A slow reader slows the origin down, and misses nothing`() async throws {
    let block = [UInt8](repeating: 7, count: 1 << 20)
    let count = 64
    let head = "HTTP/1.1 200 OK\r\nContent-Length: \(count << 20)\r\n\r\n"
    let large = Reply(
      [.send([UInt8](head.utf8))] + Array(repeating: .content(block), count: count))
    let loopback = try Loopback { $0.target == "/large" ? large : .status(200) }
    let response = try await loopback.send("/large") { $0.bufferLimit = 256 * 1024 }
    await loopback.origin.log.wait { $0.bytesSent > 1 << 20 }
    // Far more time than the rest would take if nothing held it back.
    for _ in 0..<500 { _ = try await loopback.send() }
    // The buffers of two sockets and ours.
    #expect(loopback.origin.log.state.bytesSent < 24 << 20)
    var received = 0
    for try await chunk in response.body {
      #expect(chunk.count <= 512 * 1024)
      received += chunk.count
    }
    #expect(received == count << 20)
  }

  @Test func `A slow reader's transfer is not idle`() async throws {
    let loopback = try Loopback { request in
      request.target == "/hang"
        ? .hang : .status(200, body: [UInt8](repeating: 1, count: 8 << 20))
    }
    let response = try await loopback.send {
      $0.bufferLimit = 64 * 1024
      $0.idleTimeout = 3
    }
    let other = try await transportError {
      _ = try await loopback.send("/hang") { $0.idleTimeout = 8 }
    }
    #expect(other?.code == .timedOut)
    #expect(try await response.body.collect().count == 8 << 20)
  }
}

@Suite("Broken answers", .timeLimit(.minutes(30)))
struct BrokenAnswerTests {
  @Test func `A body shorter than its Content-Length is truncated, after what came`() async throws {
    let loopback = try Loopback(.truncated(announcing: 100, body: [UInt8]("half".utf8)))
    let response = try await loopback.send()
    var received = Data()
    let error = try await transportError {
      for try await chunk in response.body { received += chunk }
    }
    #expect(error?.code == .truncated)
    #expect(received == Data("half".utf8))
  }

  @Test(arguments: ["5\r\nhel", "5\r\nhello\r\n", "zz\r\nhello\r\n", "5\r\nhello\r\n0\r\n"])
  func `Chunks that break off or make no sense are truncated`(chunks: String) async throws {
    let loopback = try Loopback(
      .raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\(chunks)", closes: true))
    let error = try await transportError { _ = try await loopback.send().text() }
    #expect(error?.code == .truncated)
  }

  @Test func `A close before the head means that there is no connection`() async throws {
    let loopback = try Loopback(.closeAtOnce)
    let error = try await transportError { _ = try await loopback.send() }
    #expect(error?.code == .cannotConnect)
  }

  @Test func `A head that breaks off is no answer`() async throws {
    let loopback = try Loopback(.raw("HTTP/1.1 200 OK\r\nContent-Le", closes: true))
    let error = try await transportError { _ = try await loopback.send() }
    #expect(error != nil)
  }

  @Test func `A refused port can't be connected to`() async throws {
    let loopback = try Loopback(.status(200))
    loopback.origin.stop()
    let error = try await transportError { _ = try await loopback.send() }
    #expect(error?.code == .cannotConnect)
  }

  @Test(arguments: [
    (nil, "host"), ("ftp", "host"), ("file", "host"), ("http", ""), ("http", "user@host"),
    ("http", "host/path"), ("http", "host?x"), ("http", "host name"), ("http", "ho\r\nst"),
  ])
  func `A URL that can't be fetched says so`(scheme: String?, authority: String) async throws {
    let loopback = try Loopback(.status(200))
    let request = HTTPRequest(method: .get, scheme: scheme, authority: authority, path: "/")
    let error = try await transportError {
      _ = try await loopback.transport.send(request, body: .none, options: TransportOptions())
    }
    #expect(error?.code == .badURL)
  }

  @Test func `A host name without an address is unknown`() async throws {
    let loopback = try Loopback(.status(200))
    let request = HTTPRequest(method: .get, scheme: "http", authority: "no.invalid", path: "/")
    let error = try await transportError {
      _ = try await loopback.transport.send(request, body: .none, options: TransportOptions())
    }
    #expect(error?.code == .unknownHost)
  }

  @Test func `An origin that says HTTP/2 in HTTP/1.1 does not have its answers mixed up`()
    async throws
  {
    let gate = try Gate()
    let loopback = try Loopback { request in
      switch request.target {
      case "/two": .raw("HTTP/2 200 OK\r\nContent-Length: 1\r\n\r\na")
      case "/slow": .status(200, text: "slow").waiting(for: gate)
      default: .status(200, text: request.target)
      }
    }
    _ = try await loopback.send("/one").text()
    let error = try await transportError { _ = try await loopback.send("/two").text() }
    #expect(error?.code == .badResponse)
    async let slow = loopback.send("/slow").text()
    await loopback.origin.log.wait { $0.requests.count == 3 }
    #expect(try await loopback.send("/three").text() == "/three")
    gate.open()
    #expect(try await slow == "slow")
  }
}
