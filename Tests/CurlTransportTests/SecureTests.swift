import CurlTransport
import FoundationEssentials
import HTTPTransport
import HTTPTypes
import Testing

private let hasOpenSSL = ServerProcess.path(of: "openssl") != nil
private let hasHTTP2Server = ServerProcess.path(of: "nghttpd") != nil && hasOpenSSL

@Suite("TLS and HTTP/2", .timeLimit(.minutes(30)))
struct SecureTests {
  private static func request(port: Int, _ path: String = "/") -> HTTPRequest {
    HTTPRequest(method: .get, scheme: "https", authority: "127.0.0.1:\(port)", path: path)
  }

  private static func transport(trusting server: ServerProcess) -> CurlTransport {
    var configuration = CurlTransport.Configuration()
    configuration.certificateFile = server.directory + "/cert.pem"
    return CurlTransport(configuration: configuration)
  }

  private static func http1Server(port: Int) throws -> ServerProcess {
    let directory = try ServerProcess.directoryWithCertificate()
    let files = ["-cert", directory + "/cert.pem", "-key", directory + "/key.pem"]
    return try ServerProcess(
      "openssl", ["s_server", "-www", "-accept", "127.0.0.1:\(port)"] + files,
      in: directory, sign: "ACCEPT")
  }

  private static func http2Server(port: Int, file: Data = Data()) throws -> ServerProcess {
    let directory = try ServerProcess.directoryWithCertificate()
    try file.write(to: URL(fileURLWithPath: directory + "/file"))
    return try ServerProcess(
      "nghttpd",
      ["-v", "-a", "127.0.0.1", "-d", directory, "\(port)"]
        + ["key", "cert"].map {
          "\(directory)/\($0).pem"
        },
      in: directory, sign: "listen")
  }

  @Test(.enabled(if: hasOpenSSL, "needs the program openssl"))
  func `A certificate that nobody vouches for is refused`() async throws {
    let port = try freePort()
    let server = try Self.http1Server(port: port)
    let error = try await transportError {
      _ = try await CurlTransport().send(
        Self.request(port: port), body: .none, options: TransportOptions())
    }
    #expect(error?.code == .tls)
    let response = try await Self.transport(trusting: server).send(
      Self.request(port: port), body: .none, options: TransportOptions())
    #expect(response.head.status == .ok)
  }

  @Test(.enabled(if: hasOpenSSL, "needs the program openssl"))
  func `A new connection resumes the session of the last one`() async throws {
    let port = try freePort()
    let server = try Self.http1Server(port: port)
    let transport = Self.transport(trusting: server)
    var texts: [String] = []
    for _ in 0..<3 {
      let response = try await transport.send(
        Self.request(port: port), body: .none, options: TransportOptions())
      texts.append(try await response.text())
    }
    #expect(texts.map { $0.contains("Reused, ") } == [false, true, true])
  }

  @Test(.enabled(if: hasOpenSSL, "needs the program openssl"))
  func `A certificate for another name is refused`() async throws {
    let port = try freePort()
    let server = try Self.http1Server(port: port)
    let request = HTTPRequest(
      method: .get, scheme: "https", authority: "localhost:\(port)", path: "/")
    let error = try await transportError {
      _ = try await Self.transport(trusting: server).send(
        request, body: .none, options: TransportOptions())
    }
    #expect(error?.code == .tls)
  }

  @Test(.enabled(if: hasHTTP2Server, "needs nghttpd (package nghttp2-server) and openssl"))
  func `HTTP/2 is spoken where the server offers it`() async throws {
    let port = try freePort()
    let file = Data((0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 / 7) })
    let server = try Self.http2Server(port: port, file: file)
    let transport = Self.transport(trusting: server)
    let response = try await transport.send(
      Self.request(port: port, "/file"), body: .none, options: TransportOptions())
    #expect(response.protocolVersion == "HTTP/2")
    #expect(response.head.headerFields[.contentLength] == "3000000")
    #expect(try await response.body.collect() == file)
    let missing = try await transport.send(
      Self.request(port: port, "/missing"), body: .none, options: TransportOptions())
    #expect(missing.head.status.code == 404)
  }

  @Test(.enabled(if: hasHTTP2Server, "needs nghttpd (package nghttp2-server) and openssl"))
  func `Streams of one HTTP/2 connection don't hold each other up`() async throws {
    let port = try freePort()
    let file = Data(repeating: 9, count: 4_000_000)
    let server = try Self.http2Server(port: port, file: file)
    let transport = Self.transport(trusting: server)
    var options = TransportOptions()
    options.bufferLimit = 64 * 1024
    let slow = try await transport.send(
      Self.request(port: port, "/file"), body: .none, options: options)
    for _ in 0..<10 {
      let quick = try await transport.send(
        Self.request(port: port, "/file"), body: .none, options: options)
      #expect(try await quick.body.collect().count == file.count)
    }
    #expect(try await slow.body.collect() == file)
  }
}
