import FoundationEssentials
import Synchronization

/// Numbers for bodies, and the body read last: a value has to be decoded as a whole, which a viewer that
/// pages through it should not wait for each time.
final class BodyHandles: Sendable {
  private struct State {
    var marks: [Int64: (key: String, version: Int64)] = [:]
    var order: [Int64] = []
    var last: (handle: Int64, body: Data)?
  }

  private static let limit = 4096
  private let state = Mutex(State())

  /// The number of the body of a value, the same for the same value.
  func remember(_ mark: ValueMark) -> Int64 {
    let key = mark.key.utf8.reduce(Int64(7)) { $0 &* 31 &+ Int64($1) }
    let handle = ValueVersion.mix(mark.version, key)
    state.withLock { state in
      if state.marks.updateValue((mark.key, mark.version), forKey: handle) == nil {
        state.order.append(handle)
      }
      if state.order.count > Self.limit {
        for old in state.order.prefix(Self.limit / 2) { state.marks[old] = nil }
        state.order.removeFirst(Self.limit / 2)
      }
    }
    return handle
  }

  /// The body with that number, which `read` reads if it isn't the last one; nil when it is gone.
  func body(
    _ handle: Int64, read: (_ key: String, _ version: Int64) throws -> Data?
  ) rethrows -> Data? {
    let (last, mark) = state.withLock { ($0.last, $0.marks[handle]) }
    if let last, last.handle == handle { return last.body }
    guard let mark, let body = try read(mark.key, mark.version) else { return nil }
    state.withLock { $0.last = (handle, body) }
    return body
  }
}
