/// The parts of a URL as text stands in it: nothing is decoded, checked or refused.
package struct URLParts: Sendable, Hashable {
  /// Host and port, without user information.
  package var authority = ""
  /// From the first slash to the query.
  package var path = ""
  /// After the question mark; nil without one.
  package var query: String?

  /// Takes a URL apart.
  package init(_ url: String) {
    var rest = url[...]
    if let colon = rest.firstRange(of: "://") {
      rest = rest[colon.upperBound...]
      let end = rest.firstIndex { $0 == "/" || $0 == "?" || $0 == "#" } ?? rest.endIndex
      authority = String(rest[..<end].split(separator: "@").last ?? "")
      rest = rest[end...]
    }
    rest = rest.prefix { $0 != "#" }
    path = String(rest.prefix { $0 != "?" })
    if let mark = rest.firstIndex(of: "?") { query = String(rest[rest.index(after: mark)...]) }
  }

  /// The host without its port.
  package var host: String {
    if authority.hasPrefix("[") { return authority.prefix { $0 != "]" } + "]" }
    return String(authority.prefix { $0 != ":" })
  }
}
