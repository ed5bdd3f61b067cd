import Glibc

/// Where the parts of a normalised URL lie in its UTF-8 bytes. Any bytes will do: what has no scheme or
/// query has an empty one.
package struct URLRanges: Sendable, Hashable {
  package let scheme: Range<Int>
  /// Host with port, without user information.
  package let authority: Range<Int>
  package let path: Range<Int>
  /// Without the question mark.
  package let query: Range<Int>

  package init(_ url: UnsafeBufferPointer<UInt8>) {
    let end = Self.first("#", in: url, 0..<url.count) ?? url.count
    let queryMark = Self.first("?", in: url, 0..<end) ?? end
    let schemeEnd = Self.schemeEnd(url, before: queryMark)
    let authorityStart = schemeEnd.map { $0 + 3 } ?? 0
    let pathStart = Self.first("/", in: url, authorityStart..<queryMark) ?? queryMark
    let user = url[authorityStart..<pathStart].lastIndex(of: UInt8(ascii: "@"))
    scheme = 0..<(schemeEnd ?? 0)
    authority = (user.map { $0 + 1 } ?? authorityStart)..<pathStart
    path = pathStart..<queryMark
    query = min(queryMark + 1, end)..<end
  }

  /// Where `://` begins.
  private static func schemeEnd(_ url: UnsafeBufferPointer<UInt8>, before end: Int) -> Int? {
    guard let colon = first(":", in: url, 0..<end), end - colon >= 3,
      url[colon + 1] == UInt8(ascii: "/"), url[colon + 2] == UInt8(ascii: "/")
    else { return nil }
    return colon
  }

  /// Where a character stands first in a part of a URL.
  private static func first(
    _ character: Unicode.Scalar, in url: UnsafeBufferPointer<UInt8>, _ part: Range<Int>
  ) -> Int? {
    guard let start = url.baseAddress,
      let found = memchr(start + part.lowerBound, Int32(character.value), part.count)
    else { return nil }
    return UnsafeRawPointer(found) - UnsafeRawPointer(start)
  }

  /// The part that a text column names; nil for columns that aren't part of a URL.
  package func range(of column: EntryFilter.TextColumn) -> Range<Int>? {
    switch column {
    case .scheme: scheme
    case .path: path
    case .query: query
    case .url, .host, .method, .mediaType, .key, .rule, .vary: nil
    }
  }

  /// Where the part of the path behind a prefix lies, up to and with the next slash; nil when the path
  /// doesn't begin with that prefix. The slash with which a path begins ends no part.
  package func pathPart(
    of url: UnsafeBufferPointer<UInt8>, behind prefix: UnsafeBufferPointer<UInt8>
  ) -> Range<Int>? {
    let path = url[path]
    guard path.starts(with: prefix) else { return nil }
    let start = path.startIndex + prefix.count
    let isFirst = prefix.isEmpty && path.first == UInt8(ascii: "/")
    let slash = url[(start + (isFirst ? 1 : 0))..<path.endIndex].firstIndex(of: UInt8(ascii: "/"))
    return start..<(slash.map { $0 + 1 } ?? path.endIndex)
  }

  /// A part of a URL as text.
  package static func text(of column: EntryFilter.TextColumn, in url: String) -> String {
    var url = url
    return url.withUTF8 { bytes in
      guard let range = URLRanges(bytes).range(of: column) else { return "" }
      return String(decoding: bytes[range], as: UTF8.self)
    }
  }

  /// The host of a URL in lower case, with the port where it isn't the scheme's own.
  package static func host(of url: String) -> String {
    var url = url
    return url.withUTF8 { bytes in
      let parts = URLRanges(bytes)
      let host = String(decoding: bytes[parts.authority], as: UTF8.self).lowercased()
      let ownPort =
        switch String(decoding: bytes[parts.scheme], as: UTF8.self).lowercased() {
        case "http": ":80"
        case "https": ":443"
        default: ":"
        }
      return host.hasSuffix(ownPort) ? String(host.dropLast(ownPort.utf8.count)) : host
    }
  }

  /// Calls `body` with the host of a URL, as `host(of:)` has it; without a copy where it stands so in the URL.
  package static func withHost<Result>(
    of url: String, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    var text = url
    return text.withUTF8 { withHost(of: $0, body) }
  }

  /// The same of a URL in UTF-8.
  package static func withHost<Result>(
    of url: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    let authority = UnsafeBufferPointer(rebasing: url[URLRanges(url).authority])
    // Without a colon there is no port that could be the scheme's own.
    if authority.isPlainLowerCase, !authority.contains(UInt8(ascii: ":")) {
      return body(authority)
    }
    var host = host(of: String(decoding: url, as: UTF8.self))
    return host.withUTF8(body)
  }

  /// The port of a URL, or the one that its scheme has; nil where neither is known.
  package static func port(of url: UnsafeBufferPointer<UInt8>) -> Int? {
    let parts = URLRanges(url)
    let authority = url[parts.authority]
    // The colons of an address in brackets belong to it.
    let address = authority.lastIndex(of: UInt8(ascii: "]")).map { $0 + 1 }
    let rest = authority[(address ?? authority.startIndex)...]
    if let colon = rest.lastIndex(of: UInt8(ascii: ":")), colon + 1 < rest.endIndex {
      return Int(String(decoding: rest[(colon + 1)...], as: UTF8.self))
    }
    return switch String(decoding: url[parts.scheme], as: UTF8.self).lowercased() {
    case "http": 80
    case "https": 443
    default: nil
    }
  }

  /// The same for a string.
  package static func port(of url: String) -> Int? {
    var url = url
    return url.withUTF8 { port(of: $0) }
  }
}

extension UnsafeBufferPointer<UInt8> {
  package var isASCII: Bool { reduce(0, |) < 0x80 }

  /// Whether it is ASCII without upper-case letters: what changes nothing where it is put in lower case.
  package var isPlainLowerCase: Bool {
    for byte in self where byte >= 0x80 || (0x41...0x5A).contains(byte) { return false }
    return true
  }
}
