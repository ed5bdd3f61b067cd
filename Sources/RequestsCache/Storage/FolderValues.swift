import CacheStore
import FoundationEssentials
import Glibc
import SQLite
import Synchronization

/// A folder with a file for each value, named by its key, as requests-cache's `filesystem` backend has it:
/// `<key>.<ending>`, with the aliases in `redirects.sqlite` and, where its size is limited, the times of use
/// in `lru.db`. Other files in it are none of larder's business.
///
/// A file is replaced by renaming, so that no reader finds half of one. Python writes without a lock, so
/// between a look at a version and the change something may come in; what is lost then is what Python
/// would have lost too.
final class FolderValues: ValueStorage {
  let path: String
  let isReadOnly: Bool
  /// With the dot; empty where names have none, as of `safe_pickle` before 1.3.
  let ending: String
  private let watch = Mutex(Watch())

  /// Bytes of a file that are read; a larger one is none of requests-cache's.
  static let sizeLimit = 1 << 30

  init(path: String, ending: String, isReadOnly: Bool) throws {
    self.path = path
    self.ending = ending.isEmpty ? "" : "." + ending
    self.isReadOnly = isReadOnly
    guard access(path, R_OK | X_OK) == 0 else {
      let words = String(cString: strerror(errno))
      throw StoreError(errno == ENOENT ? .notFound : .permission, store: path, detail: words)
    }
  }

  var aliasFile: String { path + "/redirects.sqlite" }
  var usesFile: String { path + "/lru.db" }

  /// The file of a key; nil for what can't be the name of a file in the folder.
  func file(_ key: String) -> String? {
    let isPlain =
      !key.isEmpty && key.utf8.count <= 200 && !key.hasPrefix(".")
      && key.utf8.allSatisfy { $0 != UInt8(ascii: "/") && $0 != 0 }
    return isPlain ? path + "/" + key + ending : nil
  }

  /// The keys of all files.
  func keys() throws -> [String] {
    guard FileContent.isFolder(path) else {
      throw StoreError.moved(path)
    }
    return FileContent.names(in: path).filter { $0.hasSuffix(ending) && !$0.hasPrefix(".") }
      .filter { !ending.isEmpty || !$0.contains(".") }
      .map { String($0.dropLast(ending.count)) }
  }

  func count() throws -> Int { try keys().count }

  func places() throws -> [String: Int64] {
    var places: [String: Int64] = [:]
    for key in try keys() {
      if let file = file(key), let facts = FileIdentity(ofFile: file) {
        places[key] = facts.place
      }
    }
    return places
  }

  private static let pieceSize = 128

  func pieces() throws -> [ScanPiece] { pieces(try places()) }

  func pieces(_ places: [String: Int64]) -> [ScanPiece] {
    let keys = places.sorted { ($0.value, $0.key) > ($1.value, $1.key) }.map(\.key)
    return stride(from: 0, to: keys.count, by: Self.pieceSize).map { start in
      .keys(Array(keys[start..<min(start + Self.pieceSize, keys.count)]))
    }
  }

  func value(_ key: String) throws -> StoredValue? {
    guard let file = file(key), let (facts, bytes) = try FileContent.read(file) else { return nil }
    return StoredValue(
      mark: bytes.withUnsafeBytes { mark(key, facts, $0) }, bytes: Data(bytes))
  }

  func value(_ key: String, at place: Int64) throws -> StoredValue? { try value(key) }

  func mark(_ key: String, _ facts: FileIdentity, _ bytes: UnsafeRawBufferPointer) -> ValueMark {
    ValueMark(
      key: key, place: facts.place,
      version: ValueVersion.of(place: facts.changed / 1_000_000, bytes), size: Int(facts.size),
      expires: nil, isText: nil)
  }

  func scanner() throws -> any ValueScanner { FolderScanner(self) }

  /// All files, and those that other files beside them take.
  func storage() throws -> (bytes: Int64, reclaimable: Int64) {
    let sizes = try keys().compactMap { file($0).flatMap { FileIdentity(ofFile: $0) }?.size }
    let sides = [aliasFile, usesFile].compactMap { FileIdentity($0)?.size }
    return ((sizes + sides).reduce(0, +), 0)
  }

  func vacuum() throws -> Int64 { 0 }
}

// MARK: Changes of others

extension FolderValues {
  fileprivate struct Watch {
    var folder: Int64?
    var files: Int64?
    var next = ContinuousClock.now
    var count: Int64 = 0
  }

  func placing() throws -> Int64 { 0 }

  /// Python takes every file with its ending for a value; what has no key's name and isn't one is left alone.
  func mayBeForeign(_ key: String) -> Bool { !RequestsCacheFolder.isKey(key[...]) }

  /// A file that comes or goes changes the folder; one that is written anew doesn't, so all of them are
  /// looked at as well, for a fiftieth of the time at most.
  func changeCounter(thoroughly: Bool) throws -> Int64 {
    guard let folder = FileIdentity(path) else {
      throw StoreError.moved(path)
    }
    return try watch.withLock { watch in
      if watch.folder != folder.changed { watch.count += 1 }
      watch.folder = folder.changed
      guard thoroughly || ContinuousClock.now >= watch.next else { return watch.count }
      let began = ContinuousClock.now
      let files = try places().values.reduce(0) { $0 &+ ValueVersion.mix($1) }
      if let known = watch.files, known != files { watch.count += 1 }
      watch.files = files
      watch.next = .now + max(.seconds(1), (ContinuousClock.now - began) * 50)
      return watch.count
    }
  }
}

/// Reads files one after another into a buffer of its own.
private final class FolderScanner: ValueScanner {
  private let folder: FolderValues

  init(_ folder: FolderValues) { self.folder = folder }

  func scan(_ piece: ScanPiece, _ body: (ValueMark, UnsafeRawBufferPointer) throws -> Void) throws {
    guard case .keys(let keys) = piece else { return }
    for key in keys {
      guard let file = folder.file(key), let (facts, bytes) = try FileContent.read(file) else {
        continue
      }
      try bytes.withUnsafeBytes { try body(folder.mark(key, facts, $0), $0) }
    }
  }
}
