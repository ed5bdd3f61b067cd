import Synchronization

/// A change of the store that is under way: how far it is, and whether it is to end where it is.
final class RunningChange: Sendable {
  let task = Mutex<Task<Void, Never>?>(nil)
  private let done = Atomic<Int>(0)
  private let stopped = Atomic<Bool>(false)

  var isStopped: Bool { stopped.load(ordering: .relaxed) }

  /// Ends it at the next moment at which it can.
  func stop() { stopped.store(true, ordering: .relaxed) }

  /// Counts entries. Returns how many that makes.
  func advance(_ count: Int) -> Int {
    done.wrappingAdd(count, ordering: .relaxed).newValue
  }
}
