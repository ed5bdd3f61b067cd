import Canvas
import Synchronization

/// What the program may know of the terminal without asking its thread.
final class TerminalState: Sendable {
  struct Facts: Sendable {
    var size = Size(columns: 0, rows: 0)
    var isASCII = false
    var isUTF8 = false
    var depth = ColorDepth.none
    var endingSignal: Int32?
  }

  private let state = Mutex(Facts())

  var facts: Facts { state.withLock { $0 } }
  var size: Size { facts.size }

  func start(size: Size, isASCII: Bool, isUTF8: Bool, depth: ColorDepth) {
    state.withLock { $0 = Facts(size: size, isASCII: isASCII, isUTF8: isUTF8, depth: depth) }
  }

  func resize(_ size: Size) { state.withLock { $0.size = size } }

  func end(signal: Int32?) { state.withLock { $0.endingSignal = $0.endingSignal ?? signal } }
}
