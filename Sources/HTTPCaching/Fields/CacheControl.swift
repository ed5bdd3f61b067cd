/// The directives of `Cache-Control` (RFC 9111 section 5.2), of a request or a response.
///
/// Parsing never fails. Several field lines are one list; names count in any case; arguments may be
/// tokens or quoted strings, with white space around. Where a directive appears twice or its argument
/// can't be read, **the strictest reading** holds: of two `max-age` the smaller, an unreadable one is 0
/// (section 4.2.1 has such a response considered stale). The smaller of two lifetimes never allows more
/// than the first, so it keeps within what section 4.2.1 permits, at any age. Seconds saturate at 2^31
/// (section 1.2.2). Unknown directives change nothing; `CacheControl.directives(in:)` lists them.
public struct CacheControl: Sendable, Hashable {
  /// Directives without an argument, and those whose argument may be missing.
  public struct Flags: OptionSet, Sendable, Hashable {
    /// The bits.
    public let rawValue: UInt16

    /// Flags from their bits.
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// `no-store` (5.2.1.5, 5.2.2.5).
    public static let noStore = Flags(rawValue: 1 << 0)
    /// `no-cache` without field names (5.2.1.4, 5.2.2.4).
    public static let noCache = Flags(rawValue: 1 << 1)
    /// `must-revalidate` (5.2.2.2).
    public static let mustRevalidate = Flags(rawValue: 1 << 2)
    /// `proxy-revalidate` (5.2.2.8): `must-revalidate` for shared caches; a private cache ignores it.
    public static let proxyRevalidate = Flags(rawValue: 1 << 3)
    /// `must-understand` (5.2.2.3).
    public static let mustUnderstand = Flags(rawValue: 1 << 4)
    /// `public` (5.2.2.9).
    public static let isPublic = Flags(rawValue: 1 << 5)
    /// `private`, with or without field names (5.2.2.7).
    public static let isPrivate = Flags(rawValue: 1 << 6)
    /// `immutable` (RFC 8246).
    public static let immutable = Flags(rawValue: 1 << 7)
    /// `no-transform` (5.2.1.6, 5.2.2.6).
    public static let noTransform = Flags(rawValue: 1 << 8)
    /// `only-if-cached` (5.2.1.7).
    public static let onlyIfCached = Flags(rawValue: 1 << 9)
    /// `private` without field names, or with some that can't be read: not for shared caches (5.2.2.7).
    public static let isPrivateAltogether = Flags(rawValue: 1 << 10)
  }

  /// The directives that are present.
  public var flags: Flags = []
  /// `max-age` in seconds (5.2.1.1, 5.2.2.1).
  public var maxAge: Double?
  /// `s-maxage` in seconds (5.2.2.10); a private cache ignores it, for a shared one it goes before all
  /// other lifetimes of the response.
  public var sharedMaxAge: Double?
  /// `stale-while-revalidate` in seconds (RFC 5861 section 3).
  public var staleWhileRevalidate: Double?
  /// `stale-if-error` in seconds (RFC 5861 section 4).
  public var staleIfError: Double?
  /// `max-stale` in seconds (5.2.1.2); infinite without an argument.
  public var maxStale: Double?
  /// `min-fresh` in seconds (5.2.1.3).
  public var minFresh: Double?
  /// The field names of `no-cache="..."`, in lower case; the unqualified form is in `flags`.
  public var noCacheFields: [String] = []
  /// The field names of `private="..."`, in lower case.
  public var privateFields: [String] = []

  /// The most seconds that a directive can say: 2^31 (RFC 9111 section 1.2.2).
  public static let unbounded: Double = 2_147_483_648

  /// No directives.
  public init() {}

  /// Whether that directive is present.
  public func has(_ flag: Flags) -> Bool { flags.contains(flag) }
}
