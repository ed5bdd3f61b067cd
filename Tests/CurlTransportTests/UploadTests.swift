import FoundationEssentials
import HTTPTransport
import HTTPTypes
import LoopbackOrigin
import Synchronization
import Testing

private struct SomeError: Error {}

@Suite("Uploads", .timeLimit(.minutes(30)))
struct UploadTests {
  private static func stream(
    of chunks: [String], then error: (any Error)? = nil
  ) -> AsyncThrowingStream<Data, any Error> {
    AsyncThrowingStream { continuation in
      for chunk in chunks { continuation.yield(Data(chunk.utf8)) }
      continuation.finish(throwing: error)
    }
  }

  @Test(arguments: [0, 1, 100_000, 3_000_000])
  func `Data is sent whole, with its length and without waiting for leave`(size: Int) async throws {
    let loopback = try Loopback { .status(200, body: $0.body) }
    let body = Data((0..<size).map { UInt8(truncatingIfNeeded: $0) })
    let response = try await loopback.send(method: .put, body: .data(body))
    #expect(try await response.body.collect() == body)
    let sent = try #require(loopback.origin.requests.first)
    #expect(sent.method == "PUT")
    #expect(sent.values("Content-Length") == ["\(size)"])
    #expect(sent.value("Expect") == nil)
  }

  @Test func `A stream without a length is sent in chunks`() async throws {
    let loopback = try Loopback { .status(200, body: $0.body) }
    let body = Self.stream(of: ["one ", "", "two ", "three"])
    let response = try await loopback.send(method: .post, body: .stream(body, length: nil))
    #expect(try await response.text() == "one two three")
    let sent = try #require(loopback.origin.requests.first)
    #expect(sent.value("Transfer-Encoding") == "chunked")
    #expect(sent.value("Content-Length") == nil)
  }

  @Test func `A stream with a length is sent with it`() async throws {
    let loopback = try Loopback { .status(200, body: $0.body) }
    let body = Self.stream(of: ["one ", "two"])
    let response = try await loopback.send(method: .post, body: .stream(body, length: 7))
    #expect(try await response.text() == "one two")
    #expect(loopback.origin.requests.first?.values("Content-Length") == ["7"])
  }

  /// An origin that answers the first request, reads the second on the same connection and closes it.
  private static func closing() throws -> Loopback {
    try Loopback { $0.target == "/first" ? .status(200, text: "a") : .raw("", closes: true) }
  }

  @Test(arguments: [HTTPRequest.Method.post, .patch])
  func `What isn't idempotent is never sent twice (RFC 9110 section 9.2.2)`(
    method: HTTPRequest.Method
  ) async throws {
    let loopback = try Self.closing()
    _ = try await loopback.send("/first").text()
    let error = try await transportError {
      _ = try await loopback.send("/second", method: method, body: .data(Data("order".utf8)))
    }
    #expect(error?.code == .cannotConnect)
    #expect(loopback.origin.requests.map(\.target) == ["/first", "/second"])
  }

  @Test func `A stream goes over a connection of its own, as it can't be sent again`() async throws
  {
    let loopback = try Self.closing()
    _ = try await loopback.send("/first").text()
    let error = try await transportError {
      _ = try await loopback.send(
        "/second", method: .put, body: .stream(Self.stream(of: ["one"]), length: 3))
    }
    #expect(error?.code == .cannotConnect)
    #expect(loopback.origin.requests.count == 2)
  }

  @Test func `A stream that throws fails the transfer`() async throws {
    let loopback = try Loopback(.status(200))
    let body = Self.stream(of: ["one"], then: SomeError())
    let error = try await transportError {
      _ = try await loopback.send(method: .post, body: .stream(body, length: nil))
    }
    #expect(error?.code == .bodyFailed)
    #expect(error?.detail?.contains("SomeError") == true)
    #expect(loopback.origin.requests.isEmpty)
  }

  @Test func `A stream shorter than its length fails the transfer`() async throws {
    let loopback = try Loopback(.status(200))
    let body = Self.stream(of: ["one"])
    let error = try await transportError {
      _ = try await loopback.send(method: .post, body: .stream(body, length: 10))
    }
    #expect(error?.code == .bodyFailed)
  }

  @Test func `The stream is asked for no more than the origin takes`() async throws {
    let gate = try Gate()
    let loopback = try Loopback(bodyGate: gate) { .status(200, text: "\($0.body.count)") }
    let other = try Loopback(.status(200))
    let pulled = Mutex(0)
    let body = AsyncThrowingStream<Data, any Error> {
      let count = pulled.withLock { count in
        count += 1
        return count
      }
      return count <= 512 ? Data(repeating: 5, count: 64 * 1024) : nil
    }
    async let response = loopback.send(method: .post, body: .stream(body, length: nil))
    await loopback.origin.log.wait { $0.connectionsOpened == 1 }
    for _ in 0..<500 { _ = try await other.send() }
    #expect(pulled.withLock { $0 } < 256)
    gate.open()
    #expect(try await response.text() == "\(512 * 64 * 1024)")
  }

  @Test func `Cancelling an upload ends its stream`() async throws {
    let loopback = try Loopback(.status(200))
    let ended = AsyncStream<Void>.makeStream()
    let body = AsyncThrowingStream<Data, any Error> { continuation in
      continuation.yield(Data("one".utf8))
      continuation.onTermination = { _ in ended.continuation.finish() }
    }
    let task = Task { try await loopback.send(method: .post, body: .stream(body, length: nil)) }
    await loopback.origin.log.wait { $0.connectionsOpened == 1 }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    for await _ in ended.stream {}
    await loopback.origin.log.wait { $0.connectionsClosed == 1 }
  }

  private static let waits: HTTPFields = [.expect: "100-continue"]

  /// A stream that counts how often it is asked.
  private static func counted(_ pulled: Count) -> AsyncThrowingStream<Data, any Error> {
    AsyncThrowingStream { pulled.next() == 1 ? Data("content".utf8) : nil }
  }

  @Test(arguments: [7, nil] as [Int64?])
  func `Content that waits is asked for when the origin asks (RFC 9110 section 10.1.1)`(
    length: Int64?
  ) async throws {
    let (pulled, before) = (Count(), Count())
    let loopback = try Loopback(
      beforeBody: { _ in
        if pulled.value > 0 { _ = before.next() }
        return .raw("HTTP/1.1 100 Continue\r\n\r\n")
      }, { .status(200, body: $0.body) })
    let response = try await loopback.send(
      method: .post, fields: Self.waits, body: .stream(Self.counted(pulled), length: length))
    #expect(try await response.text() == "content")
    #expect(before.value == 0)
    #expect(loopback.origin.requests.map { $0.value("Expect") } == ["100-continue"])
  }

  @Test func `An origin that answers first and waits for the content is left alone`() async throws {
    let loopback = try Loopback(
      beforeBody: { _ in .status(200, text: "first") }, { .status(200, text: $0.target) })
    let first = try await loopback.send(
      method: .post, fields: Self.waits, body: .stream(Self.counted(Count()), length: 7))
    #expect(try await first.text() == "first")
    #expect(try await loopback.send("/second").text() == "/second")
    #expect(loopback.origin.requests.map(\.target) == ["/second"])
  }

  @Test(arguments: [200, 302, 401, 417, 500])
  func `An answer that comes first is the only one, and the content stays`(
    status: Int
  ) async throws {
    let pulled = Count()
    let loopback = try Loopback(
      beforeBody: { _ in
        let reply = Reply.status(status, ["X-A": "1"], text: "no")
        return Reply(reply.steps, closes: true)
      }, { _ in .status(599) })
    let response = try await loopback.send(
      method: .post, fields: Self.waits, body: .stream(Self.counted(pulled), length: 7))
    #expect(response.head.status.code == status)
    #expect(response.head.headerFields[try #require(HTTPField.Name("X-A"))] == "1")
    // libcurl has dropped the content of a 417.
    let text = status == 417 ? "" : "no"
    #expect(response.head.headerFields[.contentLength] == String(text.utf8.count))
    #expect(try await response.text() == text)
    #expect(pulled.value == 0)
    #expect(loopback.origin.requests.count == 1)
  }
}

/// A number that several threads count up.
private final class Count: Sendable {
  private let state = Mutex(0)

  var value: Int { state.withLock { $0 } }

  func next() -> Int {
    state.withLock { count in
      count += 1
      return count
    }
  }
}
