import FoundationEssentials
import HTTPTransport
import HTTPTypes

/// Writes responses to a client.
struct ClientOutput: Sendable {
  let socket: Socket
  let limits: ProxyLimits

  /// How the client learns where a body ends (RFC 9112 section 6.3).
  enum Framing: Sendable {
    /// There is none.
    case none
    /// By `Content-Length`, which is in the head.
    case length(Int64)
    case chunked
    /// With the connection.
    case close
  }

  /// Sends a head and the body, as it comes.
  ///
  /// - Parameter isAtHand: whether the body's first piece needn't be waited for, so that it goes with the head.
  /// - Returns: bytes of body.
  /// - Throws: `NetworkError`, or what the body throws, after which the connection can't be used any more.
  func send(
    _ head: HTTPResponse, _ framing: Framing, _ body: ResponseBody, isAtHand: Bool,
    keepsConnection: Bool
  ) async throws -> Int64 {
    var bytes = Self.bytes(of: head, framing, keepsConnection: keepsConnection)
    if case .none = framing {
      // To its end all the same: what is stored is stored there.
      for try await _ in body {}
      try await write(bytes)
      return 0
    }
    if !isAtHand {
      try await write(bytes)
      bytes = []
    }
    var count: Int64 = 0
    for try await piece in body {
      count += Int64(piece.count)
      // Never a byte more than was said: the client would take it for the next response.
      if case .length(let length) = framing, count > length { throw NetworkError.closed }
      Self.append(piece, framing, to: &bytes)
      try await write(bytes)
      bytes.removeAll(keepingCapacity: true)
    }
    if case .length(let length) = framing, length != count { throw NetworkError.closed }
    if case .chunked = framing { bytes += "0\r\n\r\n".utf8 }
    try await write(bytes)
    return count
  }

  func write(_ bytes: [UInt8]) async throws {
    guard !bytes.isEmpty else { return }
    try await socket.write(bytes, within: .seconds(limits.stallTime))
  }

  private static func append(_ piece: Data, _ framing: Framing, to bytes: inout [UInt8]) {
    bytes.reserveCapacity(bytes.count + piece.count + 24)
    guard case .chunked = framing else { return bytes += piece }
    bytes += String(piece.count, radix: 16).utf8
    bytes += [0x0D, 0x0A]
    bytes += piece
    bytes += [0x0D, 0x0A]
  }

  /// The head as it goes over the line.
  static func bytes(of head: HTTPResponse, _ framing: Framing, keepsConnection: Bool) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(1024)
    bytes += "HTTP/1.1 ".utf8
    bytes += String(head.status.code).utf8
    bytes.append(0x20)
    // Bytes above ASCII came as such.
    bytes += head.status.reasonPhrase.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
    bytes += [0x0D, 0x0A]
    for field in head.headerFields { append(field, to: &bytes) }
    if case .chunked = framing { bytes += "Transfer-Encoding: chunked\r\n".utf8 }
    if !keepsConnection { bytes += "Connection: close\r\n".utf8 }
    bytes += [0x0D, 0x0A]
    return bytes
  }

  private static func append(_ field: HTTPField, to bytes: inout [UInt8]) {
    bytes += field.name.rawName.utf8
    bytes += [0x3A, 0x20]
    field.withUnsafeBytesOfValue { bytes += $0 }
    bytes += [0x0D, 0x0A]
  }
}
