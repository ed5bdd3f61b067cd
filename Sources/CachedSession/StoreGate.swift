import CacheStore
import Synchronization

/// The session's only way to its store. A fault of the store never fails a request: the gate turns it
/// into a value, and keeps requests from waiting for the same fault one after another.
final class StoreGate: Sendable {
  /// How long a faulty store is left alone.
  private static let pause = Duration.seconds(1)

  private struct State {
    var store: (any CacheStore)?
    var troubles: [Access: Trouble] = [:]

    /// What has gone wrong and not worked since, writing first.
    var fault: StoreError? { (troubles[.write] ?? troubles[.read])?.fault }
  }

  private struct Trouble {
    let fault: StoreError
    let until = ContinuousClock.now + StoreGate.pause
  }

  enum Access: Sendable { case read, write }

  private let state: Mutex<State>
  /// Whether there are troubles: hits come often, and one lock of all tasks is one that they wait for.
  private let isTroubled = Atomic(false)
  private let open: @Sendable () throws -> any CacheStore
  /// Whether what `open` gives is nobody else's.
  private let isOwner: Bool

  /// A gate to a store that `open` opens at the first request, and again after it failed or was closed.
  init(isOwner: Bool, _ open: @escaping @Sendable () throws -> any CacheStore) {
    self.isOwner = isOwner
    self.open = open
    state = Mutex(State())
  }

  /// What the store last complained about; nil when it works.
  var fault: StoreError? {
    isTroubled.load(ordering: .acquiring) ? state.withLock { $0.fault } : nil
  }

  /// Runs `work` on the store; the failure says why there is no result.
  func perform<T>(
    _ access: Access, _ work: (any CacheStore) async throws -> T
  ) async -> Result<T, StoreError> {
    switch usableStore(for: access) {
    case .failure(let fault): return .failure(fault)
    case .success(let store):
      do {
        let result = try await work(store)
        clear(access)
        return .success(result)
      } catch {
        return .failure(note(error, of: store, access))
      }
    }
  }

  /// Closes the store if it is the gate's own; the next request opens it again.
  func close() async {
    guard isOwner else { return }
    let store = state.withLock { state in
      defer { state.store = nil }
      return state.store
    }
    await store?.close()
  }

  private func usableStore(for access: Access) -> Result<any CacheStore, StoreError> {
    state.withLock { state in
      if let trouble = state.troubles[access], ContinuousClock.now < trouble.until {
        return .failure(trouble.fault)
      }
      if let store = state.store { return .success(store) }
      do {
        let store = try open()
        state.store = store
        return .success(store)
      } catch {
        let trouble = Trouble(fault: StoreGate.storeError(error, name: "The cache"))
        state.troubles = [.read: trouble, .write: trouble]
        isTroubled.store(true, ordering: .releasing)
        return .failure(trouble.fault)
      }
    }
  }

  /// What works again is forgotten; a store that takes changes can be read as well.
  private func clear(_ access: Access) {
    guard isTroubled.load(ordering: .acquiring) else { return }
    state.withLock { state in
      state.troubles[.read] = nil
      if access == .write { state.troubles[.write] = nil }
      isTroubled.store(!state.troubles.isEmpty, ordering: .releasing)
    }
  }

  /// Remembers a fault. Faults of one entry (`gone`) and refusals (`readOnly`) say nothing about the
  /// next request and pause nothing.
  private func note(_ error: any Error, of store: any CacheStore, _ access: Access) -> StoreError {
    let fault = StoreGate.storeError(error, name: store.name)
    guard fault.code != .gone, fault.code != .readOnly else { return fault }
    state.withLock { state in
      state.troubles[access] = Trouble(fault: fault)
      isTroubled.store(true, ordering: .releasing)
      // Its file was removed or replaced: what is there now, or can be made there, is opened next time.
      if fault.code == .notFound { state.store = nil }
    }
    return fault
  }

  private static func storeError(_ error: any Error, name: String) -> StoreError {
    error as? StoreError ?? StoreError(.io, store: name, detail: String(describing: error))
  }
}
