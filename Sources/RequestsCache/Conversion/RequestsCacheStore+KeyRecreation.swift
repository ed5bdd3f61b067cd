import CacheStore
import EntryTable
import FoundationEssentials

extension RequestsCacheStore: KeyRecreation {
  /// Gives all values the keys that the store's options make, with the aliases that stand for them. Values
  /// themselves don't change: in a cache with several serializers, each gets a key of sessions that can read it.
  /// One that can't be decoded, or whose new key another one has, stays.
  package func recreateKeys() async throws -> Int {
    let renewal = KeyRenewal(
      try keySettings(), isSerializerChosen: options.serializer != nil)
    let aliases = Dictionary(grouping: try storage.aliases(), by: \.target)
      .mapValues { $0.map(\.alias) }
    var moved = 0
    var keys = try storage.places().keys.sorted()
    // What finds its place taken may find it free once others have moved.
    for _ in 0..<2 {
      var left: [String] = []
      for start in stride(from: 0, to: keys.count, by: 256) {
        let some = keys[start..<min(start + 256, keys.count)]
        let stayed = try await changing { [self] in
          try some.filter { try !move($0, renewal, aliases[$0] ?? []) }
        }
        moved += some.count - stayed.count
        left += stayed
      }
      keys = left
    }
    return moved
  }

  /// Returns whether the value has another key now.
  private func move(_ key: String, _ renewal: KeyRenewal, _ aliases: [String]) throws -> Bool {
    guard let value = try storage.value(key), let asked = try? request(of: value) else {
      return false
    }
    let (new, serializer) = renewal.key(of: asked.keyed, from: key, by: asked.serializers)
    guard new != key else { return false }
    let copy = NewValue(
      bytes: value.bytes, isText: value.mark.isText ?? false, expires: value.mark.expires)
    let put = ValueChange(key: new, condition: .nothing, value: copy)
    guard case .made(let mark?)? = try storage.apply([put]).first else { return false }
    _ = try storage.apply([ValueChange(key: key, condition: .version(value.mark.version))])
    if indexer.isBegun { try indexer.note(put: [row(mark, value.bytes)], removed: [key]) }
    guard !aliases.isEmpty else { return true }
    // Only now: an alias of what is there stays what it is.
    let known =
      asked.hops.isEmpty
      ? aliases.filter { $0 != key } + [new]
      : asked.hops.map { renewal.alias(of: $0, by: serializer) }
    var named = ValueChange(key: new, condition: .version(mark.version), value: copy)
    named.aliases = known.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    if case .made(let mark?)? = try storage.apply([named]).first, indexer.isBegun {
      try indexer.note(put: [row(mark, value.bytes)], removed: [])
    }
    return true
  }

  /// What a value's key was made of.
  private struct Asked {
    var keyed: KeyedRequest
    /// The requests of the redirects that it has.
    var hops: [SentRequest]
    /// Those that read it.
    var serializers: [String]
  }

  private func request(of value: StoredValue) throws -> Asked {
    try value.bytes.withUnsafeBytes { bytes in
      try withReader { reader in
        let codec = try reader.codec(of: bytes, isText: value.mark.isText)
        return try reader.read(bytes, isText: value.mark.isText) { root in
          guard let keyed = KeyedRequest(root) else { throw UndecodableValue(.notAResponse) }
          let history = try ResponseDocument(root).history
          return Asked(
            keyed: keyed, hops: history.map { SentRequest($0.request) },
            serializers: codec.readersInKeys)
        }
      }
    }
  }
}
