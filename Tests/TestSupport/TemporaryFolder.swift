import FoundationEssentials
import Glibc

/// A folder of its own for a test, removed when the test is over.
final class TemporaryFolder: Sendable {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.path + "/larder-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func file(_ name: String = "cache.sqlite") -> String { path + "/" + name }

  func bytes(_ name: String = "cache.sqlite") throws -> Data {
    try Data(contentsOf: URL(filePath: file(name)))
  }

  func write(_ bytes: Data, to name: String = "cache.sqlite") throws {
    try bytes.write(to: URL(filePath: file(name)))
  }

  /// Content and time of change of each file in it.
  func fingerprints() throws -> [String: Fingerprint] {
    let names = try FileManager.default.contentsOfDirectory(atPath: path)
    return try Dictionary(
      uniqueKeysWithValues: names.map { name in
        var facts = stat()
        stat(file(name), &facts)
        return (
          name,
          Fingerprint(
            hash: try bytes(name).hashValue, seconds: facts.st_mtim.tv_sec,
            nanoseconds: facts.st_mtim.tv_nsec, mode: facts.st_mode)
        )
      })
  }

  struct Fingerprint: Equatable {
    var hash: Int
    var seconds: Int
    var nanoseconds: Int
    var mode: UInt32
  }
}
