package import FoundationEssentials
import Glibc

/// A folder of its own for a test, removed when the test is over.
package final class TemporaryFolder: Sendable {
  package let path: String

  package init() throws {
    OpenFiles.areEnough
    path = FileManager.default.temporaryDirectory.path + "/larder-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  package func file(_ name: String = "cache.sqlite") -> String { path + "/" + name }

  package func bytes(_ name: String = "cache.sqlite") throws -> Data {
    try Data(contentsOf: URL(filePath: file(name)))
  }

  package func write(_ bytes: Data, to name: String = "cache.sqlite") throws {
    try bytes.write(to: URL(filePath: file(name)))
  }

  /// Content and time of change of each file in it.
  package func fingerprints() throws -> [String: Fingerprint] {
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

  package struct Fingerprint: Equatable {
    package var hash: Int
    package var seconds: Int
    package var nanoseconds: Int
    package var mode: UInt32
  }
}
