package import CacheStore
import EntryTable
import FoundationEssentials

/// Carries entries of one cache of requests-cache into another, with another serializer or kind of storage.
///
/// Documents are written anew in the form of 1.3, whatever release they are of, with everything they have;
/// bodies that were stored as text or JSON stay so.
package struct RequestsCacheCarrier: EntryCarrier {
  private let source: RequestsCacheStore
  private let target: RequestsCacheStore
  private let codec: any DocumentCodec
  private var rekeying: Rekeying
  /// Keys of the source that aliases stand for.
  private let aliased: Set<String>

  /// - Throws: `StoreError` where one of the caches can't be read.
  package init(from source: RequestsCacheStore, to target: RequestsCacheStore) throws {
    self.source = source
    self.target = target
    codec = try target.codecOfNewValues()
    rekeying = Rekeying(from: try source.keySettings(), to: try target.keySettings())
    aliased = Set(try source.storage.aliases().map(\.target))
  }

  /// Carries one, with the aliases of the URLs that redirected to it.
  package mutating func carry(_ reference: EntryReference) async throws -> Carried {
    guard let key = try source.key(of: reference.id), let value = try source.storage.value(key)
    else { return .left("was deleted meanwhile") }
    let document: (ResponseDocument, PlainValue?, KeyedRequest)
    do {
      document = try read(value)
    } catch {
      return .left("can't be decoded")
    }
    return try await store(document.0, document.1, document.2, from: key)
  }

  private func read(
    _ value: StoredValue
  ) throws -> (ResponseDocument, PlainValue?, KeyedRequest) {
    try value.bytes.withUnsafeBytes { bytes in
      try source.withReader { reader in
        try reader.read(bytes, isText: value.mark.isText) { root in
          guard let keyed = KeyedRequest(root) else { throw UndecodableValue(.notAResponse) }
          return (try ResponseDocument(root), try root["larder"].map { try PlainValue($0) }, keyed)
        }
      }
    }
  }

  private mutating func store(
    _ document: ResponseDocument, _ larder: PlainValue?, _ keyed: KeyedRequest, from key: String
  ) async throws -> Carried {
    let value: NewValue
    do {
      value = try encoded(document, larder)
    } catch let error as StoreError where error.code == .unsupported {
      return .left("has what \(codec.name) can't hold")
    }
    var change = ValueChange(
      key: rekeying.key(of: keyed, from: key), condition: .nothing, value: value)
    if aliased.contains(key) { change.aliases = aliases(of: document, change.key) }
    var isMade = try await make(change)
    if !isMade, !keyed.vary.isEmpty {
      change.key = rekeying.variantKey(of: keyed)
      isMade = try await make(change)
    }
    guard isMade else { return .left("has the key of another entry there") }
    return .over(
      entries: 1, aliases: change.aliases.count, bytes: Int64(document.bodyData.count))
  }

  private func encoded(
    _ document: ResponseDocument, _ larder: PlainValue?
  ) throws -> NewValue {
    var plain = document.plainValue()
    if let larder, case .map(var members) = plain {
      members[LarderFacts.name] = larder
      plain = .map(members)
    }
    return try target.encode(plain, by: codec, expires: document.expires)
  }

  /// The keys of the URLs that redirected to a response, and its own where it has that of the first.
  private func aliases(of document: ResponseDocument, _ key: String) -> [String] {
    let hops = document.history.map { rekeying.alias(of: SentRequest($0.request)) }
    return hops.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  private func make(_ change: ValueChange) async throws -> Bool {
    try await target.changing { [target] in
      guard case .made? = try target.storage.apply([change]).first else { return false }
      return true
    }
  }
}
