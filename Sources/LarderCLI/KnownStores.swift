import CacheStore
import Glibc
import RequestsCache
import SQLiteStore

/// A kind of cache that larder opens: how it is told from other files, and how it is opened.
struct KnownStore: Sendable {
  /// What people call it.
  var name: String
  /// Whether the file at that path is one of these; reads a few bytes at most.
  var recognises: @Sendable (String) -> Bool
  /// Opens it; the secrets are those of signed values.
  var open:
    @Sendable (String, StoreAccess, _ secrets: [String], StoreLimits) throws -> any CacheStore
}

/// What a command wants to do with a store.
enum StoreAccess: Sendable {
  /// Look only: no lock is taken and no file is made.
  case readOnly
  /// Look and change; the file must be there.
  case readWrite
  /// As `readWrite`; makes the file if there is none.
  case create
  /// As `readWrite` or `readOnly`, by a person who would rather see some entries at once than all later.
  case browse
  case browseReadOnly
}

/// The kinds of caches that larder knows: a new kind is one more line.
enum KnownStores {
  static let all = [native, requestsCache]

  private static let native = KnownStore(
    name: "larder",
    recognises: { SQLiteStore.recognizes(path: $0) },
    open: { path, access, _, limits in
      var options = StoreOptions()
      options.limits = limits
      return switch access {
      case .readOnly, .browseReadOnly:
        try SQLiteStore.open(path: path, mode: .readOnly, options: options)
      case .readWrite, .browse: try SQLiteStore.open(path: path, mode: .readWrite, options: options)
      case .create: try SQLiteStore.open(path: path, mode: .create, options: options)
      }
    })

  static let requestsCache = KnownStore(
    name: "requests-cache",
    recognises: { RequestsCacheStore.recognizes(path: $0) },
    open: { path, access, secrets, limits in
      var options = RequestsCacheOptions()
      options.secrets = secrets
      options.limits = limits
      switch access {
      case .browse, .browseReadOnly: options.listing = .progressive
      case .readOnly, .readWrite, .create: options.listing = .complete
      }
      let isReadOnly = access == .readOnly || access == .browseReadOnly
      return try RequestsCacheStore.open(
        path: path, mode: isReadOnly ? .readOnly : .readWrite, options: options)
    })

  /// Opens whatever kind of cache is at that path. A file that none of them recognises is left to
  /// larder's own, whose error says what is wrong with it, unless it is a database that nobody can read.
  static func open(
    _ path: String, _ access: StoreAccess, secrets: [String] = [],
    limits: StoreLimits = StoreLimits()
  ) throws -> any CacheStore {
    if let kind = recognise(path) {
      return OpenStores.add(try kind.open(path, access, secrets, limits))
    }
    _ = try RequestsCacheStore.look(at: path)
    var facts = stat()
    guard stat(path, &facts) != 0 || facts.st_mode & S_IFMT != S_IFDIR else {
      throw StoreError(.notACache, store: path)
    }
    return OpenStores.add(try native.open(path, access, secrets, limits))
  }

  /// Whether any kind recognises the file.
  static func recognise(_ path: String) -> KnownStore? { all.first { $0.recognises(path) } }
}
