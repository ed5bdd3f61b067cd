import CCurl
import Glibc

/// libcurl's set-up for the whole process, done when the first transfer starts.
enum CurlLibrary {
  /// Whether it worked.
  static let isReady = curl_global_init(Int(CURL_GLOBAL_ALL)) == CURLE_OK

  /// Whether a handle may be used again. From 7.83.0 on, and before 8.1.0, one that was still knew the last line of its
  /// last head, which was freed: a head that begins with a folded line was written there.
  static let mayUseHandlesAgain = !(0x07_53_00..<0x08_01_00).contains(ccurl_version_number())

  /// The content codings that this libcurl undoes, in lower case.
  static let codings: Set<String> = {
    let known: [(bit: Int32, names: [String])] = [
      (CURL_VERSION_LIBZ, ["gzip", "x-gzip", "deflate"]),
      (CURL_VERSION_BROTLI, ["br"]), (CURL_VERSION_ZSTD, ["zstd"]),
    ]
    return known.reduce(into: ["identity"]) { codings, row in
      if ccurl_features() & row.bit != 0 { codings.formUnion(row.names) }
    }
  }()
}

/// Milliseconds of a clock that no one sets.
func monotonicMilliseconds() -> Int {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
}
