import HTTPTypes

/// What a response's content codings (RFC 9110 section 8.4) mean for its transfer.
enum ContentCoding {
  /// There is nothing to undo.
  case none
  /// libcurl undoes all of them.
  case known
  /// libcurl would fail on one of them: the body has to be taken as it is.
  case unknown

  init(of response: HTTPResponse, method: String) {
    let codings = response.headerFields[values: .contentEncoding]
      .flatMap { $0.lowercased().split { ", \t".contains($0) } }
      .map(String.init)
      .filter { $0 != "identity" }
    let hasContent = method != "HEAD" && ![204, 304].contains(response.status.code)
    if codings.isEmpty || !hasContent {
      self = .none
    } else {
      self = CurlLibrary.codings.isSuperset(of: codings) ? .known : .unknown
    }
  }
}
