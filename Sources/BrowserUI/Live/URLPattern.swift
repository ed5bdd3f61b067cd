/// A URL with `*` for what tells one request of a kind from the next: numbers in the path, values in
/// the query.
struct URLPattern: Sendable, Hashable {
  /// The host with its port; empty if the URL has none.
  var host: String
  /// The path and the query's names.
  var path: String

  init(_ url: String) {
    let parts = URLParts(url)
    host = parts.authority
    path =
      parts.path.split(separator: "/", omittingEmptySubsequences: false)
      .map(Self.segment).joined(separator: "/")
    if path.isEmpty { path = "/" }
    if let query = parts.query {
      path += "?" + query.split(separator: "&").map(Self.parameter).joined(separator: "&")
    }
  }

  /// Numbers, UUIDs and long digests are values, and words are not.
  private static func segment(_ text: Substring) -> String {
    let digits = text.utf8.count { $0 >= 0x30 && $0 <= 0x39 }
    let isNumber = digits > 0 && digits == text.utf8.count
    let isDigest =
      text.utf8.count >= 16 && digits > 0
      && text.utf8.allSatisfy { isHexDigit($0) || $0 == 0x2D }
    return isNumber || isDigest ? "*" : String(text)
  }

  private static func parameter(_ text: Substring) -> String {
    text.contains("=") ? text.prefix { $0 != "=" } + "=*" : String(text)
  }

  private static func isHexDigit(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x46).contains(byte & 0xDF)
  }
}
