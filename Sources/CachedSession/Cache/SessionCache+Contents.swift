public import CacheStore
public import FoundationEssentials
public import HTTPCaching
public import HTTPTypes

extension SessionCache {
  /// Whether something is stored under that key, however stale.
  public func contains(key: String) async throws -> Bool {
    try await !wholes(key).isEmpty
  }

  /// Whether a response is stored that the request selects, however stale; with `Vary`, one for its fields
  /// (RFC 9111 section 4.1).
  public func contains(_ request: HTTPRequest, body: Data? = nil) async throws -> Bool {
    try await candidates(for: request, body: body).contains { !$0.stored.isPart }
  }

  /// The same for a GET of that URL with the session's default fields; false for what is no URL.
  public func contains(url: String) async throws -> Bool {
    guard let request = HTTPRequest(url: url) else { return false }
    return try await contains(request)
  }

  /// The response stored under that key with its body, of several variants the latest; nil when there is
  /// none. Its head is as it was stored, without `Age`.
  public func response(forKey key: String) async throws -> (Data, StoredResponse)? {
    guard let candidate = try await wholes(key).first else { return nil }
    return (
      try await StoredBody(candidate, 0..<candidate.body.size, core.gate).all(), candidate.stored
    )
  }

  /// The entries, those that were stored first before the others.
  ///
  /// - Parameters:
  ///   - valid: whether those that are not expired are among them.
  ///   - expired: whether those past their freshness lifetime are.
  ///   - invalid: whether those that can't be decoded are.
  ///   - age: only those that came into the cache that many seconds ago or earlier; nil for all.
  public func filter(
    valid: Bool = true, expired: Bool = true, invalid: Bool = false,
    olderThan age: TimeInterval? = nil
  ) -> EntrySequence {
    var parts: [EntryFilter] = []
    if valid { parts.append(.not(.or([.flag(.stale), .flag(.corrupt)]))) }
    if expired { parts.append(.flag(.stale)) }
    if invalid { parts.append(.flag(.corrupt)) }
    return EntrySequence(self, .or(parts), before: age.map { core.now().addingTimeInterval(-$0) })
  }

  /// The entries that match, in that order.
  public func entries(
    matching filter: EntryFilter, sort: EntrySort = EntrySort(.stored)
  ) -> EntrySequence {
    EntrySequence(self, filter, sort: sort)
  }

  /// The URLs that responses are stored of, each once, in their order. The list is in memory, the entries
  /// are not.
  public func urls(matching filter: EntryFilter = .all) async throws -> [String] {
    var urls: [String] = []
    for try await entry in EntrySequence(self, filter, sort: EntrySort(.url))
    where urls.last != entry.url {
      urls.append(entry.url)
    }
    return urls
  }

  /// How many entries there are.
  ///
  /// - Parameter expired: whether those past their freshness lifetime count. Default: true.
  public func count(expired: Bool = true) async throws -> Int {
    let now = core.now()
    let filter: EntryFilter = expired ? .all : .not(.flag(.stale))
    return try await read { try await $0.totals(filter, now: now) }.count
  }

  /// The stored responses under a key, without parts of such.
  private func wholes(_ key: String) async throws -> [StoredCandidate] {
    try await read { try await $0.candidates(for: CacheKey(hex: key)) }.filter { !$0.stored.isPart }
  }

  /// The stored responses that a request selects, and parts of such.
  func candidates(for request: HTTPRequest, body: Data?) async throws -> [StoredCandidate] {
    let request = request.with(defaults: configuration.defaultFields)
    let (key, parts) = configuration.key(of: request, body: body)
    let lookup = CacheLookup(key: key, parts: parts, request: request, body: body)
    return try await read { try await $0.candidates(for: lookup) }.filter {
      $0.method == parts.method && $0.url == parts.url
        && Variance.match($0.stored, request) == .matches
    }
  }
}

extension HTTPRequest {
  /// The request with those of the fields that it doesn't have.
  func with(defaults fields: HTTPFields) -> HTTPRequest {
    var request = self
    guard !headerFields.isEmpty else {
      request.headerFields = fields
      return request
    }
    for field in fields where !headerFields.contains(field.name) {
      request.headerFields.append(field)
    }
    return request
  }
}
