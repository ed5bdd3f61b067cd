import CCurl

/// Ends the thread's sleep.
///
/// Unchecked, as the pointer is only given to `curl_multi_wakeup`, the one call that libcurl allows
/// from any thread; the inbox forgets the waker before the handle goes.
struct Waker: @unchecked Sendable {
  private let multi: UnsafeMutableRawPointer

  init(multi: UnsafeMutableRawPointer) { self.multi = multi }

  func wake() { curl_multi_wakeup(multi) }
}
