import FoundationEssentials
import HTTPCaching
import HTTPTypes

/// The request that follows a redirect (RFC 9110 section 15.4).
enum Redirect {
  /// Fields that are meant for one origin and never cross to another.
  private static let originBound: [HTTPField.Name] = [
    .authorization, .cookie, .proxyAuthorization,
  ]

  /// Fields that describe a body that is no longer sent, or validate another URL's response.
  private static let bodyBound: [HTTPField.Name] = [
    .contentType, .contentLength, .contentEncoding, .transferEncoding,
  ]

  /// What to send next, and whether the body goes along; nil when the response is no redirect that can
  /// be followed.
  static func next(
    after request: HTTPRequest, _ response: HTTPResponse
  ) -> (request: HTTPRequest, keepsBody: Bool)? {
    guard let method = method(after: request.method, response.status.code),
      let location = response.headerFields[.location],
      let base = request.absoluteURL.flatMap({ URL(string: $0) }),
      let target = URL(string: location, relativeTo: base)?.absoluteURL.absoluteString,
      var next = HTTPRequest(method: method, url: target, headerFields: request.headerFields)
    else { return nil }
    if next.authority != request.authority || next.scheme != request.scheme {
      for name in originBound { next.headerFields[name] = nil }
    }
    let keepsBody = method == request.method
    if !keepsBody { for name in bodyBound { next.headerFields[name] = nil } }
    return (next, keepsBody)
  }

  /// The method of the next request: 303 asks for GET, and so do 301 and 302 after POST, as every
  /// client has it; the others keep theirs.
  private static func method(
    after method: HTTPRequest.Method, _ status: Int
  ) -> HTTPRequest.Method? {
    switch status {
    case 307, 308: method
    case 303: method == .head ? .head : .get
    case 301, 302: method == .post ? .get : method
    default: nil
    }
  }
}
