public import FoundationEssentials
public import HTTPTypes

extension CacheKey {
  /// The key of a request, and what went into it.
  ///
  /// - Parameter body: the request's content; nil when it has none.
  public static func make(
    _ request: HTTPRequest, body: Data? = nil, policy: CachePolicy
  ) -> (key: CacheKey, parts: CacheKeyParts) {
    let url = NormalizedURL(request, policy)
    var parts = CacheKeyParts(method: request.method.rawValue, url: url.text)
    var ignored = Set(url.ignored)
    for field in request.headerFields
    where policy.ignoredParameters.contains(field.name.canonicalName) {
      ignored.insert(field.name.canonicalName)
    }
    parts.matchedFields = matchedFields(request, policy)
    if let body, !body.isEmpty {
      let content = RedactedBody(body, of: request, ignoring: policy.ignoredParameters)
      parts.bodyDigest = BLAKE2b.hex(content.bytes)
      ignored.formUnion(content.ignored)
    }
    if !ignored.isEmpty { parts.ignoredParameters = ignored.sorted() }
    if policy.isShared, isShortened(request, url, policy) || parts.bodyDigest != nil {
      parts.matchedFields.append(whole(request, body, policy))
      parts.matchedFields.sort { $0.name < $1.name }
    }
    return (CacheKey(parts), parts)
  }

  /// Whether the URL in one spelling says less than the request does. Where parameters stay in their order, that
  /// is so for every other spelling: what is sent is not normalised, and an origin that reads `/x/../a` or
  /// `/%61` as another path than `/a` would have one user put its answer in the place of the others'.
  private static func isShortened(
    _ request: HTTPRequest, _ url: NormalizedURL, _ policy: CachePolicy
  ) -> Bool {
    policy.sortsQuery ? !url.ignored.isEmpty : url.path != request.path
  }

  /// Tells the secrets of users of a shared cache apart without keeping them: one user's answer is not another's
  /// (RFC 9111 section 4).
  private static func whole(
    _ request: HTTPRequest, _ body: Data?, _ policy: CachePolicy
  ) -> CacheKeyParts.Field {
    var policy = policy
    policy.ignoredParameters = []
    let url = NormalizedURL(request, policy)
    var input = KeyInput()
    input.append(policy.sortsQuery ? url.text : url.origin + (request.path ?? "/"))
    let digest = BLAKE2b.hex(input.bytes + (body.map(Array.init) ?? []))
    return CacheKeyParts.Field(name: CacheKeyParts.wholeRequest, value: digest)
  }

  /// The key that these parts amount to. The names of ignored parameters are not part of it.
  public init(_ parts: CacheKeyParts) {
    var input = KeyInput()
    input.append(parts.method)
    input.append(parts.url)
    input.append(parts.bodyDigest ?? "")
    for field in parts.matchedFields {
      input.append(field.name)
      input.append(field.value)
    }
    self.init(hex: BLAKE2b.hex(input.bytes))
  }

  /// The URL of a request as it was made, without normalisation: scheme, authority and path.
  public static func requestURL(_ request: HTTPRequest) -> String {
    "\(request.scheme ?? "http")://\(request.authority ?? "")\(request.path ?? "/")"
  }

  /// A URL in its normalised form, ignored parameters redacted, as keys and stores have it. Text that is
  /// no absolute URL comes back as it is.
  public static func normalizedURL(_ url: String, policy: CachePolicy) -> String {
    NormalizedURL(url, policy)?.text ?? url
  }

  private static func matchedFields(
    _ request: HTTPRequest, _ policy: CachePolicy
  ) -> [CacheKeyParts.Field] {
    guard !policy.matchedFields.isEmpty else { return [] }
    let request = policy.redacted(request)
    return Set(policy.matchedFields).compactMap { name in
      guard let value = Variance.normalizedValue(name, of: request) else { return nil }
      return CacheKeyParts.Field(name: name.canonicalName, value: value)
    }.sorted { $0.name < $1.name }
  }
}

/// The bytes that a key is the digest of: each part behind its length, so that no two lists of parts run
/// together.
private struct KeyInput {
  private(set) var bytes: [UInt8] = []

  init() { bytes.reserveCapacity(256) }

  mutating func append(_ part: String) {
    withUnsafeBytes(of: UInt64(part.utf8.count).littleEndian) { bytes.append(contentsOf: $0) }
    bytes.append(contentsOf: part.utf8)
  }
}
