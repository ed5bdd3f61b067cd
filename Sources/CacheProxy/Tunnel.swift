import Glibc

/// A tunnel to a host, whose bytes are passed on untouched (RFC 9110 section 9.3.6).
struct Tunnel: Sendable {
  private let client: Socket
  private let input: ClientInput
  private let output: ClientOutput
  private let context: ProxyContext

  init(_ client: Socket, _ input: ClientInput, _ output: ClientOutput, _ context: ProxyContext) {
    (self.client, self.input, self.output, self.context) = (client, input, output, context)
  }

  /// Opens it and stays until both sides have ended.
  func run(_ head: RequestHead) async throws {
    guard context.forwarding.origin == nil else {
      throw Refusal(405, "This proxy stands for one origin and makes no tunnels.")
    }
    let (host, port) = try Self.authority(head.target)
    let origin: Socket
    do {
      origin = try await connect(host, port)
    } catch {
      throw Refusal(502, "\(head.target) can't be reached: \(error)")
    }
    defer { origin.close() }
    try await output.write([UInt8]("HTTP/1.1 200 Connected\r\n\r\n".utf8))
    let early = await input.takeRest()
    if !early.isEmpty { try await origin.write(early, within: limit) }
    context.noteTunnel(head.target)
    async let there: Void = pass(from: client, to: origin)
    async let back: Void = pass(from: origin, to: client)
    _ = await (there, back)
  }

  private var limit: Duration { .seconds(context.limits.stallTime) }

  private func connect(_ host: String, _ port: String) async throws(NetworkError) -> Socket {
    var last = NetworkError.closed
    for address in try await Address.resolve(host, port: port) {
      do {
        let descriptor = try address.connect()
        sendsAtOnce(descriptor)
        let socket = try context.loop.adopt(descriptor)
        try await socket.connected(within: .seconds(10))
        return socket
      } catch {
        last = error
      }
    }
    throw last
  }

  private func pass(from source: Socket, to sink: Socket) async {
    do {
      while true {
        let bytes = try await source.read(atMost: 65_536, within: .seconds(3600))
        guard !bytes.isEmpty else { return sink.finishSending() }
        try await sink.write(bytes, within: limit)
      }
    } catch {
      source.close()
      sink.close()
    }
  }

  private static func authority(_ target: String) throws(Refusal) -> (host: String, port: String) {
    guard let colon = target.utf8.lastIndex(of: UInt8(ascii: ":")) else {
      throw .bad("CONNECT needs a host and a port.")
    }
    var host = target[..<colon]
    let port = target[colon...].dropFirst()
    if host.first == "[", host.last == "]" { host = host.dropFirst().dropLast() }
    guard !host.isEmpty, UInt16(port) != nil else {
      throw .bad("CONNECT needs a host and a port.")
    }
    return (String(host), String(port))
  }
}
