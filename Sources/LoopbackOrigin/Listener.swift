import Dispatch
import Glibc
import Synchronization

/// The listening socket, and the connections that came from it.
final class Listener: Sendable {
  private struct State {
    var isStopped = false
    var connections: Set<Int32> = []
  }

  let port: Int
  private let socket: Int32
  private let state = Mutex(State())

  private init(socket: Int32, port: Int) {
    self.socket = socket
    self.port = port
  }

  deinit { close(socket) }

  static func open() throws(SocketError) -> Listener {
    let socket = Glibc.socket(AF_INET, streamType, 0)
    guard socket >= 0 else { throw SocketError.last("socket") }
    closeOnExec(socket)
    do throws(SocketError) {
      return Listener(socket: socket, port: try bindToLoopback(socket))
    } catch {
      close(socket)
      throw error
    }
  }

  /// Accepts until stopped; a connection above the limit waits for one that ends.
  func serve(_ script: Script) {
    let slots = DispatchSemaphore(value: script.limits.connections)
    while true {
      slots.wait()
      guard let peer = accept() else {
        slots.signal()  // A semaphore must go with the value it came with.
        return
      }
      script.log.change { $0.connectionsOpened += 1 }
      let isServed = spawnThread {
        Connection(socket: peer, script: script).serve()
        self.end(peer, script.log, slots)
      }
      if !isServed { end(peer, script.log, slots) }
    }
  }

  /// Ends the accept loop and all connections: a shut-down socket ends every call that waits on it.
  func stop() {
    state.withLock { state in
      state.isStopped = true
      for connection in state.connections { shutdown(connection, bothWays) }
    }
    shutdown(socket, bothWays)
  }

  private func accept() -> Int32? {
    while true {
      let peer = Glibc.accept(socket, nil, nil)
      let failure = errno
      let shouldStop = state.withLock { state in
        if peer >= 0, !state.isStopped { state.connections.insert(peer) }
        return state.isStopped
      }
      if shouldStop {
        if peer >= 0 { close(peer) }
        return nil
      }
      if peer >= 0 {
        closeOnExec(peer)
        return peer
      }
      let isShortOfDescriptors = failure == EMFILE || failure == ENFILE
      guard isShortOfDescriptors || failure == EINTR || failure == ECONNABORTED else { return nil }
      if isShortOfDescriptors { poll(nil, 0, 10) }
    }
  }

  private func end(_ peer: Int32, _ log: OriginLog, _ slots: DispatchSemaphore) {
    state.withLock { state in
      state.connections.remove(peer)
      close(peer)
    }
    log.change { $0.connectionsClosed += 1 }
    slots.signal()
  }
}
