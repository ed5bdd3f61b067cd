import HTTPCaching

/// A row of a table of behaviours: what is special about it, and where the RFC says so.
protocol Row: Sendable, CustomStringConvertible {
  var id: String { get }
  var section: String { get }
}

extension Row {
  var description: String { "\(id) (\(section))" }
}

extension CacheControl {
  /// All that was understood, in a line.
  var summary: String {
    let names: [(Flags, String)] = [
      (.noStore, "no-store"), (.noCache, "no-cache"), (.mustRevalidate, "must-revalidate"),
      (.proxyRevalidate, "proxy-revalidate"), (.mustUnderstand, "must-understand"),
      (.isPublic, "public"), (.isPrivate, "private"), (.immutable, "immutable"),
      (.noTransform, "no-transform"), (.onlyIfCached, "only-if-cached"),
    ]
    let values: [(Double?, String)] = [
      (maxAge, "max-age"), (sharedMaxAge, "s-maxage"), (staleWhileRevalidate, "swr"),
      (staleIfError, "sie"), (maxStale, "max-stale"), (minFresh, "min-fresh"),
    ]
    let parts =
      names.filter { has($0.0) }.map(\.1)
      + values.compactMap { value, name in
        value.map { "\(name)=\($0.isFinite ? String(Int($0)) : "any")" }
      }
      + (noCacheFields.isEmpty ? [] : ["no-cache[\(noCacheFields.joined(separator: " "))]"])
      + (privateFields.isEmpty ? [] : ["private[\(privateFields.joined(separator: " "))]"])
    return parts.joined(separator: " ")
  }
}
