import CCurl

/// One easy handle of libcurl with what must live as long as a transfer.
final class EasyHandle {
  let pointer: UnsafeMutableRawPointer
  private let errorText: UnsafeMutablePointer<CChar>
  private var fields: UnsafeMutablePointer<curl_slist>?
  /// Lives as long as the handle that has it.
  private let sessions: SessionShare

  init?(_ sessions: SessionShare) {
    guard let pointer = curl_easy_init() else { return nil }
    self.pointer = pointer
    self.sessions = sessions
    errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
    errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    if let share = sessions.pointer { set(CURLOPT_SHARE, context: share) }
  }

  deinit {
    curl_easy_cleanup(pointer)
    curl_slist_free_all(fields)
    errorText.deallocate()
  }

  /// Forgets all options; connections and names looked up stay with the multi handle, TLS sessions with the share.
  func reset() {
    curl_easy_reset(pointer)
    curl_slist_free_all(fields)
    fields = nil
    errorText.pointee = 0
  }

  /// libcurl's own words about a failure.
  var errorDetail: String? {
    errorText.pointee == 0 ? nil : String(cString: errorText)
  }

  @discardableResult
  func set(_ option: CURLoption, _ value: Int) -> Bool {
    ccurl_set_long(pointer, option, value) == CURLE_OK
  }

  @discardableResult
  func set(_ option: CURLoption, _ value: String) -> Bool {
    ccurl_set_string(pointer, option, value) == CURLE_OK
  }

  func set(_ option: CURLoption, context: UnsafeMutableRawPointer) {
    ccurl_set_pointer(pointer, option, context)
  }

  func set(_ option: CURLoption, callback: ccurl_data_callback) {
    ccurl_set_data_callback(pointer, option, callback)
  }

  func collectErrorText() { ccurl_set_pointer(pointer, CURLOPT_ERRORBUFFER, errorText) }

  /// Sends these field lines; the handle owns the list from now on.
  func set(fields list: UnsafeMutablePointer<curl_slist>?) {
    fields = list
    ccurl_set_list(pointer, CURLOPT_HTTPHEADER, list)
  }
}

/// Easy handles that are free, as making one costs more than clearing one.
struct EasyPool {
  private var free: [EasyHandle] = []
  private let sessions = SessionShare()
  private let limit = 64

  mutating func take() -> EasyHandle? { free.popLast() ?? EasyHandle(sessions) }

  mutating func give(back handle: EasyHandle) {
    guard free.count < limit, CurlLibrary.mayUseHandlesAgain else { return }
    handle.reset()
    free.append(handle)
  }

  mutating func drain() { free = [] }
}

/// The TLS sessions of all handles of a loop: whichever connects again resumes the last session.
final class SessionShare {
  let pointer = ccurl_share_tls_sessions()

  deinit { if let pointer { ccurl_free_share(pointer) } }
}
