import HTTPCaching

extension CachePolicy {
  /// The settings that differ from RFC 9111's defaults, in a line for the live pane.
  var summary: String {
    var words: [String] = []
    if let expireAfter { words.append("expire after \(expireAfter)") }
    if !urlRules.isEmpty { words.append("\(urlRules.count) URL rules") }
    if !usesResponseFields { words.append("ignores response fields") }
    if staleIfError != nil { words.append("stale-if-error") }
    if staleWhileRevalidate != nil { words.append("stale-while-revalidate") }
    if onlyIfCached { words.append("only-if-cached") }
    if alwaysRevalidate { words.append("always revalidates") }
    if readOnly { words.append("read-only") }
    if isShared { words.append("shared") }
    return words.isEmpty ? "RFC 9111" : words.joined(separator: ", ")
  }
}
