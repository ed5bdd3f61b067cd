import FoundationEssentials
public import HTTPTypes

extension HTTPRequest {
  /// A request for an absolute `http` or `https` URL; nil for anything else. Bytes that a URL can't have
  /// are percent-encoded, the fragment and user information are dropped.
  public init?(method: Method = .get, url: String, headerFields: HTTPFields = [:]) {
    // On bytes, not characters: this runs before every answer from the cache.
    let bytes = url.utf8
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")),
      bytes[colon...].starts(with: "://".utf8)
    else { return nil }
    let scheme = url[..<colon].lowercased()
    guard scheme == "http" || scheme == "https" else { return nil }
    let rest = bytes[colon...].dropFirst(3).prefix { $0 != UInt8(ascii: "#") }
    var authority = rest.prefix { !endsAuthority($0) }
    let target = rest[authority.endIndex...]
    if let at = authority.lastIndex(of: UInt8(ascii: "@")) {
      authority = authority[authority.index(after: at)...]
    }
    guard !authority.isEmpty, authority.allSatisfy(isAuthorityByte) else { return nil }
    let path = percentEncoded(target)
    self.init(
      method: method, scheme: scheme, authority: String(Substring(authority)),
      path: target.first == UInt8(ascii: "/") ? path : "/" + path, headerFields: headerFields)
  }

  /// The absolute URL of the request; nil without scheme or authority.
  package var absoluteURL: String? {
    guard let scheme, let authority else { return nil }
    return scheme + "://" + authority + (path ?? "/")
  }
}

private func endsAuthority(_ byte: UInt8) -> Bool {
  byte == UInt8(ascii: "/") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "\\")
}

/// Whether a byte may stand in `host:port`. Bytes above ASCII pass: the transport encodes host names.
private func isAuthorityByte(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: ":"), 0x80...:
    true
  default: "-_~%!$&'()*+,;=[]".utf8.contains(byte)
  }
}

/// Escapes what may not stand in path and query: controls, space, quotes, brackets, bytes above ASCII.
private func percentEncoded(_ target: Substring.UTF8View) -> String {
  guard target.contains(where: mustEscape) else { return String(Substring(target)) }
  let digits = Array("0123456789ABCDEF".utf8)
  var bytes: [UInt8] = []
  for byte in target {
    if mustEscape(byte) {
      bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    } else {
      bytes.append(byte)
    }
  }
  return String(decoding: bytes, as: UTF8.self)
}

private func mustEscape(_ byte: UInt8) -> Bool {
  switch byte {
  case ...0x20, 0x7F..., UInt8(ascii: "\""), UInt8(ascii: "<"), UInt8(ascii: ">"),
    UInt8(ascii: "\\"), UInt8(ascii: "^"), UInt8(ascii: "`"), UInt8(ascii: "{"), UInt8(ascii: "|"),
    UInt8(ascii: "}"):
    true
  default: false
  }
}
