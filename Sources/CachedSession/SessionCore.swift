import CacheStore
import FoundationEssentials
import HTTPCaching
import HTTPTransport
import HTTPTypes

/// What all exchanges of a session share.
final class SessionCore: Sendable {
  let gate: StoreGate
  let transport: any HTTPTransport
  let flights = Flights()
  let background = BackgroundTasks()
  let recorder: StatisticsRecorder
  let now: @Sendable () -> Date

  init(
    gate: StoreGate, transport: any HTTPTransport, recorder: StatisticsRecorder,
    now: @escaping @Sendable () -> Date
  ) {
    self.gate = gate
    self.transport = transport
    self.recorder = recorder
    self.now = now
  }

  /// Hands the counts to the store a few times a second until the task is cancelled, then a last time.
  /// Counts of a store that fails are kept until it works again. What was stored is held within the
  /// store's limits along the way. While the session only reads, nothing of this happens.
  func reportStatistics() async {
    var upkeep = Upkeep()
    while !Task.isCancelled {
      try? await Task.sleep(for: .milliseconds(250))
      if let delta = recorder.drain(now: now()) {
        await write(delta)
        upkeep.stored += delta.counters.storeWrites
      }
      if upkeep.isDue, !recorder.isSilent { await upkeep.run(self) }
    }
    guard let last = recorder.close(now: now()) else { return }
    await write(last)
    upkeep.stored += last.counters.storeWrites
    if upkeep.stored > 0 { await upkeep.run(self) }
  }

  /// When the store's limits were last looked after.
  private struct Upkeep {
    private static let interval = Duration.seconds(30)

    var stored: Int64 = 0
    private var last = ContinuousClock.now

    var isDue: Bool { stored > 0 && last.duration(to: .now) > Upkeep.interval }

    mutating func run(_ core: SessionCore) async {
      stored = 0
      last = .now
      let now = core.now()
      _ = await core.gate.perform(.write) { try await $0.enforceLimits(now: now) }
    }
  }

  private func write(_ delta: ActivityDelta) async {
    let result = await gate.perform(.write) { store in
      guard store.capabilities.contains(.activity) else { return }
      try await store.record(delta)
    }
    if case .failure(let fault) = result, fault.code != .readOnly { recorder.takeBack(delta) }
  }
}
