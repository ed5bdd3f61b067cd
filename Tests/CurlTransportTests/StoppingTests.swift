import CurlTransport
import HTTPTransport
import HTTPTypes
import LoopbackOrigin
import Testing

@Suite("Stopping", .timeLimit(.minutes(30)))
struct StoppingTests {
  @Test func `Cancelling before the head closes the connection`() async throws {
    let loopback = try Loopback(.hang)
    let task = Task { try await loopback.send() }
    await loopback.origin.log.wait { $0.requestCount == 1 }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    await loopback.origin.log.wait { $0.hangUps == 1 }
  }

  @Test func `Cancelling within the body closes the connection`() async throws {
    let gate = try Gate()
    let loopback = try Loopback(.chunked([.chunk([1, 2, 3]), .wait(gate)]))
    let response = try await loopback.send()
    let task = Task { try await response.body.collect() }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    await loopback.origin.log.wait { $0.hangUps == 1 }
  }

  @Test func `A task that is cancelled already sends nothing`() async throws {
    let loopback = try Loopback(.status(200))
    let gate = AsyncStream<Void>.makeStream()
    let task = Task {
      for await _ in gate.stream {}
      return try await loopback.send()
    }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(loopback.origin.log.state.connectionsOpened == 0)
  }

  @Test func `Dropping the body unread closes the connection`() async throws {
    let gate = try Gate()
    let loopback = try Loopback(.chunked([.chunk([1, 2, 3]), .wait(gate)]))
    func drop() async throws { _ = try await loopback.send() }
    try await drop()
    await loopback.origin.log.wait { $0.hangUps == 1 }
  }

  @Test func `A body outlives the transport that it came from`() async throws {
    let gate = try Gate()
    let reply = Reply.chunked([.chunk([1]), .wait(gate), .chunk([2])])
    let origin = try LoopbackOrigin.start { _ in reply }
    let request = HTTPRequest(
      method: .get, scheme: "http", authority: "127.0.0.1:\(origin.port)", path: "/")
    let response = try await CurlTransport().send(
      request, body: .none, options: TransportOptions())
    gate.open()
    #expect(try await response.body.collect().count == 2)
  }

  @Test func `Shutting down ends what runs and takes no more`() async throws {
    let loopback = try Loopback(.hang)
    let task = Task { try await transportError { _ = try await loopback.send() } }
    await loopback.origin.log.wait { $0.requestCount == 1 }
    loopback.transport.shutdown()
    #expect(try await task.value?.code == .closed)
    let later = try await transportError { _ = try await loopback.send() }
    #expect(later?.code == .closed)
    await loopback.origin.log.wait { $0.connectionsClosed == 1 }
  }

  @Test func `An origin that is silent for the idle time is given up`() async throws {
    let loopback = try Loopback(.hang)
    let error = try await transportError { _ = try await loopback.send { $0.idleTimeout = 1 } }
    #expect(error?.code == .timedOut)
    await loopback.origin.log.wait { $0.hangUps == 1 }
  }

  @Test func `An origin that falls silent within the body is given up`() async throws {
    let gate = try Gate()
    let loopback = try Loopback(.chunked([.chunk([1]), .wait(gate)]))
    let response = try await loopback.send { $0.idleTimeout = 4 }
    let error = try await transportError { _ = try await response.body.collect() }
    #expect(error?.code == .timedOut)
  }

  @Test func `An origin that is slow but never idle is given up after the whole time`() async throws
  {
    let drip = (0..<1000).flatMap { _ -> [Reply.Step] in
      [.pause(milliseconds: 20), .content([UInt8]("1\r\nx\r\n".utf8))]
    }
    let head = [UInt8]("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".utf8)
    let loopback = try Loopback(Reply([.send(head)] + drip))
    let error = try await transportError {
      let response = try await loopback.send {
        $0.idleTimeout = 10
        $0.totalTimeout = 1.5
      }
      _ = try await response.body.collect()
    }
    #expect(error?.code == .timedOut)
    await loopback.origin.log.wait { $0.hangUps == 1 }
  }
}
