/// An expiry for the URLs that match a pattern.
public struct URLRule: Sendable, Hashable {
  /// A pattern for URLs.
  public enum Pattern: Sendable, Hashable {
    /// `*` stands for any characters, slashes too, `?` for any one, `[abc]` and `[a-z]` for one of
    /// these, `[!abc]` for any other; all else is literal, an IPv6 address in its brackets too. A
    /// pattern without `://` is matched against the URL without its scheme. It begins at the start and may end anywhere:
    /// `example.com/api` matches `https://example.com/api/users?page=1`.
    case glob(String)
    /// A Swift regular expression, searched for anywhere in the whole URL.
    case regex(String)

    /// The pattern as the user wrote it.
    public var text: String {
      switch self {
      case .glob(let text), .regex(let text): text
      }
    }
  }

  /// Which URLs.
  public let pattern: Pattern
  /// When their responses expire.
  public let expiration: Expiration
  private let matcher: Matcher

  private enum Matcher: Sendable {
    case glob(Glob)
    case regex(CompiledRegex)
  }

  /// A rule for a glob.
  public init(glob: String, _ expiration: Expiration) {
    self.pattern = .glob(glob)
    self.expiration = expiration
    self.matcher = .glob(Glob(glob + "*"))
  }

  /// A rule for a regular expression. Matching takes as long as the expression makes it, and URLs come
  /// from others: avoid nested repetition.
  ///
  /// - Throws: the compiler's error when the expression is not valid.
  public init(regex: String, _ expiration: Expiration) throws {
    self.pattern = .regex(regex)
    self.expiration = expiration
    self.matcher = .regex(try CompiledRegex(regex))
  }

  /// Whether the rule applies to that URL.
  public func matches(_ url: String) -> Bool {
    switch matcher {
    case .regex(let regex): return regex.occurs(in: url)
    case .glob(let glob):
      let start = glob.text.contains("://") ? url.startIndex : Self.afterScheme(of: url)
      return glob.matches(url[start...].utf8)
    }
  }

  private static func afterScheme(of url: String) -> String.Index {
    guard let colon = url.utf8.firstIndex(of: UInt8(ascii: ":")), url[colon...].hasPrefix("://")
    else { return url.startIndex }
    return url.utf8.index(colon, offsetBy: 3)
  }

  /// Same pattern and expiry.
  public static func == (left: URLRule, right: URLRule) -> Bool {
    left.pattern == right.pattern && left.expiration == right.expiration
  }

  /// Hashes pattern and expiry.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(pattern)
    hasher.combine(expiration)
  }
}
