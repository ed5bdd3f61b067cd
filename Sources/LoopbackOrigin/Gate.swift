import Glibc
import Synchronization

/// Something that connections wait for and a test opens: a pipe whose end can be polled together
/// with the connection's socket, so that a client who hangs up ends the wait.
package final class Gate: Sendable {
  /// Readable, by end of file, once the gate is open.
  let descriptor: Int32
  private let writeEnd: Mutex<Int32?>

  /// A closed gate.
  package init() throws(SocketError) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw SocketError.last("pipe") }
    for end in ends { closeOnExec(end) }
    descriptor = ends[0]
    writeEnd = Mutex(ends[1])
  }

  deinit {
    open()
    close(descriptor)
  }

  /// Lets everyone through, now and later.
  package func open() {
    let end = writeEnd.withLock { held in
      defer { held = nil }
      return held
    }
    if let end { close(end) }
  }
}
