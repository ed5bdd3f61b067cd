public import CacheStore
import Dispatch
import EntryTable
import FoundationEssentials
import HTTPCaching
import Synchronization

/// A cache in the layout of Python's requests-cache, of any release since 0.6: a SQLite file or a folder of
/// files, whatever the serializer.
///
/// Python may use it at the same time. What larder changes in it, Python reads; what else larder needs, to
/// undo and to list, lies elsewhere: former values in a file beside the cache (`NAME.larder`), the index of
/// a list in memory. Lists show what has been decoded; lookups by key read the cache itself.
///
/// Two things of the contract of stores it can't keep, as the layout has no place for them: it counts no
/// uses, and keeps no history of entries.
public final class RequestsCacheStore: CacheStore {
  /// The SQLite file or the folder.
  public let path: String
  /// How it was opened.
  public let options: RequestsCacheOptions

  let storage: any ValueStorage
  let sidecar: Sidecar
  let signer: SafePickleCodec
  let indexer: Indexer
  let writer = DispatchQueue(label: "larder.requests-cache.writer", qos: .userInitiated)
  /// Trees and memos of lookups, so that each need not make its own.
  let readers = Mutex<[ValueReader]>([])
  let handles = BodyHandles()
  let oddKeys = OddKeys()
  let newForm = Mutex<ValueForm?>(nil)

  init(_ storage: any ValueStorage, options: RequestsCacheOptions) throws {
    path = storage.path
    self.storage = storage
    self.options = options
    sidecar = Sidecar(besides: storage.path)
    signer = SafePickleCodec(secrets: options.secrets)
    indexer = try Indexer(storage, signer: signer)
    if !storage.isReadOnly { try? settleUnfinished() }
  }

  /// The path.
  public var name: String { path }

  /// All that the layout has room for; nothing that writes where the cache may only be read.
  public var capabilities: StoreCapabilities {
    storage.isReadOnly ? [] : [.insert, .delete, .trash, .setExpiration, .freshen]
  }

  /// How far the list is behind the cache; nil when it has everything.
  public func indexing() async -> IndexingProgress? {
    indexer.progress.map { IndexingProgress(known: $0.known, total: $0.total) }
  }

  /// Ends what runs for it, and lets go of its files.
  public func close() async {
    indexer.stop()
    await withCheckedContinuation { continuation in
      writer.async { [self] in
        sidecar.close()
        continuation.resume()
      }
    }
  }

  /// Runs a body with a reader of values.
  func withReader<Result>(_ body: (inout ValueReader) throws -> Result) rethrows -> Result {
    var reader = readers.withLock { $0.popLast() } ?? ValueReader(signer: signer)
    defer { readers.withLock { if $0.count < 4 { $0.append(reader) } } }
    return try body(&reader)
  }

  /// Runs a body that may take a while, on a queue for reading.
  func reading<Result: Sendable>(
    _ body: @escaping @Sendable () throws -> Result
  ) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
      DispatchQueue.global(qos: .userInitiated).async {
        continuation.resume(with: Swift.Result { try body() })
      }
    }
  }

  /// Runs a body that changes the cache, behind those that were asked for before.
  func changing<Result: Sendable>(
    _ body: @escaping @Sendable () throws -> Result
  ) async throws -> Result {
    guard !storage.isReadOnly else { throw StoreError(.readOnly, store: path) }
    let progress = ChangeProgress.current
    return try await withCheckedThrowingContinuation { continuation in
      writer.async {
        ChangeProgress.$current.withValue(progress) {
          continuation.resume(with: Swift.Result { try body() })
        }
      }
    }
  }
}

/// How a cache of requests-cache is used.
public struct RequestsCacheOptions: Sendable, Hashable {
  /// What a list answers with.
  public enum Listing: Sendable, Hashable {
    /// Everything: the first list waits until all values were decoded.
    case complete
    /// What was decoded so far, the newest values first.
    case progressive
  }

  /// The serializer of new values, as requests-cache names it: `pickle`, `safe_pickle`, `json`, `ujson`,
  /// `orjson`, `yaml` or `bson`. Default: nil, the one that the newest value has, or requests-cache's own
  /// default in an empty cache.
  public var serializer: String?

  /// The secrets of `safe_pickle`: the last one signs. Default: none; such values can then be read, with
  /// their signatures unverified, and not written.
  public var secrets: [String] = []

  /// Names whose values neither keys nor the store have, case and all, as requests-cache has them.
  /// Default: nil, its own list.
  public var ignoredParameters: [String]?

  /// Request fields that tell entries apart, as `match_headers` in Python. Default: none.
  public var matchHeaders: [String] = []

  /// The member of a JSON content that alone is put in one spelling for the key, as `content_root_key` in
  /// Python. Default: nil, the whole.
  public var contentRootKey: String?

  /// Whether requests are keyed as ones that verify certificates, as `verify` in Python. Default: true.
  public var verify = true

  /// What a list answers with. Default: `complete`.
  public var listing = Listing.complete

  /// How much is kept to undo changes. Of the limits on the cache itself none holds: it is Python's.
  public var limits = StoreLimits()

  /// The defaults above.
  public init() {}
}
