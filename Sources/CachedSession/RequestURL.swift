import FoundationEssentials
public import HTTPTypes

extension HTTPRequest {
  /// A request for an absolute `http` or `https` URL; nil for anything else. Bytes that a URL can't have
  /// are percent-encoded, the fragment and user information are dropped.
  public init?(method: Method = .get, url: String, headerFields: HTTPFields = [:]) {
    guard let colon = url.firstRange(of: "://") else { return nil }
    let scheme = url[..<colon.lowerBound].lowercased()
    guard scheme == "http" || scheme == "https" else { return nil }
    let rest = url[colon.upperBound...].prefix { $0 != "#" }
    var authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "\\" }
    let target = rest[authority.endIndex...]
    if let at = authority.lastIndex(of: "@") {
      authority = authority[authority.index(after: at)...]
    }
    guard !authority.isEmpty, authority.utf8.allSatisfy(isAuthorityByte) else { return nil }
    self.init(
      method: method, scheme: scheme, authority: String(authority),
      path: percentEncoded(target.hasPrefix("/") ? target : "/" + target),
      headerFields: headerFields)
  }

  /// The absolute URL of the request; nil without scheme or authority.
  package var absoluteURL: String? {
    guard let scheme, let authority else { return nil }
    return scheme + "://" + authority + (path ?? "/")
  }
}

/// Whether a byte may stand in `host:port`. Bytes above ASCII pass: the transport encodes host names.
private func isAuthorityByte(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
    UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...:
    true
  default: Array("-._~%!$&'()*+,;=:[]".utf8).contains(byte)
  }
}

/// Escapes what may not stand in path and query: controls, space, quotes, brackets, bytes above ASCII.
private func percentEncoded(_ target: Substring) -> String {
  let digits = Array("0123456789ABCDEF".utf8)
  var bytes: [UInt8] = []
  for byte in target.utf8 {
    let mustEscape = byte <= 0x20 || byte >= 0x7F || Array("\"<>\\^`{|}".utf8).contains(byte)
    if mustEscape {
      bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    } else {
      bytes.append(byte)
    }
  }
  return String(decoding: bytes, as: UTF8.self)
}
