import SQLite
import Synchronization

/// A few connections for reading, each behind a lock. A caller takes the first free one and waits for
/// one only when all are in use.
final class ReaderPool<Reader>: Sendable {
  private let slots: [Slot]
  private let make: @Sendable () throws -> sending Reader
  private let check: @Sendable () -> StoreFile.State
  private let next = Atomic<Int>(0)

  private final class Slot: Sendable {
    let content = Mutex<Content?>(nil)
  }

  private struct Content {
    var reader: Reader
    var state: StoreFile.State
  }

  /// - Parameters:
  ///   - make: opens a reader for the file as it is now.
  ///   - check: what state the file is in; a reader opened in another one is opened anew.
  init(
    count: Int, make: @escaping @Sendable () throws -> sending Reader,
    check: @escaping @Sendable () -> StoreFile.State
  ) {
    slots = (0..<count).map { _ in Slot() }
    self.make = make
    self.check = check
  }

  /// Runs a body with a reader, on this thread.
  func read<Result: Sendable>(_ body: @Sendable (Reader) throws -> Result) throws -> Result {
    for slot in slots {
      if let result = try slot.content.withLockIfAvailable({ try run(body, &$0) }) { return result }
    }
    let turn = next.wrappingAdd(1, ordering: .relaxed).oldValue
    let slot = slots[Int(turn.magnitude % UInt(slots.count))]
    return try slot.content.withLock { try run(body, &$0) }
  }

  /// Closes all connections, when those in use are done.
  func close() {
    for slot in slots { slot.content.withLock { $0 = nil } }
  }

  private func run<Result: Sendable>(
    _ body: @Sendable (Reader) throws -> Result, _ content: inout sending Content?
  ) throws -> Result {
    let state = check()
    if let known = content, !known.state.serves(state) { content = nil }
    let reader = try content?.reader ?? make()
    content = Content(reader: reader, state: state)
    return try body(reader)
  }
}
