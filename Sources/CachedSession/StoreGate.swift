import CacheStore
import Synchronization

/// The session's only way to its store. A fault of the store never fails a request: the gate turns it
/// into a value, and keeps requests from waiting for the same fault one after another.
final class StoreGate: Sendable {
  /// How long a faulty store is left alone.
  private static let pause = Duration.seconds(1)

  private struct State {
    var store: (any CacheStore)?
    var pausedUntil: [Access: ContinuousClock.Instant] = [:]
    var fault: StoreError?
  }

  enum Access: Sendable { case read, write }

  private let state: Mutex<State>
  private let open: @Sendable () throws -> any CacheStore

  /// A gate to a store that `open` opens at the first request, and again after it failed.
  init(_ open: @escaping @Sendable () throws -> any CacheStore) {
    self.open = open
    state = Mutex(State())
  }

  /// What the store last complained about; nil when it works.
  var fault: StoreError? { state.withLock { $0.fault } }

  /// Runs `work` on the store; the failure says why there is no result.
  func perform<T>(
    _ access: Access, _ work: (any CacheStore) async throws -> T
  ) async -> Result<T, StoreError> {
    switch usableStore(for: access) {
    case .failure(let fault): return .failure(fault)
    case .success(let store):
      do {
        let result = try await work(store)
        if access == .write { clearFault() }
        return .success(result)
      } catch {
        return .failure(note(error, of: store, access))
      }
    }
  }

  private func usableStore(for access: Access) -> Result<any CacheStore, StoreError> {
    state.withLock { state in
      if let until = state.pausedUntil[access], ContinuousClock.now < until, let fault = state.fault
      {
        return .failure(fault)
      }
      if let store = state.store { return .success(store) }
      do {
        let store = try open()
        state.store = store
        return .success(store)
      } catch {
        let fault = StoreGate.storeError(error, name: "The cache")
        state.fault = fault
        let until = ContinuousClock.now + StoreGate.pause
        state.pausedUntil = [.read: until, .write: until]
        return .failure(fault)
      }
    }
  }

  private func clearFault() {
    state.withLock { state in
      guard state.fault != nil else { return }
      state.fault = nil
      state.pausedUntil = [:]
    }
  }

  /// Remembers a fault. Faults of one entry (`gone`) and refusals (`readOnly`) say nothing about the
  /// next request and pause nothing.
  private func note(_ error: any Error, of store: any CacheStore, _ access: Access) -> StoreError {
    let fault = StoreGate.storeError(error, name: store.name)
    guard fault.code != .gone, fault.code != .readOnly else { return fault }
    state.withLock { state in
      state.fault = fault
      state.pausedUntil[access] = ContinuousClock.now + StoreGate.pause
    }
    return fault
  }

  private static func storeError(_ error: any Error, name: String) -> StoreError {
    error as? StoreError ?? StoreError(.io, store: name, detail: String(describing: error))
  }
}
