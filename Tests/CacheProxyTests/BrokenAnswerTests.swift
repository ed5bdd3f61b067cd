import CacheProxy
import CacheStore
import FoundationEssentials
import LoopbackOrigin
import SQLiteStore
import TestSupport
import Testing

/// Answers that can't be brought to their end: no client may take one for whole.
@Suite(.ownThreads) struct BrokenAnswerTests {
  /// How a client learns where an answer ends.
  enum Framing: String, CaseIterable {
    case length, chunked, close
  }

  static let size = 40_000_000

  static func origin(_ framing: Framing) -> Reply {
    let body = [UInt8](repeating: 0x61, count: size)
    guard framing != .length else {
      return .status(200, ["Cache-Control": "max-age=3600"], body: body)
    }
    return .chunked([.chunk(body)], fields: ["Cache-Control": "max-age=3600"])
  }

  @Test(arguments: Framing.allCases)
  func `an entry that is deleted while it is sent breaks the answer off`(
    framing: Framing
  ) async throws {
    let folder = try TemporaryFolder()
    let store = try SQLiteStore.open(path: folder.path + "/cache.sqlite")
    let fixture = try await ProxyFixture(store: store) { _ in Self.origin(framing) }
    let version = framing == .close ? "HTTP/1.0" : "HTTP/1.1"
    let first = try fixture.client()
    first.ask("GET \(fixture.target("/")) \(version)", "Host: a", "Connection: close")
    #expect(first.restBytes().count >= Self.size && !first.isReset)
    let client = try fixture.client()
    client.ask("GET \(fixture.target("/")) \(version)", "Host: a")
    let head = client.read(until: "\r\n\r\n")
    #expect(head.contains("larder; hit"))
    #expect(head.contains("Content-Length: \(Self.size)\r\n") == (framing == .length))
    #expect(head.contains("Transfer-Encoding: chunked\r\n") == (framing == .chunked))
    // More of it than the sockets hold is still to be read from the store.
    let rows = try await store.browse(EntryQuery(now: Date())).rows
    _ = try await store.delete(rows.map(\.reference), to: .purge, reason: "", now: Date())
    let rest = client.restBytes()
    #expect(rest.count < Self.size)
    #expect(!rest.suffix(7).elementsEqual("\r\n0\r\n\r\n".utf8))
    #expect(client.isReset == (framing == .close))
    await fixture.stop()
    await store.close()
  }

  @Test func `a body from the origin that breaks off is no end for a client of HTTP 1.0`()
    async throws
  {
    let fixture = try await ProxyFixture { _ in
      .raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n5\r\nd", closes: true)
    }
    let client = try fixture.client()
    client.ask("GET \(fixture.target("/")) HTTP/1.0")
    _ = client.rest()
    #expect(client.isReset)
    await fixture.stop()
  }

  @Test(arguments: ["foo", "gzip, chunked", "chunked, foo"])
  func `a transfer coding that nobody asked for is no answer`(coding: String) async throws {
    let fixture = try await ProxyFixture { _ in
      .raw(
        "HTTP/1.1 200 OK\r\nCache-Control: max-age=3600\r\nTransfer-Encoding: \(coding)\r\n\r\n"
          + "3\r\nabc\r\n0\r\n\r\n", closes: true)
    }
    let client = try fixture.client()
    client.ask("GET \(fixture.target("/")) HTTP/1.1", "Host: a")
    let answer = try client.response()
    #expect(answer.status == 502 && answer["cache-status"] == nil)
    #expect(answer["proxy-status"] == "larder; error=http_protocol_error")
    #expect(try await fixture.count() == 0)
    await fixture.stop()
  }

  @Test func `several parts are one body of known length`() async throws {
    let fixture = try await ProxyFixture.fresh("0123456789")
    let client = try fixture.client()
    client.ask("GET \(fixture.target("/a")) HTTP/1.1", "Host: a")
    _ = try client.response()
    client.ask("GET \(fixture.target("/a")) HTTP/1.1", "Host: a", "Range: bytes=8-,0-1")
    let answer = try client.response()
    let boundary = try #require(answer["content-type"]?.split(separator: "boundary=").last)
    #expect(answer.status == 206 && answer["content-range"] == nil)
    #expect(answer["cache-status"]?.hasPrefix("larder; hit") == true)
    #expect(
      answer.body == "--\(boundary)\r\nContent-Range: bytes 8-9/10\r\n\r\n89\r\n"
        + "--\(boundary)\r\nContent-Range: bytes 0-1/10\r\n\r\n01\r\n--\(boundary)--\r\n")
    // The connection is where it should be.
    client.ask("GET \(fixture.target("/a")) HTTP/1.1", "Host: a")
    #expect(try client.response().body == "0123456789")
    await fixture.stop()
  }
}
