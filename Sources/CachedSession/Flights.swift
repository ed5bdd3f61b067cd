import HTTPCaching
import Synchronization

/// Transfers under way by cache key, so that concurrent misses for one key share one of them.
final class Flights: Sendable {
  /// What a follower finds when the leader's transfer has ended.
  enum Landing: Sendable {
    /// The answer is in the store.
    case stored
    /// It must not be stored: each request needs its own transfer.
    case notStored
    /// The leader gave up; another may lead.
    case abandoned
  }

  /// Whether a request leads a transfer or waited for one.
  enum Turn: Sendable {
    case lead
    case followed(Landing)
  }

  private typealias Followers = [UInt64: CheckedContinuation<Landing, Never>]

  private struct State {
    var flights: [CacheKey: Followers] = [:]
    var nextFollower: UInt64 = 0
  }

  private let state = Mutex(State())

  /// Leads the transfer for `key`, or waits until the one under way has landed. A cancelled follower
  /// stops waiting at once.
  func join(_ key: CacheKey) async -> Turn {
    let follower: UInt64? = state.withLock { state in
      guard state.flights[key] != nil else {
        state.flights[key] = [:]
        return nil
      }
      state.nextFollower += 1
      return state.nextFollower
    }
    guard let follower else { return .lead }
    let landing = await withTaskCancellationHandler {
      await withCheckedContinuation { wait(for: key, as: follower, $0) }
    } onCancel: {
      leave(key, follower)
    }
    return .followed(landing)
  }

  /// Leads the transfer for `key` unless one is under way; waits for nobody.
  func leadIfFree(_ key: CacheKey) -> FlightLease? {
    let isFree = state.withLock { state in
      guard state.flights[key] == nil else { return false }
      state.flights[key] = [:]
      return true
    }
    return isFree ? FlightLease(self, key) : nil
  }

  /// Ends the transfer for `key` and lets its followers go on.
  func land(_ key: CacheKey, _ landing: Landing) {
    let followers = state.withLock { $0.flights.removeValue(forKey: key) }
    for continuation in (followers ?? [:]).values { continuation.resume(returning: landing) }
  }

  private func wait(
    for key: CacheKey, as follower: UInt64, _ continuation: CheckedContinuation<Landing, Never>
  ) {
    let isGone = state.withLock { state in
      // The flight landed, or this follower was cancelled, between joining and waiting.
      guard state.flights[key] != nil, !Task.isCancelled else { return true }
      state.flights[key]?[follower] = continuation
      return false
    }
    if isGone { continuation.resume(returning: .abandoned) }
  }

  private func leave(_ key: CacheKey, _ follower: UInt64) {
    let continuation = state.withLock { $0.flights[key]?.removeValue(forKey: follower) }
    continuation?.resume(returning: .abandoned)
  }
}

/// The leader's hold on a flight: it lands once, at the latest when the leader lets go of it.
final class FlightLease: Sendable {
  private let flights: Flights
  private let key: CacheKey
  private let hasLanded = Mutex(false)

  init(_ flights: Flights, _ key: CacheKey) {
    self.flights = flights
    self.key = key
  }

  deinit { land(.abandoned) }

  func land(_ landing: Flights.Landing) {
    let isFirst = hasLanded.withLock { landed in
      defer { landed = true }
      return !landed
    }
    if isFirst { flights.land(key, landing) }
  }

  /// Lands it after a time, if it hasn't landed by then.
  func land(_ landing: Flights.Landing, after time: Duration) {
    guard time > .zero else { return land(landing) }
    Task { [weak self] in
      try? await Task.sleep(for: time)
      self?.land(landing)
    }
  }

  /// Lands a transfer that failed. Where the origin is at fault the followers try it all at once, each
  /// for itself: one after another, the last would wait for the time limits of all.
  func land(after error: (any Error)?) {
    land(error is CancellationError ? .abandoned : .notStored)
  }
}
