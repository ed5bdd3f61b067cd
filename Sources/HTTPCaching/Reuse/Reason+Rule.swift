extension Reason {
  /// The rules that decide, each with its clause.
  public enum Rule: String, Sendable, Hashable, CaseIterable, Codable {
    // Answering from the store.
    case fresh, neverExpires, immutable, staleAllowedByRequest, staleWhileRevalidate
    case staleIfError, disconnected, notModified, otherVariantNotModified
    case part, rangeIgnored, unsatisfiableRange
    case completed, combined
    // Asking the origin first.
    case stale, mustRevalidate, proxyRevalidate, sharedMaxAge, noCache, requestNoCache,
      pragmaNoCache, requestMaxAge, minFresh
    case alwaysRevalidate, askedToRevalidate, askedToRefetch, expireImmediately
    case conditionalOfClient, noValidator, unusableNotModified
    case partStored, unusablePart
    // Nothing to answer from.
    case nothingStored, noVariant, varyStar, varyRedacted, storedForOneUser, otherPart
    case onlyIfCached, onlyIfCachedSetting
    // Passing the cache by.
    case method, unsafeMethod, precondition, requestNoStore, doNotCache, storeFault
    // What the origin's answer did.
    case stored, readOnly, notStorable, headMatches, headDiffers, invalidated, serverError
    case transferFailed
  }
}

extension Reason.Rule {
  /// The clause that the rule stands in.
  public var section: String { text.section }

  /// What it says.
  var sentence: String { text.sentence }

  private var text: (section: String, sentence: String) {
    switch self {
    case .fresh: ("RFC 9111 4.2", "fresh")
    case .neverExpires: ("setting", "never expires")
    case .immutable: ("RFC 8246 2", "immutable: a reload need not validate it")
    case .staleAllowedByRequest: ("RFC 9111 5.2.1.2", "stale, and max-stale accepts it")
    case .staleWhileRevalidate: ("RFC 5861 3", "stale, and served while it is revalidated")
    case .staleIfError: ("RFC 5861 4", "stale, and served because the origin failed")
    case .disconnected: ("RFC 9111 4.2.4", "stale, and served because nothing may be sent")
    case .notModified: ("RFC 9111 4.3.3", "the origin says that it is not modified")
    case .otherVariantNotModified: ("RFC 9111 4.3.4", "the origin chose another stored variant")
    case .part: ("RFC 9110 15.3.7", "the part that was asked for")
    case .rangeIgnored: ("RFC 9110 14.2", "the whole, though a part was asked for")
    case .unsatisfiableRange: ("RFC 9110 15.5.17", "the stored content has no such part")
    case .completed: ("RFC 9111 3.4", "the stored part with the rest of the same representation")
    case .combined: ("RFC 9111 3.4", "combined with the stored part of the same representation")
    case .stale: ("RFC 9111 4.2", "stale")
    case .mustRevalidate: ("RFC 9111 5.2.2.2", "must-revalidate forbids to serve it stale")
    case .proxyRevalidate:
      ("RFC 9111 5.2.2.8", "proxy-revalidate forbids a shared cache to serve it stale")
    case .sharedMaxAge: ("RFC 9111 5.2.2.10", "s-maxage forbids a shared cache to serve it stale")
    case .noCache: ("RFC 9111 5.2.2.4", "no-cache: validated before each use")
    case .requestNoCache: ("RFC 9111 5.2.1.4", "the request says no-cache")
    case .pragmaNoCache: ("RFC 9111 5.4", "the request says Pragma: no-cache")
    case .requestMaxAge: ("RFC 9111 5.2.1.1", "older than the request's max-age")
    case .minFresh: ("RFC 9111 5.2.1.3", "not fresh for as long as min-fresh asks")
    case .alwaysRevalidate: ("setting", "the session always revalidates")
    case .askedToRevalidate: ("setting", "revalidation was asked for")
    case .askedToRefetch: ("setting", "a new download was asked for")
    case .expireImmediately: ("setting", "the request's expiry is immediate")
    case .conditionalOfClient: ("RFC 9111 4.3.2", "the request brings its own condition")
    case .noValidator: ("RFC 9111 4.3.1", "no validator to ask with")
    case .unusableNotModified: ("RFC 9111 4.3.4", "the 304 fits no stored response; asked again")
    case .partStored: ("RFC 9111 3.4", "a part is stored, so only the rest is asked for")
    case .unusablePart: ("RFC 9111 3.4", "what came is not the rest; asked again")
    case .nothingStored: ("RFC 9111 4", "nothing is stored under this key")
    case .noVariant: ("RFC 9111 4.1", "no stored variant has these request fields")
    case .varyStar: ("RFC 9111 4.1", "Vary: * never matches")
    case .varyRedacted: ("RFC 9111 4.1", "it varies on a field whose value is not kept")
    case .storedForOneUser:
      ("RFC 9111 3", "a private cache stored it for one user, and this cache is shared")
    case .otherPart: ("RFC 9111 3.3", "what is stored is another part of it")
    case .onlyIfCached: ("RFC 9111 5.2.1.7", "only-if-cached, and nothing usable is stored")
    case .onlyIfCachedSetting: ("setting", "the session answers only from the cache")
    case .method: ("RFC 9111 3", "the method is not cached")
    case .unsafeMethod: ("RFC 9111 4", "an unsafe method goes to the origin")
    case .precondition: ("RFC 9111 4.3.2", "a precondition that only the origin can evaluate")
    case .requestNoStore: ("RFC 9111 5.2.1.5", "the request says no-store")
    case .doNotCache: ("setting", "the settings keep it out of the cache")
    case .storeFault: ("setting", "the store failed, so the origin answers alone")
    case .stored: ("RFC 9111 3", "stored")
    case .readOnly: ("setting", "not stored: the session is read-only")
    case .notStorable: ("RFC 9111 3", "not stored")
    case .headMatches: ("RFC 9111 4.3.5", "the HEAD response freshened the stored GET response")
    case .headDiffers: ("RFC 9111 4.3.5", "the HEAD response shows that the stored one is outdated")
    case .invalidated: ("RFC 9111 4.4", "a successful unsafe request invalidates")
    case .serverError: ("RFC 9111 4.3.3", "the origin answered with an error")
    case .transferFailed: ("RFC 9111 4.2.4", "the origin could not be reached")
    }
  }
}
