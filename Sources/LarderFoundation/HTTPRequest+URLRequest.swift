import CachedSession
import Foundation
public import FoundationNetworking
import HTTPCaching
public import HTTPTypes

extension HTTPRequest {
  /// The method, URL and fields of a `URLRequest`, without its body; nil when the URL is not an
  /// absolute `http` or `https` URL or the method no token.
  ///
  /// `URLRequest` keeps fields in a dictionary, so they come in the order of their names; one whose
  /// name is not a token is left out. Credentials in the URL are dropped.
  public init?(_ request: URLRequest) {
    guard let url = request.url?.absoluteString,
      let method = HTTPRequest.Method(request.httpMethod ?? "GET")
    else { return nil }
    var fields = HTTPFields()
    let sorted = (request.allHTTPHeaderFields ?? [:]).sorted { $0.key < $1.key }
    for (name, value) in sorted {
      guard let name = HTTPField.Name(name) else { continue }
      fields.append(HTTPField(name: name, value: value))
    }
    self.init(method: method, url: url, headerFields: fields)
  }
}

extension URLRequest {
  /// The body in memory; a stream is read to its end. Nil when there is none.
  ///
  /// - Throws: the stream's error.
  func wholeBody() throws -> Data? {
    if let httpBody { return httpBody }
    guard let stream = httpBodyStream else { return nil }
    stream.open()
    defer { stream.close() }
    var body = Data()
    var buffer = [UInt8](repeating: 0, count: 64 * 1024)
    while true {
      let count = stream.read(&buffer, maxLength: buffer.count)
      guard count >= 0 else { throw stream.streamError ?? CocoaError(.fileReadUnknown) }
      guard count > 0 else { return body }
      body.append(contentsOf: buffer[..<count])
    }
  }
}
