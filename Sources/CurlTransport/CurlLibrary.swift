import CCurl
import Glibc

/// libcurl's set-up for the whole process, done when the first transfer starts.
enum CurlLibrary {
  /// Whether it worked.
  static let isReady = curl_global_init(Int(CURL_GLOBAL_ALL)) == CURLE_OK
}

/// Milliseconds of a clock that no one sets.
func monotonicMilliseconds() -> Int {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
}
