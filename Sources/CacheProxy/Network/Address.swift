import Dispatch
import Glibc

/// Where a socket listens or connects to.
struct Address: Sendable {
  private var storage: [UInt8]
  private let family: Int32

  /// The addresses of a host, which may be a name, for a port. Asks the resolver, on a thread of its own.
  static func resolve(_ host: String, port: String) async throws(NetworkError) -> [Address] {
    let (code, found) = await withCheckedContinuation { continuation in
      DispatchQueue.global().async { continuation.resume(returning: resolveNow(host, port)) }
    }
    guard code == 0, !found.isEmpty else {
      throw NetworkError(call: "resolve \(host)", code: ENOENT)
    }
    return found
  }

  private static func resolveNow(_ host: String, _ port: String) -> (Int32, [Address]) {
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    hints.ai_flags = AI_NUMERICSERV
    var list: UnsafeMutablePointer<addrinfo>?
    let code = getaddrinfo(host, port, &hints, &list)
    defer { if let list { freeaddrinfo(list) } }
    var addresses: [Address] = []
    var next = list
    while let info = next?.pointee {
      if let address = info.ai_addr {
        let bytes = UnsafeRawBufferPointer(start: address, count: Int(info.ai_addrlen))
        addresses.append(Address(storage: [UInt8](bytes), family: info.ai_family))
      }
      next = info.ai_next
    }
    return (code, addresses)
  }

  /// Whether only this machine can reach it.
  var isLoopback: Bool {
    family == AF_INET
      ? storage[4] == 127 : storage[8..<24].elementsEqual([UInt8](repeating: 0, count: 15) + [1])
  }

  /// A socket that listens there.
  func listen() throws(NetworkError) -> Int32 {
    let descriptor = try makeSocket()
    var on: Int32 = 1
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size))
    let isBound = withPointer { bind(descriptor, $0, $1) } == 0
    guard isBound, Glibc.listen(descriptor, 1024) == 0 else {
      let error = NetworkError.last(isBound ? "listen" : "bind")
      close(descriptor)
      throw error
    }
    return descriptor
  }

  /// A socket that is about to be connected to it: it can be written once it is.
  func connect() throws(NetworkError) -> Int32 {
    let descriptor = try makeSocket()
    _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
    guard withPointer({ Glibc.connect(descriptor, $0, $1) }) == 0 || errno == EINPROGRESS else {
      let error = NetworkError.last("connect")
      close(descriptor)
      throw error
    }
    return descriptor
  }

  /// The port that a listening socket got.
  static func port(of descriptor: Int32) -> Int {
    var address = sockaddr_in6()
    var length = socklen_t(MemoryLayout<sockaddr_in6>.size)
    _ = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &length) }
    }
    return Int(UInt16(bigEndian: address.sin6_port))
  }

  private func makeSocket() throws(NetworkError) -> Int32 {
    let descriptor = socket(family, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw NetworkError.last("socket") }
    return descriptor
  }

  private func withPointer<Result>(
    _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
  ) -> Result {
    storage.withUnsafeBytes { bytes in
      bytes.withMemoryRebound(to: sockaddr.self) { address in
        guard let start = address.baseAddress else { preconditionFailure("an address has bytes") }
        return body(start, socklen_t(bytes.count))
      }
    }
  }
}

/// Sends small messages at once.
func sendsAtOnce(_ descriptor: Int32) {
  var on: Int32 = 1
  setsockopt(
    descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
}
