import CCurl
import FoundationEssentials
import HTTPTransport
import HTTPTypes

extension Call {
  /// Sets every option of the transfer; false when libcurl can't.
  func configure(_ configuration: CurlTransport.Configuration) -> Bool {
    let request = transfer.request
    setCallbacks()
    setLimits(request.options)
    easy.set(CURLOPT_NOSIGNAL, 1)
    easy.set(CURLOPT_PATH_AS_IS, 1)
    easy.set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
    easy.set(
      CURLOPT_HTTP_VERSION,
      Int(request.isPlain ? CURL_HTTP_VERSION_1_1 : CURL_HTTP_VERSION_2TLS))
    easy.set(CURLOPT_BUFFERSIZE, 64 * 1024)
    // RFC 9110 section 14.1.2: a range is one of the coded bytes, which can't be decoded alone.
    let hasRange = transfer.request.fields.contains(.range)
    if decodesContent { easy.set(CURLOPT_ACCEPT_ENCODING, hasRange ? "identity" : "") }
    if !request.mayUseKeptConnection { easy.set(CURLOPT_FRESH_CONNECT, 1) }
    // Where the answer comes first, the origin may wait for the content still.
    if request.expectsContinue { easy.set(CURLOPT_FORBID_REUSE, 1) }
    if let file = configuration.certificateFile { easy.set(CURLOPT_CAINFO, file) }
    setMethodAndBody(request)
    if let target = request.target { easy.set(CURLOPT_REQUEST_TARGET, target) }
    return easy.set(CURLOPT_URL, request.url) && ccurl_allow_http_only(easy.pointer) == CURLE_OK
  }

  private func setLimits(_ options: TransportOptions) {
    easy.set(CURLOPT_CONNECTTIMEOUT_MS, milliseconds(options.connectTimeout))
    if let total = options.totalTimeout { easy.set(CURLOPT_TIMEOUT_MS, milliseconds(total)) }
  }

  private func setMethodAndBody(_ request: OutgoingRequest) {
    let length: Int64? =
      switch request.body {
      case .none: nil
      case .data(let data): Int64(data.count)
      case .upload(_, let length): length ?? -1
      }
    easy.set(fields: FieldList.make(request.fields, hasBody: length != nil))
    if request.method == "HEAD" { return _ = easy.set(CURLOPT_NOBODY, 1) }
    if let length {
      easy.set(CURLOPT_UPLOAD, 1)
      ccurl_set_offset(easy.pointer, CURLOPT_INFILESIZE_LARGE, length)
    }
    if request.method != "GET" || length != nil { easy.set(CURLOPT_CUSTOMREQUEST, request.method) }
  }
}

/// Whole milliseconds as libcurl takes them, at least one, as its zero means another thing.
func milliseconds(_ seconds: TimeInterval) -> Int {
  let most = 1_000_000_000.0
  return Int(max(1, seconds * 1000 < most ? seconds * 1000 : most))
}
