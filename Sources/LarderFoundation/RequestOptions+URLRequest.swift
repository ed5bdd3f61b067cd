import CachedSession
import Foundation
import FoundationNetworking
import HTTPTypes

/// What a `URLRequest` says beyond HTTP, in the cache's words.
struct URLRequestWishes {
  var options: RequestOptions
  /// The directive that the request needs besides; nil for none.
  var cacheControl: String?

  init(_ request: URLRequest, _ options: RequestOptions) {
    self.options = options
    // 60 is what a request has that was told nothing: then the session's own limit holds.
    if request.timeoutInterval != 60 { self.options.idleTimeout = request.timeoutInterval }
    switch request.cachePolicy {
    case .reloadIgnoringLocalCacheData, .reloadIgnoringCacheData: self.options.forceRefresh = true
    case .reloadIgnoringLocalAndRemoteCacheData:
      self.options.forceRefresh = true
      cacheControl = "no-cache"
    case .reloadRevalidatingCacheData: self.options.refresh = true
    case .returnCacheDataElseLoad: cacheControl = "max-stale"
    case .returnCacheDataDontLoad:
      self.options.onlyIfCached = true
      cacheControl = "max-stale"
    default: break
    }
  }
}

extension HTTPRequest {
  /// The request with one more directive in its `Cache-Control`.
  func adding(cacheControl directive: String?) -> HTTPRequest {
    guard let directive else { return self }
    var request = self
    request.headerFields.append(HTTPField(name: .cacheControl, value: directive))
    return request
  }
}
