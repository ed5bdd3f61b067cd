extension CacheStatus: CustomStringConvertible {
  /// The value of a `Cache-Status` field (RFC 9211 section 2), such as
  /// `larder; fwd=stale; fwd-status=304; ttl=300`.
  public var description: String {
    var parts = ["larder"]
    // RFC 9211 section 2.2: `hit` and `fwd` exclude each other.
    if isHit { parts.append("hit") } else if let forward { parts.append("fwd=\(forward.rawValue)") }
    if let forwardStatus { parts.append("fwd-status=\(forwardStatus)") }
    if let timeToLive, let seconds = Int(exactly: timeToLive.rounded(.down)) {
      parts.append("ttl=\(max(-Self.integerLimit, min(Self.integerLimit, seconds)))")
    }
    if isStored { parts.append("stored") }
    if isCollapsed { parts.append("collapsed") }
    if let detail { parts.append("detail=\"\(Self.escaped(detail))\"") }
    return parts.joined(separator: "; ")
  }

  /// RFC 9651 section 3.3.1: integers have at most 15 digits.
  private static let integerLimit = 999_999_999_999_999

  /// RFC 9651 section 3.3.3: visible ASCII and space, quotes and backslashes escaped.
  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      if scalar == "\"" || scalar == "\\" { result.unicodeScalars.append("\\") }
      result.unicodeScalars.append((0x20..<0x7F).contains(scalar.value) ? scalar : "?")
    }
    return result
  }
}
