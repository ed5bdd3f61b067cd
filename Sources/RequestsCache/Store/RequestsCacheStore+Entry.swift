public import CacheStore
import EntryTable
public import FoundationEssentials
public import HTTPCaching

extension RequestsCacheStore {
  /// One entry with its heads and key; nil when it is gone.
  public func entry(_ id: EntryID) async throws -> CacheEntry? {
    try await reading { [self] in
      guard let key = key(of: id), let value = try value(key) else { return nil }
      return try entry(value)
    }
  }

  /// The value of a key; where the way to it is damaged, from where the list found it.
  private func value(_ key: String) throws -> StoredValue? {
    do {
      return try storage.value(key)
    } catch let error as StoreError where error.code == .corrupt {
      guard let row = try indexer.index.row(EntryNumber.id(key)) else { throw error }
      guard let value = try storage.value(key, at: row.body) else { throw error }
      return value
    }
  }

  /// What was kept of a value when its response was replaced; changes of its expiry keep no value.
  public func formerVersion(of id: EntryID) async throws -> CacheEntry? {
    try await reading { [self] in
      guard let key = key(of: id), try value(key) != nil else { return nil }
      return try kept(key).first.map { try entry($0) }
    }
  }

  /// Values that were put aside, newest first, as if they lay in the storage.
  private func kept(_ key: String) throws -> [StoredValue] {
    let kept = try sidecar.use(making: false) { try UndoRows(connection: $0).kept(ofKey: key) }
    return (kept ?? []).map { kept in
      var mark = kept.mark
      // A number that no value in the storage has: its body is found by it.
      mark.version = -kept.id
      return StoredValue(mark: mark, bytes: kept.value.bytes)
    }
  }

  private func entry(_ value: StoredValue) throws -> CacheEntry {
    let decoded = try decode(value)
    let document = decoded.document
    var present = row(value.mark, value.bytes).summary
    present.size = Int64(document.bodyData.count)
    let parts = CacheKeyParts(
      method: document.request.method, url: document.request.url,
      bodyDigest: document.request.body.isEmpty ? nil : "\(document.request.body.count) bytes")
    return CacheEntry(
      summary: present, stored: decoded.stored, keyParts: parts,
      body: BodyReference(
        handle: handles.remember(value.mark), size: Int64(document.bodyData.count)),
      varyFields: [], redirects: document.history.map(\.url),
      rawFacts: try rawFacts(value, decoded), oddFields: decoded.document.oddFields,
      requestBody: document.request.body.isEmpty ? nil : Data(document.request.body))
  }

  private func rawFacts(
    _ value: StoredValue, _ decoded: DecodedValue
  ) throws -> [CacheEntry.RawFact] {
    var facts: [CacheEntry.RawFact] = [
      .init("key", value.mark.key), .init("serializer", decoded.codec),
      .init("value", "\(value.bytes.count) bytes"),
      .init("expires column", value.mark.expires.map(String.init) ?? "none"),
    ]
    if let signature = decoded.signature { facts.append(.init("signature", signature)) }
    if let note = decoded.document.bodyNote { facts.append(.init("body", note)) }
    let aliases = (try? storage.aliases(of: value.mark.key)) ?? []
    if !aliases.isEmpty { facts.append(.init("aliases", aliases.joined(separator: " "))) }
    return facts
  }

  /// Bytes of a body; a range past the end is cut.
  public func read(_ body: BodyReference, range: Range<Int64>) async throws -> Data {
    try await reading { [self] in
      let data = try handles.body(body.handle) { key, version in
        if version < 0, let kept = try kept(key).first(where: { $0.mark.version == version }) {
          return try decode(kept).document.bodyData
        }
        guard let value = try value(key), value.mark.version == version else { return nil }
        return try decode(value).document.bodyData
      }
      guard let data else { throw StoreError(.gone, store: path) }
      let wanted = range.clamped(to: 0..<Int64(data.count))
      return Data(data.dropFirst(Int(wanted.lowerBound)).prefix(wanted.count))
    }
  }

  /// The response stored under a key, or under the one that it is an alias of.
  public func candidates(for key: CacheKey) async throws -> [StoredCandidate] {
    guard let value = try find(key.hex), let decoded = try? decode(value) else { return [] }
    return [try candidate(value, decoded, as: nil)]
  }

  /// The value of a key or alias.
  func find(_ key: String) throws -> StoredValue? {
    if let value = try storage.value(key) { return value }
    return try storage.target(ofAlias: key).flatMap { try storage.value($0) }
  }

  /// A value as a session takes it.
  func candidate(
    _ value: StoredValue, _ decoded: DecodedValue, as parts: CacheKeyParts?
  ) throws -> StoredCandidate {
    let document = decoded.document
    let body = document.bodyData
    return StoredCandidate(
      reference: EntryReference(id: oddKeys.remember(value.mark.key), version: value.mark.version),
      method: parts?.method ?? document.request.method, url: parts?.url ?? document.request.url,
      stored: decoded.stored,
      body: BodyReference(handle: handles.remember(value.mark), size: Int64(body.count)),
      created: document.created?.date ?? decoded.stored.responseTime,
      fetchDuration: document.elapsed, inlineBody: body,
      finalURL: document.history.isEmpty ? nil : document.url,
      redirects: try parts.map { try redirects(to: document, from: $0) } ?? [])
  }

  /// The stored redirects from a request's URL on: what it would have gone through, had it been asked now.
  /// Python gives all that the response has, also those before.
  private func redirects(
    to document: ResponseDocument, from parts: CacheKeyParts
  ) throws -> [StoredResponse] {
    guard !document.history.isEmpty else { return [] }
    let settings = try keySettings()
    let rest = document.redirects.drop { redirect in
      let request = SentRequest(redirect.request)
      return redirect.request.url != parts.url
        && requestsCacheKey(request, settings: settings).url != parts.url
    }
    return rest.map { $0.stored(LarderFacts()) }
  }

  /// What a value says.
  ///
  /// - Throws: `StoreError` with code `corrupt` when it can't be decoded.
  func decode(_ value: StoredValue) throws -> DecodedValue {
    do {
      return try withReader { reader in
        try value.bytes.withUnsafeBytes { bytes in
          let codec = try reader.codec(of: bytes, isText: value.mark.isText)
          let (document, larder) = try reader.read(bytes, isText: value.mark.isText) { root in
            (try ResponseDocument(root), LarderFacts(root))
          }
          return DecodedValue(
            codec: codec.name, document: document, stored: document.stored(larder),
            signature: (codec as? SafePickleCodec)?.signature(of: bytes).words)
        }
      }
    } catch let error as UndecodableValue {
      throw StoreError(
        .corrupt, store: path, detail: error.description, key: value.mark.key)
    }
  }
}

/// A value with all that it says.
struct DecodedValue: Sendable {
  /// The serializer's name.
  var codec: String
  var document: ResponseDocument
  var stored: StoredResponse
  /// The state of its signature, where it has one.
  var signature: String?
}

extension SafePickleCodec.Signature {
  fileprivate var words: String {
    switch self {
    case .valid: "valid"
    case .invalid: "not valid"
    case .unverified: "not verified, as its secret isn't known"
    }
  }
}
