public import CacheStore
public import FoundationEssentials
public import HTTPCaching
public import HTTPTypes

extension RequestsCacheStore {
  /// The key that requests-cache has for a request, and what went into it.
  public func key(
    for request: HTTPRequest, body: Data? = nil
  ) throws -> (key: CacheKey, parts: CacheKeyParts) {
    let key = requestsCacheKey(SentRequest(request, body), settings: try keySettings())
    return (CacheKey(hex: key.text), CacheKeyParts(key))
  }

  /// How keys are made for this cache.
  package func keySettings() throws -> RequestsKeySettings {
    keySettings(try formOfNewValues().codec)
  }

  /// The same for sessions of a serializer.
  func keySettings(_ codec: any DocumentCodec) -> RequestsKeySettings {
    var settings = RequestsKeySettings()
    settings.serializer = codec.keyText
    if let names = options.ignoredParameters { settings.ignoredParameters = names }
    if !options.matchHeaders.isEmpty { settings.matchedHeaders = .names(options.matchHeaders) }
    settings.verify = options.verify ? .on : .off
    settings.contentRootKey = options.contentRootKey
    return settings
  }

  /// The responses stored for a request: under its key, under the one that this is an alias of, and under
  /// the key of the variant that the request asks for.
  public func candidates(for lookup: CacheLookup) async throws -> [StoredCandidate] {
    guard let (value, isAlias) = try findTellingAlias(lookup.key.hex),
      let decoded = try? decode(value)
    else { return [] }
    var first = try candidate(value, decoded, as: lookup.parts)
    if isAlias { first.finalURL = first.stored.request.absoluteURL }
    let sent = SentRequest(lookup.request, lookup.body)
    guard try isAlias || isAnswer(decoded.document, to: lookup, as: sent) else { return [] }
    var found = [first]
    if let key = try variantKey(of: sent, varying: first.stored.response.headerFields),
      key != lookup.key.hex, let variant = try storage.value(key),
      let decoded = try? decode(variant)
    {
      found.insert(try candidate(variant, decoded, as: lookup.parts), at: 0)
    }
    return found
  }

  private func findTellingAlias(_ key: String) throws -> (value: StoredValue, isAlias: Bool)? {
    if let value = try storage.value(key) { return (value, false) }
    guard let target = try storage.target(ofAlias: key),
      let value = try storage.value(target)
    else { return nil }
    return (value, true)
  }

  /// The same by a lookup, whose parts are without what its session ignores, as entries of its are. Others may
  /// have it in their URLs.
  private func isAnswer(
    _ document: ResponseDocument, to lookup: CacheLookup, as sent: SentRequest
  ) throws -> Bool {
    if try isAnswer(document, to: lookup.parts) { return true }
    let whole = requestsCacheKey(sent, settings: try keySettings())
    return try whole.url != lookup.parts.url && isAnswer(document, to: CacheKeyParts(whole))
  }

  /// Whether a response is to that request and not to another with the same key, or to the redirects that it
  /// led to.
  func isAnswer(_ document: ResponseDocument, to parts: CacheKeyParts) throws -> Bool {
    let requests = [document.history.first?.request, document.request].compactMap { $0 }
    if requests.contains(where: { $0.url == parts.url && $0.method == parts.method }) {
      return true
    }
    let settings = try keySettings()
    return requests.contains {
      let key = requestsCacheKey(SentRequest(method: $0.method, url: $0.url), settings: settings)
      return key.url == parts.url && key.method == parts.method
    }
  }

  /// The key of the variant that a response with these fields has for a request; nil where it has none.
  func variantKey(of request: SentRequest, varying fields: HTTPFields) throws -> String? {
    let names = fields[values: .vary].flatMap { $0.split(separator: ",") }
      .map { $0.filter { $0 != " " && $0 != "\t" }.lowercased() }
    guard !names.isEmpty, !names.contains("*") else { return nil }
    var settings = try keySettings()
    settings.matchedHeaders = .names(names.filter { $0 != "cookie" } + options.matchHeaders)
    return requestsCacheKey(request, settings: settings).text
  }
}

extension SentRequest {
  init(_ request: HTTPRequest, _ body: Data?) {
    self.init(
      method: request.method.rawValue, url: CacheKey.requestURL(request),
      fields: request.headerFields.map { Field($0.name.rawName, $0.value) }, body: body ?? Data())
  }
}

extension CacheKeyParts {
  /// What went into a key of requests-cache.
  package init(_ key: RequestsKey) {
    self.init(
      method: key.method, url: key.url,
      bodyDigest: key.body.isEmpty ? nil : BLAKE2b.hex(key.body),
      matchedFields: key.matchedFields.map { field in
        let parts = field.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        return Field(name: String(parts[0]), value: parts.count > 1 ? String(parts[1]) : "")
      },
      ignoredParameters: key.redactions.map(\.name))
  }
}
