import CacheStore
import FoundationEssentials
import SQLiteStore

/// What all measurements of a table share.
struct Bench {
  /// A temporary folder.
  let folder: URL
  let origin: BenchOrigin
  /// How often each contestant runs.
  let rounds: Int
  /// The program `larder`.
  let larder: String
  /// This program.
  let program: String

  /// Seconds of the run with many processes.
  let mixedSeconds: Int

  init(_ arguments: Arguments) throws {
    rounds = max(1, arguments.number("rounds", default: 5))
    mixedSeconds = max(1, arguments.number("secs", default: 20))
    program = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let beside = URL(filePath: program).deletingLastPathComponent().appending(path: "larder")
    larder = arguments.text("larder", default: beside.path)
    let name = "larder-bench-\(UUID().uuidString)"
    folder = FileManager.default.temporaryDirectory.appending(path: name)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    origin = try BenchOrigin()
  }

  /// A file in the temporary folder.
  func path(_ name: String) -> String { folder.appending(path: name).path }

  /// The cache of 10,000 entries of 10 KB.
  var sessionCache: String { path("session.larder") }
  /// The cache of 100,000 entries, once `openLargeCache` has made it.
  var largeCache: String { path("large.larder") }

  /// Opens the cache of 100,000 entries; the first call makes it.
  func openLargeCache() async throws -> SQLiteStore {
    let isThere = FileManager.default.fileExists(atPath: largeCache)
    let store = try SQLiteStore.open(path: largeCache)
    if !isThere { try await store.fill(with: SyntheticEntries(now: Date()), count: 100_000) }
    return store
  }

  /// Removes all files and ends the origin.
  func cleanUp() {
    origin.stop()
    try? FileManager.default.removeItem(at: folder)
  }
}
