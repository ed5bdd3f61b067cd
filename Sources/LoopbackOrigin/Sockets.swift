import Glibc

/// A system call on a socket that failed.
package struct SocketError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The call.
  package let call: String
  /// Its `errno`.
  package let code: Int32

  static func last(_ call: String) -> SocketError { SocketError(call: call, code: errno) }

  /// The call and the system's words.
  package var description: String { "\(call): \(String(cString: strerror(code)))" }
}

let streamType = Int32(SOCK_STREAM.rawValue)
let bothWays = Int32(SHUT_RDWR)
/// `POLLRDHUP`, which the Glibc module leaves out: the peer has closed its side.
private let peerClosed: Int16 = 0x2000
private let doNotSignal = Int32(MSG_NOSIGNAL)

/// Binds to a free port of 127.0.0.1, listens, and returns the port.
func bindToLoopback(_ socket: Int32) throws(SocketError) -> Int {
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
  var length = socklen_t(MemoryLayout<sockaddr_in>.size)
  let bound = withSocketAddress(&address) { bind(socket, $0, length) }
  guard bound == 0 else { throw SocketError.last("bind") }
  guard listen(socket, 1024) == 0 else { throw SocketError.last("listen") }
  let named = withSocketAddress(&address) { getsockname(socket, $0, &length) }
  guard named == 0 else { throw SocketError.last("getsockname") }
  return Int(UInt16(bigEndian: address.sin_port))
}

/// A socket that is connected to a port of 127.0.0.1.
package func connectToLoopback(port: Int) throws(SocketError) -> Int32 {
  let descriptor = socket(AF_INET, streamType, 0)
  guard descriptor >= 0 else { throw SocketError.last("socket") }
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
  address.sin_port = in_port_t(port).bigEndian
  let length = socklen_t(MemoryLayout<sockaddr_in>.size)
  guard withSocketAddress(&address, { connect(descriptor, $0, length) }) == 0 else {
    let error = SocketError.last("connect")
    close(descriptor)
    throw error
  }
  return descriptor
}

private func withSocketAddress(
  _ address: inout sockaddr_in, _ body: (UnsafeMutablePointer<sockaddr>) -> Int32
) -> Int32 {
  withUnsafeMutablePointer(to: &address) { pointer in
    pointer.withMemoryRebound(to: sockaddr.self, capacity: 1, body)
  }
}

/// Keeps a descriptor from programs that this one starts.
func closeOnExec(_ descriptor: Int32) { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }

/// Small answers leave at once.
func disableNagle(_ socket: Int32) {
  var on: Int32 = 1
  setsockopt(
    socket, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
}

/// Appends what has come, at most 64 KiB; false at the end or on an error.
func receive(from socket: Int32, into buffer: inout [UInt8]) -> Bool {
  let before = buffer.count
  let room = 64 * 1024
  let chunk = [UInt8](unsafeUninitializedCapacity: room) { bytes, count in
    var result: Int
    repeat { result = recv(socket, bytes.baseAddress, room, 0) } while result < 0 && errno == EINTR
    count = max(0, result)
  }
  buffer += chunk
  return buffer.count > before
}

/// Sends all of it, or returns false; `onSent` hears of each piece that the system took.
func sendAll(_ bytes: [UInt8], to socket: Int32, onSent: (Int) -> Void) -> Bool {
  bytes.withUnsafeBytes { buffer in
    var rest = buffer[...]
    while !rest.isEmpty {
      let count = send(
        socket, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count, doNotSignal)
      if count > 0 {
        onSent(count)
        rest = rest.dropFirst(count)
      } else if errno != EINTR {
        return false
      }
    }
    return true
  }
}

/// How a wait ended.
enum WaitEnd { case opened, timedOut, hungUp }

/// Waits for a gate or a time, and for the peer's hanging up, whatever comes first.
func waitOn(_ socket: Int32, gate: Gate?, milliseconds: Int32) -> WaitEnd {
  let hungUp = peerClosed | Int16(POLLHUP | POLLERR)
  var polled = [
    pollfd(fd: socket, events: peerClosed, revents: 0),
    pollfd(fd: gate?.descriptor ?? -1, events: Int16(POLLIN), revents: 0),
  ]
  while true {
    let count = poll(&polled, 2, milliseconds)
    if count == 0 { return .timedOut }
    if count < 0, errno == EINTR { continue }
    return polled[0].revents & hungUp != 0 || count < 0 ? .hungUp : .opened
  }
}
