public import FoundationEssentials
public import HTTPCaching

/// What a list shows of an entry: everything here comes from indexed columns, never from a body.
/// All text is as the network sent it and must pass the sanitiser before it is shown.
public struct EntrySummary: Sendable, Hashable, Identifiable {
  /// Identity and version.
  public var reference: EntryReference
  /// The key's digest in hexadecimal.
  public var key: String
  /// The request method.
  public var method: String
  /// The normalised URL.
  public var url: String
  /// The status code; 0 when the row can't be decoded.
  public var status: Int
  /// The media type without parameters, in lower case; empty when unknown.
  public var mediaType: String
  /// Bytes of the body as a client gets it.
  public var size: Int64
  /// When this version's response arrived (`response_time`).
  public var stored: Date
  /// When the response was generated at the origin by the cache's clock: `stored` less its
  /// `corrected_initial_age` (RFC 9111 section 4.2.3). Age at a moment is that moment less this.
  public var generated: Date
  /// When the entry first came into the cache; a 304 does not change it.
  public var created: Date
  /// When it was last validated with a 304; nil if never.
  public var revalidated: Date?
  /// When its state changes.
  public var timeline: FreshnessTimeline
  /// Answers given from it.
  public var hits: Int
  /// When it last answered; nil if never.
  public var lastUsed: Date?
  /// Seconds the origin took for it.
  public var fetchDuration: TimeInterval
  /// Whether it has an `ETag`.
  public var hasEntityTag: Bool
  /// Whether it has a `Last-Modified`.
  public var hasLastModified: Bool
  /// The `Vary` field as received; empty without.
  public var vary: String
  /// Whether its row can't be decoded.
  public var isCorrupt: Bool

  /// Identity.
  public var id: EntryID { reference.id }

  /// Whether it has an `ETag` or a `Last-Modified`.
  public var hasValidator: Bool { hasEntityTag || hasLastModified }

  /// Whether it can be revalidated without a full download: it has a validator and is a success, for which alone
  /// a 304 stands (RFC 9110 sections 13.2.1 and 15.4.5).
  public var canBeUnchanged: Bool { hasValidator && (200...299).contains(status) }

  /// Makes a summary.
  public init(
    reference: EntryReference, key: String, method: String, url: String, status: Int,
    mediaType: String = "", size: Int64, stored: Date, generated: Date, created: Date,
    revalidated: Date? = nil, timeline: FreshnessTimeline, hits: Int = 0, lastUsed: Date? = nil,
    fetchDuration: TimeInterval = 0, hasEntityTag: Bool = false, hasLastModified: Bool = false,
    vary: String = "", isCorrupt: Bool = false
  ) {
    self.reference = reference
    self.key = key
    self.method = method
    self.url = url
    self.status = status
    self.mediaType = mediaType
    self.size = size
    self.stored = stored
    self.generated = generated
    self.created = created
    self.revalidated = revalidated
    self.timeline = timeline
    self.hits = hits
    self.lastUsed = lastUsed
    self.fetchDuration = fetchDuration
    self.hasEntityTag = hasEntityTag
    self.hasLastModified = hasLastModified
    self.vary = vary
    self.isCorrupt = isCorrupt
  }
}
