import CCurl

/// Bare libcurl: one easy handle that is used again and again, and a buffer that takes the body.
final class CurlFloor {
  private let handle: UnsafeMutableRawPointer
  private var body: [UInt8] = []

  init() throws {
    guard let handle = curl_easy_init() else { throw BenchmarkError("libcurl has no handle.") }
    self.handle = handle
    ccurl_set_pointer(handle, CURLOPT_WRITEDATA, Unmanaged.passUnretained(self).toOpaque())
    ccurl_set_long(handle, CURLOPT_NOSIGNAL, 1)
    ccurl_set_data_callback(handle, CURLOPT_WRITEFUNCTION) {
      @Sendable bytes, size, count, context in
      guard let bytes, let context else { return 0 }
      let floor = Unmanaged<CurlFloor>.fromOpaque(context).takeUnretainedValue()
      floor.body += UnsafeRawBufferPointer(start: bytes, count: size * count)
      return size * count
    }
  }

  deinit { curl_easy_cleanup(handle) }

  /// Fetches a URL and returns its body.
  func get(_ url: String) throws -> [UInt8] {
    body.removeAll(keepingCapacity: true)
    ccurl_set_string(handle, CURLOPT_URL, url)
    let code = curl_easy_perform(handle)
    guard code == CURLE_OK else {
      throw BenchmarkError("\(url): \(String(cString: curl_easy_strerror(code)))")
    }
    return body
  }
}
