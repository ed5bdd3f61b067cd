public import FoundationEssentials
public import HTTPCaching

/// The identity of an entry in its store. Opaque: neither the URL nor the key.
public struct EntryID: Sendable, Hashable, Codable {
  /// Stores number their entries: a list of many would make as many texts.
  private enum Form: Sendable, Hashable {
    case number(Int64)
    /// Any text but that of a number.
    case text(String)
  }

  private let form: Form

  /// What the store calls it.
  public var rawValue: String {
    switch form {
    case .number(let number): String(number)
    case .text(let text): text
    }
  }

  /// An identity as the store wrote it.
  public init(_ rawValue: String) {
    let number = Int64(rawValue).flatMap { String($0) == rawValue ? $0 : nil }
    form = number.map(Form.number) ?? .text(rawValue)
  }

  /// The identity that has a number for its text.
  package init(number: Int64) { form = .number(number) }

  /// The number that its text is; nil for any other text.
  package var number: Int64? { if case .number(let number) = form { number } else { nil } }

  private enum CodingKeys: CodingKey { case rawValue }

  /// Decodes what the store calls it.
  public init(from decoder: any Decoder) throws {
    self.init(
      try decoder.container(keyedBy: CodingKeys.self).decode(String.self, forKey: .rawValue))
  }

  /// Encodes what the store calls it.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(rawValue, forKey: .rawValue)
  }
}

/// An entry as its caller saw it: identity and version. Operations carry it, so that a list that moved
/// under the cursor can't hit the wrong entry.
public struct EntryReference: Sendable, Hashable, Codable {
  /// Which entry.
  public var id: EntryID
  /// Which state of it; grows with each change.
  public var version: Int64

  /// A reference.
  public init(id: EntryID, version: Int64) {
    self.id = id
    self.version = version
  }
}

/// Where an entry's body is, and its sizes in bytes. Bodies never change: a new one has a new handle.
public struct BodyReference: Sendable, Hashable {
  /// What the store calls it.
  public var handle: Int64
  /// Bytes as a client gets them.
  public var size: Int64
  /// Bytes as the origin sent them, where a content coding was undone; nil otherwise.
  public var encodedSize: Int64?

  /// A body reference.
  public init(handle: Int64, size: Int64, encodedSize: Int64? = nil) {
    self.handle = handle
    self.size = size
    self.encodedSize = encodedSize
  }
}

/// One stored variant that a lookup found: all that a session needs to answer from it.
public struct StoredCandidate: Sendable {
  /// All of it behind one reference, as a hit passes it on often. A change makes a new box.
  private var box: Box

  private final class Box: Sendable {
    let parts: Parts

    init(_ parts: Parts) { self.parts = parts }
  }

  private struct Parts {
    var reference: EntryReference
    var method: String
    var url: String
    var stored: StoredResponse
    var body: BodyReference
    var created: Date
    var fetchDuration: TimeInterval
    var inlineBody: Data?
    var finalURL: String?
    var redirects: [StoredResponse]
  }

  /// Which entry, in which version.
  public var reference: EntryReference {
    get { box.parts.reference }
    set { change { $0.reference = newValue } }
  }

  /// The normalised method it is stored under; a lookup checks it and the URL, digests aside.
  public var method: String {
    get { box.parts.method }
    set { change { $0.method = newValue } }
  }

  /// The normalised URL it is stored under.
  public var url: String {
    get { box.parts.url }
    set { change { $0.url = newValue } }
  }

  /// Heads, times and settings.
  public var stored: StoredResponse {
    get { box.parts.stored }
    set { change { $0.stored = newValue } }
  }

  /// The body's place and size.
  public var body: BodyReference {
    get { box.parts.body }
    set { change { $0.body = newValue } }
  }

  /// When the entry first came into the cache.
  public var created: Date {
    get { box.parts.created }
    set { change { $0.created = newValue } }
  }

  /// Seconds that the origin took for it: what a hit saves.
  public var fetchDuration: TimeInterval {
    get { box.parts.fetchDuration }
    set { change { $0.fetchDuration = newValue } }
  }

  /// The whole body, when it is small enough to have come along.
  public var inlineBody: Data? {
    get { box.parts.inlineBody }
    set { change { $0.inlineBody = newValue } }
  }

  /// The URL that answered, where redirects led to it and the store keeps them out of the session's way;
  /// nil where it is the request's own.
  public var finalURL: String? {
    get { box.parts.finalURL }
    set { change { $0.finalURL = newValue } }
  }

  /// The redirects that led from the request's URL there, oldest first, where the store has them in this
  /// entry; empty where they are entries of their own, or there were none.
  public var redirects: [StoredResponse] {
    get { box.parts.redirects }
    set { change { $0.redirects = newValue } }
  }

  /// Makes a candidate.
  public init(
    reference: EntryReference, method: String, url: String, stored: StoredResponse,
    body: BodyReference, created: Date, fetchDuration: TimeInterval = 0, inlineBody: Data? = nil,
    finalURL: String? = nil, redirects: [StoredResponse] = []
  ) {
    box = Box(
      Parts(
        reference: reference, method: method, url: url, stored: stored, body: body,
        created: created, fetchDuration: fetchDuration, inlineBody: inlineBody,
        finalURL: finalURL, redirects: redirects))
  }

  private mutating func change(_ body: (inout Parts) -> Void) {
    var parts = box.parts
    body(&parts)
    box = Box(parts)
  }
}

/// All that is known of one entry, less the body's bytes.
public struct CacheEntry: Sendable, Hashable {
  /// What the list shows of it.
  public var summary: EntrySummary
  /// Heads, times and settings.
  public var stored: StoredResponse
  /// What went into its key.
  public var keyParts: CacheKeyParts
  /// The body's place and size.
  public var body: BodyReference
  /// The request fields that `Vary` nominates, with this variant's values, sorted by name; empty
  /// without `Vary`.
  public var varyFields: [CacheKeyParts.Field]
  /// The URLs that redirected here, oldest first.
  public var redirects: [String]
  /// Facts of the row as the store has it (name, value), for the Raw view.
  public var rawFacts: [RawFact]
  /// Fields of the response whose names no HTTP message has (RFC 9110 section 5.1): the store keeps them, nobody is
  /// sent them.
  public var oddFields: [RawFact]
  /// The request's content, in stores that keep it; nil otherwise, or without.
  public var requestBody: Data?

  /// A fact of a stored row.
  public struct RawFact: Sendable, Hashable {
    /// Such as `row`, `chunks`, `codec`.
    public var name: String
    /// Its value as text.
    public var value: String

    /// A fact.
    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// Makes an entry.
  public init(
    summary: EntrySummary, stored: StoredResponse, keyParts: CacheKeyParts, body: BodyReference,
    varyFields: [CacheKeyParts.Field] = [], redirects: [String] = [], rawFacts: [RawFact] = [],
    oddFields: [RawFact] = [], requestBody: Data? = nil
  ) {
    self.summary = summary
    self.stored = stored
    self.keyParts = keyParts
    self.body = body
    self.varyFields = varyFields
    self.redirects = redirects
    self.rawFacts = rawFacts
    self.oddFields = oddFields
    self.requestBody = requestBody
  }
}

/// What a session hands to a store.
public struct NewEntry: Sendable {
  /// The primary key.
  public var key: CacheKey
  /// What went into it.
  public var keyParts: CacheKeyParts
  /// The request fields that `Vary` nominates with this request's normalised values, sorted by name. An
  /// entry with the same key and the same fields is replaced; other variants stay.
  public var varyFields: [CacheKeyParts.Field]
  /// Heads, times and settings.
  public var stored: StoredResponse
  /// Bytes as the origin sent them, where a content coding was undone; nil otherwise.
  public var encodedSize: Int64?
  /// The URLs that redirected here, oldest first.
  public var redirects: [String]
  /// Seconds that the origin took for the whole response: what a later hit saves.
  public var fetchDuration: TimeInterval
  /// The request's content; nil without. Stores that keep only what went into the key pass it by.
  public var requestBody: Data?

  /// Makes an entry.
  public init(
    key: CacheKey, keyParts: CacheKeyParts, varyFields: [CacheKeyParts.Field] = [],
    stored: StoredResponse, encodedSize: Int64? = nil, redirects: [String] = [],
    fetchDuration: TimeInterval = 0, requestBody: Data? = nil
  ) {
    self.key = key
    self.keyParts = keyParts
    self.varyFields = varyFields
    self.stored = stored
    self.encodedSize = encodedSize
    self.redirects = redirects
    self.fetchDuration = fetchDuration
    self.requestBody = requestBody
  }
}
