/// A request's URL as requests-cache compares it: the query filtered and sorted, then the whole in
/// the spelling of url-normalize.
struct NormalizedRequestURL {
  private(set) var text: String
  /// The names of the parameters whose values were replaced, in order.
  private(set) var redacted: [String]

  init(_ url: String, release: RequestsKeyRelease, ignoring names: IgnoredNames) {
    var plain = url
    if release.urlNormalize == .v3, plain.withUTF8({ PlainURL.isPlain($0, ignoring: names) }) {
      (text, redacted) = (url, [])
      return
    }
    var pieces = URLPieces(Array(url.utf8))
    let query = FilteredQuery(pieces.query, ignoring: names)
    pieces.query = query.bytes
    pieces.path = Self.withoutEmptyParameters(pieces)
    redacted = query.redacted
    let spelled = URLNormalizer(release: release.urlNormalize).normalized(pieces.joined)
    text = String(decoding: spelled, as: UTF8.self)
  }

  /// A path loses the `;` at its end when it is the last segment's only one.
  private static func withoutEmptyParameters(_ pieces: URLPieces) -> [UInt8] {
    let path = pieces.path
    let semicolon = UInt8(ascii: ";")
    let scheme = String(decoding: pieces.scheme, as: UTF8.self)
    guard path.last == semicolon, ["", "http", "https", "ftp"].contains(scheme) else { return path }
    let segment = path[(path.lastIndex(of: UInt8(ascii: "/")) ?? 0)...]
    return segment.firstIndex(of: semicolon) == path.count - 1 ? path.dropLast() : path
  }
}
