import HTTPTypes

/// A URL in one spelling (RFC 3986 section 6.2, RFC 9110 section 4.2.3), so that equal requests meet:
/// scheme and host in lower case, a host beyond ASCII as it is looked up, no default port, no dot segments, `/` for an empty path, the query's
/// parameters in order of their names where the policy asks for it, no fragment and no user name or password.
/// Parameters of one name keep their order, since servers read it; blank values stay.
struct NormalizedURL: Equatable {
  /// Scheme, host and port: `https://example.com`.
  var origin: String
  /// The path with the query.
  var path: String
  /// The names of parameters whose values a mark replaced, in order.
  var ignored: [String] = []

  /// The URL as text.
  var text: String { origin + path }

  init(_ request: HTTPRequest, _ policy: CachePolicy) {
    self.init(
      scheme: request.scheme ?? "http", authority: request.authority ?? "",
      path: request.path ?? "/", policy)
  }

  /// Nil for text without a scheme and an authority.
  init?(_ url: String, _ policy: CachePolicy) {
    guard let colon = url.utf8.firstIndex(of: UInt8(ascii: ":")), url[colon...].hasPrefix("://")
    else { return nil }
    let start = url.utf8.index(colon, offsetBy: 3)
    let end = url.utf8[start...].firstIndex { "/?#".utf8.contains($0) } ?? url.endIndex
    self.init(
      scheme: String(url[..<colon]), authority: String(url[start..<end]),
      path: String(url[end...]), policy)
  }

  private init(scheme: String, authority: String, path: String, _ policy: CachePolicy) {
    let scheme = scheme.utf8.allSatisfy { $0 >= 0x61 } ? scheme : scheme.lowercased()
    origin = scheme + "://" + Self.authority(authority, scheme: scheme)
    guard !Self.isNormal(path.utf8) else {
      self.path = path
      return
    }
    let whole = path.utf8.prefix { $0 != UInt8(ascii: "#") }
    let pathPart = whole.prefix { $0 != UInt8(ascii: "?") }
    self.path =
      Self.isNormal(pathPart)
      ? String(Substring(pathPart)) : DotSegments.removed(PercentEncoding.normalize(pathPart))
    guard pathPart.count < whole.count else { return }
    let query = NormalizedQuery(
      whole.dropFirst(pathPart.count + 1), ignoring: policy.ignoredParameters,
      isSorted: policy.sortsQuery)
    self.path += "?" + query.text
    ignored = query.ignored
  }

  /// The common case: a path without a query that would not change.
  private static func isNormal(_ path: some Collection<UInt8>) -> Bool {
    path.withContiguousStorageIfAvailable(isNormal) ?? false
  }

  private static func isNormal(_ path: UnsafeBufferPointer<UInt8>) -> Bool {
    var previous: UInt8 = 0
    for byte in path {
      guard PercentEncoding.isPlain(byte), byte != UInt8(ascii: "?"), byte != UInt8(ascii: "#")
      else { return false }
      if byte == UInt8(ascii: "."), previous == UInt8(ascii: "/") { return false }
      if previous == 0, byte != UInt8(ascii: "/") { return false }
      previous = byte
    }
    return previous != 0
  }

  private static func authority(_ text: String, scheme: String) -> String {
    var text = text
    return text.withUTF8 { bytes in
      var host = bytes[...]
      if let at = host.lastIndex(of: UInt8(ascii: "@")) { host = host[(at + 1)...] }
      if host.last == UInt8(ascii: ":") { host = host.dropLast() }
      let defaultPort: StaticString = scheme == "https" ? ":443" : scheme == "http" ? ":80" : ":"
      let port = UnsafeBufferPointer(
        start: defaultPort.utf8Start, count: defaultPort.utf8CodeUnitCount)
      if host.suffix(port.count).elementsEqual(port) { host = host.dropLast(port.count) }
      let result = String(decoding: UnsafeBufferPointer(rebasing: host), as: UTF8.self)
      let isPlain = host.allSatisfy { $0 < 0x80 && !(0x41...0x5A).contains($0) }
      return isPlain ? result : Punycode.asciiAuthority(result)
    }
  }
}

/// RFC 3986 section 5.2.4.
enum DotSegments {
  /// The path without `.` and `..`, beginning with a slash; `*` stays.
  static func removed(_ path: [UInt8]) -> String {
    let slash = UInt8(ascii: "/")
    if path == [UInt8(ascii: "*")] { return "*" }
    var kept: [ArraySlice<UInt8>] = []
    let segments = path.split(separator: slash, omittingEmptySubsequences: false)
    for (index, segment) in segments.enumerated() where index > 0 || !segment.isEmpty {
      let isLast = index == segments.count - 1
      switch segment {
      case [UInt8(ascii: ".")]: if isLast { kept.append([]) }
      case [UInt8(ascii: "."), UInt8(ascii: ".")]:
        _ = kept.popLast()
        if isLast { kept.append([]) }
      default: kept.append(segment)
      }
    }
    return "/" + String(decoding: Array(kept.joined(separator: [slash])), as: UTF8.self)
  }
}
