import CCurl

/// A multi handle with its owner's promise: its loop alone uses it, and anyone may end the loop's sleep.
///
/// Unchecked, as `curl_multi_wakeup` is the one call that libcurl allows from any thread; the handle goes
/// with the last reference, when the loop has ended and nobody is waking it.
final class MultiHandle: @unchecked Sendable {
  let pointer: UnsafeMutableRawPointer

  /// Nil when libcurl has no memory for it.
  init?() {
    guard let pointer = curl_multi_init() else { return nil }
    self.pointer = pointer
  }

  deinit { curl_multi_cleanup(pointer) }

  /// Ends the sleep of the loop, or its next one.
  func wake() { curl_multi_wakeup(pointer) }
}
