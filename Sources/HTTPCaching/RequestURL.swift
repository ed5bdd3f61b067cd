import FoundationEssentials
public import HTTPTypes

extension HTTPRequest {
  /// A request for an absolute `http` or `https` URL; nil for anything else. Bytes that a URL can't have
  /// are percent-encoded, a host beyond ASCII is put in the form that is looked up (`xn--`, RFC 3492), the
  /// fragment and user information are dropped.
  public init?(method: Method = .get, url: String, headerFields: HTTPFields = [:]) {
    var url = url
    // On bytes, not characters: this runs before every answer from the cache.
    guard let parts = url.withUTF8(AbsoluteURL.init) else { return nil }
    self.init(
      method: method, scheme: parts.scheme, authority: parts.authority, path: parts.path,
      headerFields: headerFields)
  }

  /// The absolute URL of the request; nil without scheme or authority.
  package var absoluteURL: String? {
    guard let scheme, let authority else { return nil }
    let path = path ?? "/"
    return scheme + "://" + authority + (path == "*" || path.hasPrefix("/") ? path : "/" + path)
  }
}

/// The parts of an absolute `http` or `https` URL that a request has.
private struct AbsoluteURL {
  var scheme: String
  var authority: String
  var path: String

  init?(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), colon + 2 < bytes.count,
      bytes[colon + 1] == UInt8(ascii: "/"), bytes[colon + 2] == UInt8(ascii: "/")
    else { return nil }
    scheme = colon == 4 ? "http" : "https"
    guard bytes[..<colon].elementsEqual(scheme.utf8, by: { ASCII.lowercased($0) == $1 }) else {
      return nil
    }
    let end = bytes.firstIndex(of: UInt8(ascii: "#")) ?? bytes.count
    let rest = bytes[(colon + 3)..<max(colon + 3, end)]
    let target = rest[(rest.firstIndex(where: Self.endsAuthority) ?? rest.endIndex)...]
    var authority = rest[..<target.startIndex]
    if let at = authority.lastIndex(of: UInt8(ascii: "@")) { authority = authority[(at + 1)...] }
    guard !authority.isEmpty, authority.allSatisfy(isAuthorityByte) else { return nil }
    let text = String(decoding: UnsafeBufferPointer(rebasing: authority), as: UTF8.self)
    self.authority = authority.allSatisfy { $0 < 0x80 } ? text : Punycode.asciiAuthority(text)
    let path = percentEncoded(UnsafeBufferPointer(rebasing: target))
    self.path = target.first == UInt8(ascii: "/") ? path : "/" + path
  }

  private static func endsAuthority(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "/") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "\\")
  }
}

/// Whether a byte may stand in `host:port`, before a host beyond ASCII is encoded.
private func isAuthorityByte(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: ":"), 0x80...:
    true
  default: "-_~%!$&'()*+,;=[]".utf8.contains(byte)
  }
}

/// Escapes what may not stand in path and query: controls, space, quotes, brackets, bytes above ASCII.
private func percentEncoded(_ target: UnsafeBufferPointer<UInt8>) -> String {
  guard target.contains(where: mustEscape) else { return String(decoding: target, as: UTF8.self) }
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
