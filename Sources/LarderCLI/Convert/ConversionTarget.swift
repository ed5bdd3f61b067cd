import CacheStore
import FoundationEssentials
import Glibc
import RequestsCache
import SQLiteStore

/// The cache that another one is converted to.
struct ConversionTarget {
  var path: String
  /// The serializer that was asked for.
  var serializer: String?
  /// What signs values of `safe_pickle`, the last one.
  var secrets: [String]
  /// Whether a cache that has something may be added to.
  var mayAppend: Bool

  /// Opens it, having made it where there is none.
  ///
  /// - Throws: `Failure` where something else is there; `StoreError`.
  func open(for source: any CacheStore) async throws -> any CacheStore {
    guard Self.file(path) != Self.file(source.name) else {
      throw Failure(.usage, "\(path) is the cache that is to be converted. Name another.")
    }
    if let serializer, !Self.serializers.contains(serializer) {
      throw Failure(
        .usage,
        "larder can't write \(serializer); say \(Self.serializers.joined(separator: ", ")).")
    }
    guard serializer != "safe_pickle" || !secrets.isEmpty else {
      throw Failure(.usage, StoreError(.secretMissing, store: path).description)
    }
    removeEmpty()
    guard FileManager.default.fileExists(atPath: path) else { return try make(for: source) }
    guard KnownStores.recognise(path) != nil else {
      throw Failure(.usage, "\(path) is there, and is no cache. Name another file or folder.")
    }
    let store = try existing()
    let count = try await store.totals(.all, now: Clock.now()).count
    guard count == 0 || mayAppend else {
      throw Failure(.usage, "\(path) has entries already. Say --append to add to them.")
    }
    return store
  }

  private static func file(_ path: String) -> String {
    URL(filePath: path).resolvingSymlinksInPath().standardizedFileURL.path
  }

  /// Takes an empty file or folder away, to make a cache in its place.
  private func removeEmpty() {
    var facts = stat()
    guard stat(path, &facts) == 0 else { return }
    switch facts.st_mode & S_IFMT {
    case S_IFREG where facts.st_size == 0: unlink(path)
    // Of a folder that has something nothing goes.
    case S_IFDIR: rmdir(path)
    default: break
    }
  }

  /// Those that it may be asked for.
  static let serializers = ["pickle", "safe_pickle", "json", "ujson", "orjson", "yaml", "bson"]

  /// What is another kind than the source, unless a serializer or a folder says which.
  private func make(for source: any CacheStore) throws -> any CacheStore {
    let isForeign = serializer != nil || path.hasSuffix("/") || !(source is RequestsCacheStore)
    guard isForeign else { return try SQLiteStore.open(path: path, mode: .create) }
    let usual = path.hasSuffix("/") ? "json" : "pickle"
    return try RequestsCacheStore.open(path: path, mode: .create, options: options(usual))
  }

  private func existing() throws -> any CacheStore {
    let store = try KnownStores.open(path, .readWrite)
    guard store is RequestsCacheStore else {
      guard serializer == nil else {
        throw Failure(.usage, "\(path) is a cache of larder's own, which has no serializer.")
      }
      return store
    }
    return try RequestsCacheStore.open(path: path, options: options(nil))
  }

  private func options(_ usual: String?) -> RequestsCacheOptions {
    var options = RequestsCacheOptions()
    options.serializer = serializer ?? usual
    options.secrets = secrets
    return options
  }

  /// What carries entries from one to the other.
  static func carrier(
    from source: any CacheStore, to target: any CacheStore
  ) throws -> any EntryCarrier {
    switch (source as? RequestsCacheStore, target as? RequestsCacheStore) {
    case (let source?, let target?): try RequestsCacheCarrier(from: source, to: target)
    case (let source?, nil): IncomingCarrier(source: source, target: target)
    case (nil, let target?): OutgoingCarrier(source: source, target: target)
    case (nil, nil): PlainCarrier(source: source, target: target)
    }
  }
}
