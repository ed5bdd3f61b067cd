import HTTPTypes

/// What status codes mean to a cache.
enum StatusRules {
  /// RFC 9110 section 15.1: these may be stored and be given a heuristic lifetime.
  static func isHeuristicallyCacheable(_ status: HTTPResponse.Status) -> Bool {
    switch status.code {
    case 200, 203, 204, 206, 300, 301, 308, 404, 405, 410, 414, 501: true
    default: false
    }
  }

  /// Whether this cache knows what the status asks of caches (RFC 9111 section 3): those of RFC 9110
  /// section 15, except 304, which updates a stored response.
  static func isUnderstood(_ status: HTTPResponse.Status) -> Bool {
    switch status.code {
    case 200...206, 300...303, 305, 307, 308, 400...417, 421, 422, 426, 500...505: true
    default: false
    }
  }

  /// RFC 9110 section 15.2: anything from 200 on is final.
  static func isFinal(_ status: HTTPResponse.Status) -> Bool { status.code >= 200 }

  /// RFC 5861 section 4: what counts as an error for `stale-if-error`.
  static func isServerFailure(_ status: HTTPResponse.Status) -> Bool {
    switch status.code {
    case 500, 502, 503, 504: true
    default: false
    }
  }

  /// RFC 9111 section 4.4: 2xx and 3xx.
  static func isNonError(_ status: HTTPResponse.Status) -> Bool {
    (200...399).contains(status.code)
  }
}
