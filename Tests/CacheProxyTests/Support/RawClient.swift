import Glibc
import LoopbackOrigin
import Testing

/// A client that sends exactly what it is told to, and waits where it reads.
final class RawClient {
  private let descriptor: Int32
  private var received: [UInt8] = []
  /// Whether the connection broke off, rather than came to its end.
  private(set) var isReset = false

  init(port: Int) throws {
    descriptor = try connectToLoopback(port: port)
    var limit = timeval(tv_sec: 60, tv_usec: 0)
    setsockopt(
      descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
  }

  deinit { close(descriptor) }

  func send(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }

  func send(_ text: String) { send([UInt8](text.utf8)) }

  /// Sends a head with CR and LF at the end of each line, and an empty line.
  func ask(_ lines: String...) { send(lines.joined(separator: "\r\n") + "\r\n\r\n") }

  /// No more will be sent.
  func finish() { shutdown(descriptor, Int32(SHUT_WR)) }

  /// Bytes until there are so many, or the end.
  func read(_ count: Int) -> [UInt8] {
    while received.count < count, readMore() {}
    defer { received.removeFirst(min(count, received.count)) }
    return Array(received.prefix(count))
  }

  /// Text up to and with a mark; all of it where that doesn't come.
  func read(until mark: String) -> String {
    let mark = Array(mark.utf8)
    var searched = 0
    while true {
      if let end = (searched..<max(searched, received.count - mark.count + 1)).first(where: {
        received[$0..<$0 + mark.count].elementsEqual(mark)
      }) {
        defer { received.removeFirst(end + mark.count) }
        return String(decoding: received[..<(end + mark.count)], as: UTF8.self)
      }
      searched = max(0, received.count - mark.count)
      guard readMore() else { return rest() }
    }
  }

  /// All that comes until the connection ends.
  func rest() -> String { String(decoding: restBytes(), as: UTF8.self) }

  func restBytes() -> [UInt8] {
    while readMore() {}
    defer { received = [] }
    return received
  }

  /// A response with a body of known length.
  func response() throws -> Response {
    let head = read(until: "\r\n\r\n")
    let lines = head.split(separator: "\r\n").map(String.init)
    let status = lines.first?.split(separator: " ").dropFirst().first.flatMap { Int($0) }
    var response = Response(status: try #require(status, "\(head)"), fields: [:], body: "")
    for line in lines.dropFirst() {
      let colon = try #require(line.firstIndex(of: ":"))
      let value = line[line.index(after: colon)...].drop { $0 == " " }
      response.fields[line[..<colon].lowercased(), default: []].append(String(value))
    }
    let length = response.fields["content-length"]?.first.flatMap { Int($0) } ?? 0
    if response.fields["transfer-encoding"] != nil {
      response.body = chunks()
    } else {
      response.body = String(decoding: read(length), as: UTF8.self)
    }
    return response
  }

  private func chunks() -> String {
    var body = ""
    while let size = Int(read(until: "\r\n").dropLast(), radix: 16), size > 0 {
      body += String(decoding: read(size), as: UTF8.self)
      _ = read(2)
    }
    _ = read(2)
    return body
  }

  private func readMore() -> Bool {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = recv(descriptor, &buffer, buffer.count, 0)
    if count < 0, errno == ECONNRESET { isReset = true }
    guard count > 0 else { return false }
    received += buffer.prefix(count)
    return true
  }
}

struct Response: Equatable {
  var status: Int
  var fields: [String: [String]]
  var body: String

  subscript(name: String) -> String? { fields[name]?.joined(separator: ", ") }
}
