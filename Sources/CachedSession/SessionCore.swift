import CacheStore
import FoundationEssentials
import HTTPCaching
import HTTPTransport
import HTTPTypes

/// What all exchanges of a session share.
struct SessionCore: Sendable {
  let gate: StoreGate
  let transport: any HTTPTransport
  let flights = Flights()
  let background = BackgroundTasks()
  let recorder: StatisticsRecorder
  let now: @Sendable () -> Date

  /// Hands the counts to the store a few times a second until the task is cancelled, then a last time.
  /// Counts of a store that fails are kept until it works again.
  func reportStatistics() async {
    while !Task.isCancelled {
      try? await Task.sleep(for: .milliseconds(250))
      if let delta = recorder.drain(now: now()) { await write(delta) }
    }
    await write(recorder.close(now: now()))
  }

  private func write(_ delta: ActivityDelta) async {
    let result = await gate.perform(.write) { store in
      guard store.capabilities.contains(.activity) else { return }
      try await store.record(delta)
    }
    if case .failure(let fault) = result, fault.code != .readOnly { recorder.takeBack(delta) }
  }
}
