public import CachedSession
public import Foundation
public import FoundationNetworking
public import HTTPTypes

extension HTTPURLResponse {
  /// The status and fields of a response, as Foundation has them: fields of one name are joined by a
  /// comma (RFC 9110 section 5.3), in their order.
  public convenience init?(_ response: HTTPResponse, url: URL, httpVersion: String = "HTTP/1.1") {
    var fields: [String: String] = [:]
    var names: [String: String] = [:]
    for field in response.headerFields {
      let name = names[field.name.canonicalName] ?? field.name.rawName
      names[field.name.canonicalName] = name
      fields[name] = fields[name].map { "\($0), \(field.value)" } ?? field.value
    }
    self.init(
      url: url, statusCode: response.status.code, httpVersion: httpVersion, headerFields: fields)
  }
}

extension CachedResponse {
  /// The response as Foundation has it; nil when Foundation can't read its URL.
  public var urlResponse: HTTPURLResponse? {
    URL(string: url).flatMap { HTTPURLResponse(head, url: $0) }
  }
}
