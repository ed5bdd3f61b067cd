import FoundationEssentials
import Synchronization

/// Hands out a value one time.
final class Once: Sendable {
  private let value: Mutex<Data?>

  init(_ data: Data) { value = Mutex(data.isEmpty ? nil : data) }

  func take() -> Data? {
    value.withLock { held in
      defer { held = nil }
      return held
    }
  }
}
