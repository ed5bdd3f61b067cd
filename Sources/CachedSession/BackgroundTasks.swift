import Synchronization

/// Work that outlives the request that started it: revalidations in the background.
final class BackgroundTasks: Sendable {
  private struct State {
    var tasks: [UInt64: Task<Void, Never>] = [:]
    var next: UInt64 = 0
    var isClosed = false
  }

  private let state = Mutex(State())

  /// Runs `work` unless the session is closed.
  func start(_ work: @escaping @Sendable () async -> Void) {
    state.withLock { state in
      guard !state.isClosed else { return }
      state.next += 1
      let number = state.next
      state.tasks[number] = Task {
        await work()
        self.finish(number)
      }
    }
  }

  /// Cancels what runs, and waits for its end.
  func close() async {
    let tasks = state.withLock { state in
      state.isClosed = true
      return Array(state.tasks.values)
    }
    for task in tasks {
      task.cancel()
      await task.value
    }
  }

  /// Waits for what runs now.
  func drain() async {
    for task in state.withLock({ Array($0.tasks.values) }) { await task.value }
  }

  private func finish(_ number: UInt64) {
    state.withLock { $0.tasks[number] = nil }
  }
}
