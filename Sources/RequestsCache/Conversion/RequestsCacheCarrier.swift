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

  /// - Throws: `StoreError` where one of the caches can't be read, or the target's values can't be signed.
  package init(from source: RequestsCacheStore, to target: RequestsCacheStore) throws {
    self.source = source
    self.target = target
    codec = try target.codecOfNewValues()
    rekeying = Rekeying(from: try source.keySettings(), to: try target.keySettings())
    aliased = Set(try source.storage.aliases().map(\.target))
  }

  /// An entry on its way.
  private struct Parcel {
    var change: ValueChange
    var bytes: Int64
    /// The key that it has as a variant.
    var variantKey: String?

    var size: Int { change.value?.bytes.count ?? 0 }

    var asVariant: Parcel? {
      guard let variantKey else { return nil }
      var parcel = self
      parcel.change.key = variantKey
      return parcel
    }

    var carried: Carried { .over(entries: 1, aliases: change.aliases.count, bytes: bytes) }
  }

  /// Carries one, with the aliases of the URLs that redirected to it.
  package mutating func carry(_ reference: EntryReference) async throws -> Carried {
    try await carry([reference][...])[0]
  }

  /// Carries several in one transaction, as far as it gets.
  package mutating func carry(_ references: ArraySlice<EntryReference>) async throws -> [Carried] {
    var carried: [Carried] = []
    var parcels: [(place: Int, parcel: Parcel)] = []
    for reference in references {
      do {
        parcels.append((carried.count, try parcel(reference)))
        carried.append(.left("has the key of another entry there"))
      } catch let reason as Reason {
        carried.append(.left(reason.words))
      }
      guard parcels.reduce(0, { $0 + $1.parcel.size }) > Self.load else { continue }
      try await deliverAll(parcels, &carried)
      parcels = []
    }
    try await deliverAll(parcels, &carried)
    return carried
  }

  /// Bytes of values that are in memory at once, and one more value.
  private static let load = 16 << 20

  /// What is the first entry of a URL can't be told before, so variants that find their place taken are tried
  /// again.
  private func deliverAll(
    _ parcels: [(place: Int, parcel: Parcel)], _ carried: inout [Carried]
  ) async throws {
    let rest = try await deliver(parcels, &carried)
    for (place, parcel) in rest where try isThere(parcel) {
      carried[place] = .needless("there already")
    }
    let variants = rest.compactMap { place, parcel in parcel.asVariant.map { (place, $0) } }
    _ = try await deliver(variants, &carried)
  }

  /// Whether the very value is there: of a conversion that was stopped.
  private func isThere(_ parcel: Parcel) throws -> Bool {
    try target.storage.value(parcel.change.key)?.bytes == parcel.change.value?.bytes
  }

  /// Returns those for which another entry has the key.
  private func deliver(
    _ parcels: [(place: Int, parcel: Parcel)], _ carried: inout [Carried]
  ) async throws -> [(place: Int, parcel: Parcel)] {
    guard !parcels.isEmpty else { return [] }
    let isMade = try await make(parcels.map(\.parcel.change))
    for ((place, parcel), isMade) in zip(parcels, isMade) where isMade {
      carried[place] = parcel.carried
    }
    return zip(parcels, isMade).compactMap { $1 ? nil : $0 }
  }

  /// Why there is no parcel.
  private struct Reason: Error { var words: String }

  private mutating func parcel(_ reference: EntryReference) throws -> Parcel {
    guard let key = source.key(of: reference.id), let value = try source.storage.value(key)
    else { throw Reason(words: "was deleted meanwhile") }
    guard let (document, larder, keyed) = try? read(value) else {
      throw Reason(words: "can't be decoded")
    }
    guard let new = try? encoded(document, larder) else {
      throw Reason(words: "has what \(codec.name) can't hold")
    }
    let (newKey, isSure) = rekeying.key(of: keyed, from: key)
    var change = ValueChange(key: newKey, condition: .nothing, value: new)
    if aliased.contains(key) { change.aliases = aliases(of: document) }
    return Parcel(
      change: change, bytes: Int64(document.bodyData.count),
      variantKey: isSure || keyed.vary.isEmpty ? nil : rekeying.variantKey(of: keyed))
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

  /// The keys of the URLs that redirected to a response.
  private func aliases(of document: ResponseDocument) -> [String] {
    let hops = document.history.map { rekeying.alias(of: SentRequest($0.request)) }
    return hops.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  /// Returns whether each was made.
  private func make(_ changes: [ValueChange]) async throws -> [Bool] {
    try await target.changing { [target] in
      var isMade: [Bool] = []
      while isMade.count < changes.count {
        let outcomes = try target.storage.apply(changes[isMade.count...])
        isMade += outcomes.map { if case .made = $0 { true } else { false } }
      }
      return isMade
    }
  }
}
