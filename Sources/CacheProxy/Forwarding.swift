import CachedSession
import FoundationEssentials
import HTTPCaching
import HTTPTransport
import HTTPTypes

/// What a message becomes on its way through the proxy (RFC 9110 section 7.6).
struct Forwarding: Sendable {
  /// The origin of every request where the proxy stands for one; nil where requests name their own.
  let origin: String?
  /// The proxy in `Via` fields: another one for each proxy that runs, so that loops can be told.
  let pseudonym: String

  /// Whether the origin is told who asked.
  let tellsClients: Bool

  init(origin: String?, tellsClients: Bool = false) {
    self.origin = origin
    self.tellsClients = tellsClients
    pseudonym = "larder-" + String(UInt32.random(in: .min ... .max), radix: 36)
  }

  /// The request for the origin.
  ///
  /// - Parameter client: the address that it came from, where the origin is told.
  /// - Throws: `Refusal` for what can't be forwarded.
  func request(_ head: RequestHead, from client: String?) throws(Refusal) -> HTTPRequest {
    if head.fields[values: .via].contains(where: { $0.contains(pseudonym) }) {
      throw Refusal(508, "The request has come here before: this proxy is its own origin.")
    }
    let url = try url(of: head)
    guard var request = HTTPRequest(method: head.method, url: url) else {
      throw .bad("The target is no http or https URL.")
    }
    if let path = Self.path(asSentIn: url) {
      request.path = path
    } else if head.method == .options {
      // RFC 9112 section 3.2.4: the last proxy asks about the server as a whole.
      request.path = "*"
    }
    if head.target == "*" { request.path = "*" }
    request.headerFields = HopByHopFields.removed(from: head.fields)
    if let rest = head.maxForwards { request.headerFields[.maxForwards] = String(rest - 1) }
    if let client {
      ForwardedFields.add(to: &request.headerFields, client: client, host: head.fields[.host])
    }
    for name in [HTTPField.Name.host, .contentLength] { request.headerFields[name] = nil }
    if head.namesContinue, !head.expectsContinue { request.headerFields[.expect] = nil }
    request.headerFields.append(HTTPField(name: .via, value: "1.\(head.minorVersion) \(pseudonym)"))
    return request
  }

  /// RFC 9112 section 3.2
  private func url(of head: RequestHead) throws(Refusal) -> String {
    let target = head.target
    if target == "*", head.method == .options {
      guard let origin else { throw Refusal(200, "This is a caching proxy.") }
      return origin
    }
    if let origin {
      guard target.hasPrefix("/") else {
        // RFC 9112 section 3.2.2: a server takes the absolute form too.
        guard let path = Self.path(ofAbsolute: target) else { throw .bad("The target is no path.") }
        return origin + path
      }
      return origin + target
    }
    guard !target.hasPrefix("/") else {
      throw .bad(
        "This is a caching proxy: name it as your client's proxy (http_proxy), and ask for whole URLs."
      )
    }
    return target
  }

  /// RFC 9110 section 7.7: path and query go on as they came, whatever a URL may have. Nil without a path.
  private static func path(asSentIn url: String) -> String? {
    guard let scheme = url.firstRange(of: "://") else { return nil }
    let path = url[scheme.upperBound...].utf8
      .drop { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
      .prefix { $0 != UInt8(ascii: "#") }
    guard let first = path.first else { return nil }
    return (first == UInt8(ascii: "/") ? "" : "/") + String(Substring(path))
  }

  private static func path(ofAbsolute target: String) -> String? {
    HTTPRequest(url: target) == nil ? nil : path(asSentIn: target) ?? "/"
  }

  /// Versions that `Via` may name as the one in which a message came.
  private static let versions = ["1.0", "1.1", "2", "3"]

  /// The response for the client, with what the cache did.
  func response(_ response: CachedResponse, minorVersion: Int) -> HTTPResponse {
    var head = response.head
    head.headerFields = HopByHopFields.removed(from: head.headerFields)
    let version = Self.versions.first { response.protocolVersion == "HTTP/" + $0 } ?? "1.1"
    head.headerFields.append(HTTPField(name: .via, value: "\(version) \(pseudonym)"))
    // RFC 9110 section 6.6.1
    if !head.headerFields.contains(.date) {
      head.headerFields[.date] = HTTPDate.format(response.created ?? Date())
    }
    let status = response.cacheStatus
    guard status.isHit || status.forward != nil else {
      // RFC 9211 section 2: it is of no cache, but made here (RFC 9111 section 5.2.1.7).
      head.headerFields[.proxyStatus] = "larder; error=proxy_internal_response"
      return head
    }
    // RFC 9211 section 2: caches nearer to the client come behind.
    head.headerFields.append(HTTPField(name: .cacheStatus, value: status.description))
    return head
  }

  /// How the client learns where the body ends; the head is changed to say so.
  static func framing(
    _ head: inout HTTPResponse, for request: RequestHead
  ) -> ClientOutput.Framing {
    let status = head.status.code
    let lengths = head.headerFields[values: .contentLength]
    if request.method == .head || status == 304 { return .none }
    if status == 204 || status < 200 {
      head.headerFields[.contentLength] = nil
      return .none
    }
    if lengths.count == 1, let length = Int64(lengths[0]), length >= 0 {
      // A stored head may have it in any writing, such as `+5`.
      head.headerFields[.contentLength] = String(length)
      return .length(length)
    }
    head.headerFields[.contentLength] = nil
    return request.minorVersion == 1 ? .chunked : .close
  }
}

extension TransportError {
  /// The status and the error type (RFC 9209 section 2.3) that a client is told.
  var answer: (status: Int, type: String) {
    switch code {
    case .unknownHost: (502, "dns_error")
    case .cannotConnect: (502, "destination_unavailable")
    case .timedOut: (504, "http_response_timeout")
    case .tls: (502, "tls_protocol_error")
    case .truncated: (502, "http_response_incomplete")
    case .badResponse, .tooManyRedirects: (502, "http_protocol_error")
    // Before an answer has begun, it is its head.
    case .tooLarge: (502, "http_response_header_section_size")
    case .badURL: (400, "http_request_error")
    case .bodyFailed: (400, "http_request_error")
    case .closed: (503, "proxy_internal_response")
    case .other: (502, "proxy_internal_error")
    }
  }
}
