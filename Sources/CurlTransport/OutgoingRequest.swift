import FoundationEssentials
import HTTPTransport
import HTTPTypes

/// A request as the curl thread needs it, checked on the caller's side.
struct OutgoingRequest: Sendable {
  /// Where the bytes of the body come from.
  enum Body: Sendable {
    case none
    case data(Data)
    case upload(UploadBuffer, length: Int64?)
  }

  let url: String
  /// What stands in the request line where that is no path: `*` (RFC 9112 section 3.2.4).
  let target: String?
  let method: String
  let fields: HTTPFields
  let body: Body
  let options: TransportOptions
  /// Whether libcurl asks for content codings, and undoes them.
  let decodesContent: Bool
  /// Hears of interim responses.
  let interim = InterimListener.current

  init(
    _ request: HTTPRequest, body: RequestBody, options: TransportOptions
  ) throws(TransportError) {
    url = try Self.url(of: request)
    target = request.path == "*" ? "*" : nil
    method = request.method.rawValue
    fields = request.headerFields
    self.options = options
    decodesContent = options.decodesContent && !fields.contains(.acceptEncoding)
    self.body =
      switch body {
      case .none: .none
      case .data(let data): .data(data)
      case .stream(let chunks, let length): .upload(UploadBuffer(chunks), length: length)
      }
  }

  /// Whether it goes over TCP alone, where only HTTP/1 is spoken.
  var isPlain: Bool { url.hasPrefix("http:") }

  /// Whether its content waits until the origin asks for it (RFC 9110 section 10.1.1).
  var expectsContinue: Bool {
    if case .none = body { return false }
    return fields[values: .expect].contains { $0.lowercased().contains("100-continue") }
  }

  /// Whether sending it twice does the same as sending it once, and is possible.
  var isRepeatable: Bool {
    if case .none = body { method == "GET" } else { false }
  }

  /// Whether it may go over a kept connection, which the origin may be closing: libcurl sends it once more over
  /// another then. What isn't idempotent must not be sent twice (RFC 9110 section 9.2.2), and a streamed body
  /// can't.
  var mayUseKeptConnection: Bool { upload == nil && Self.idempotent.contains(method) }

  private static let idempotent: Set = ["GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE"]

  /// The streamed body, if that is what it is.
  var upload: UploadBuffer? {
    if case .upload(let buffer, _) = body { buffer } else { nil }
  }

  private static func url(of request: HTTPRequest) throws(TransportError) -> String {
    guard let scheme = request.scheme?.lowercased(), scheme == "http" || scheme == "https",
      let authority = request.authority, isHostAndPort(authority)
    else { throw TransportError(.badURL) }
    let path = request.path.map { $0 == "*" ? "/" : $0 } ?? "/"
    guard path.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7f }) else { throw TransportError(.badURL) }
    return scheme + "://" + authority + (path.hasPrefix("/") ? path : "/" + path)
  }

  /// Nothing in it may be read as another part of a URL (RFC 3986 section 3.2).
  private static func isHostAndPort(_ authority: String) -> Bool {
    !authority.isEmpty
      && authority.utf8.allSatisfy { byte in
        byte > 0x20 && byte != 0x7f && !"/\\?#@".utf8.contains(byte)
      }
  }
}
