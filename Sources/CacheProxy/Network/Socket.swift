internal import CLinux
import Glibc
import Synchronization

/// A connected socket of an event loop. One task reads it and one writes it at a time.
final class Socket: Sendable {
  private let descriptor: Int32
  private let state = Mutex(State())

  private struct State {
    var reader = Side()
    var writer = Side()
    var isClosed = false
    var onClose: (@Sendable () -> Void)?
  }

  /// One direction.
  private struct Side {
    /// Whether something may have changed since it last said that it can't go on.
    var isReady = true
    var waiting: CheckedContinuation<Bool, Never>?
    var deadline: ContinuousClock.Instant?

    mutating func take() -> CheckedContinuation<Bool, Never>? {
      defer { waiting = nil }
      return waiting
    }
  }

  /// A socket that doesn't block from now on.
  init(_ descriptor: Int32) {
    self.descriptor = descriptor
    _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
  }

  deinit { Glibc.close(descriptor) }

  func onClose(_ body: @escaping @Sendable () -> Void) { state.withLock { $0.onClose = body } }

  /// Ends the connection in both directions; whoever waits for it goes on. The number of the descriptor is
  /// free once nobody has the object.
  func close() {
    let (first, waiting) = state.withLock { state in
      defer { state.isClosed = true }
      let waiting = [state.reader.take(), state.writer.take()]
      return (state.isClosed ? nil : state.onClose, waiting)
    }
    shutdown(descriptor, Int32(SHUT_RDWR))
    for continuation in waiting { continuation?.resume(returning: false) }
    first?()
  }

  /// Ends the connection so that the other side sees it broken off, rather than at its end.
  func abort() {
    // To connect to nothing is the system's call for a reset.
    var nothing = sockaddr()
    nothing.sa_family = sa_family_t(AF_UNSPEC)
    _ = Glibc.connect(descriptor, &nothing, socklen_t(MemoryLayout<sockaddr>.size))
    close()
  }

  /// The address of the other side, as numbers; nil where there is none any more.
  var peer: String? {
    var address = sockaddr_storage()
    var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
    var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
    let isKnown = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        getpeername(descriptor, $0, &size) == 0
          && getnameinfo($0, size, &text, socklen_t(text.count), nil, 0, NI_NUMERICHOST) == 0
      }
    }
    guard isKnown else { return nil }
    // Without the interface of one that is local to it.
    let bytes = text.prefix { $0 != 0 && $0 != CChar(bitPattern: UInt8(ascii: "%")) }
    let name = String(decoding: bytes.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let mapped = "::ffff:"
    return name.hasPrefix(mapped) && name.contains(".")
      ? String(name.dropFirst(mapped.count)) : name
  }

  /// Says that nothing more will be sent.
  func finishSending() { shutdown(descriptor, Int32(SHUT_WR)) }

  // MARK: Reading and writing

  /// Reads at most so many bytes; none at the end.
  ///
  /// - Parameter limit: how long to wait for something.
  func read(atMost count: Int, within limit: Duration) async throws(NetworkError) -> [UInt8] {
    let deadline = ContinuousClock.now + limit
    while true {
      var code: Int32 = 0
      let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
        let result = recv(descriptor, buffer.baseAddress, count, 0)
        if result < 0 { code = errno }
        filled = max(0, result)
      }
      switch code {
      case 0: return bytes
      case EINTR: continue
      case EAGAIN: try await wait(for: \.reader, until: deadline)
      default: throw NetworkError(call: "recv", code: code)
      }
    }
  }

  /// Writes all of it.
  ///
  /// - Parameter limit: how long to wait for room at a time.
  func write(_ bytes: [UInt8], within limit: Duration) async throws(NetworkError) {
    var done = 0
    while done < bytes.count {
      let result = bytes.withUnsafeBytes { buffer in
        send(
          descriptor, buffer.baseAddress.map { $0 + done }, buffer.count - done, Int32(MSG_NOSIGNAL)
        )
      }
      if result >= 0 {
        done += result
      } else if errno == EAGAIN {
        try await wait(for: \.writer, until: .now + limit)
      } else if errno != EINTR {
        throw NetworkError.last("send")
      }
    }
  }

  /// Waits until it is connected.
  func connected(within limit: Duration) async throws(NetworkError) {
    let deadline = ContinuousClock.now + limit
    while true {
      var code: Int32 = 0
      var length = socklen_t(MemoryLayout<Int32>.size)
      getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &length)
      guard code == 0 else { throw NetworkError(call: "connect", code: code) }
      var name = sockaddr_storage()
      var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
      let isThere = withUnsafeMutablePointer(to: &name) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getpeername(descriptor, $0, &size) }
      }
      if isThere == 0 { return }
      try await wait(for: \.writer, until: deadline)
    }
  }

  /// The next connection to a socket that listens.
  func accept() async throws(NetworkError) -> Int32 {
    while true {
      let accepted = clinux_accept(descriptor)
      if accepted >= 0 { return accepted }
      guard errno == EAGAIN || errno == ECONNABORTED || errno == EINTR else {
        throw NetworkError.last("accept")
      }
      if errno == EAGAIN { try await wait(for: \.reader, until: .now + .seconds(3600)) }
    }
  }

  private func wait(
    for side: any WritableKeyPath<State, Side> & Sendable, until deadline: ContinuousClock.Instant
  ) async throws(NetworkError) {
    let isThere = await withCheckedContinuation { continuation in
      let known: Bool? = state.withLock { state in
        if state.isClosed { return false }
        if state[keyPath: side].isReady {
          state[keyPath: side].isReady = false
          return true
        }
        state[keyPath: side].waiting = continuation
        state[keyPath: side].deadline = deadline
        return nil
      }
      if let known { continuation.resume(returning: known) }
    }
    if isThere { return }
    throw state.withLock { $0.isClosed } ? NetworkError.closed : .timedOut
  }

  // MARK: For the loop

  func became(readable: Bool, writable: Bool) {
    let waiting = state.withLock { state in
      (
        readable ? Self.wake(&state.reader) : nil, writable ? Self.wake(&state.writer) : nil
      )
    }
    waiting.0?.resume(returning: true)
    waiting.1?.resume(returning: true)
  }

  private static func wake(_ side: inout Side) -> CheckedContinuation<Bool, Never>? {
    guard let waiting = side.take() else {
      side.isReady = true
      return nil
    }
    return waiting
  }

  /// Lets those go on that have waited for too long.
  func giveUpWaiting(at time: ContinuousClock.Instant) {
    let waiting = state.withLock { state in
      [Self.expire(&state.reader, time), Self.expire(&state.writer, time)]
    }
    for continuation in waiting { continuation?.resume(returning: false) }
  }

  private static func expire(
    _ side: inout Side, _ time: ContinuousClock.Instant
  ) -> CheckedContinuation<Bool, Never>? {
    guard side.waiting != nil, let deadline = side.deadline, deadline < time else { return nil }
    return side.take()
  }
}
