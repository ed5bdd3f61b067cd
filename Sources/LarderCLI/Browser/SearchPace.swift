import Synchronization

/// How often long work tells how far it is: ten times a second after the first tenth, from whichever thread.
final class SearchPace: Sendable {
  private let next = Mutex(ContinuousClock.now + interval)

  private static let interval = Duration.milliseconds(100)

  /// Whether enough time has passed since the last time.
  var isDue: Bool {
    next.withLock { next in
      guard ContinuousClock.now >= next else { return false }
      next = .now + Self.interval
      return true
    }
  }
}
