import FoundationEssentials
import Glibc

/// Directories of the tests' own.
enum Workspace {
  /// Makes a directory, lets the body use it, and removes it.
  static func use(_ body: (String) async throws -> Void) async throws {
    let directory = try make("scenario-\(UUID().uuidString.prefix(8))")
    do {
      try await body(directory)
    } catch {
      try? FileManager.default.removeItem(atPath: directory)
      throw error
    }
    try FileManager.default.removeItem(atPath: directory)
  }

  /// One that all tests of this process share; removed when the process ends.
  static var shared: String { get throws { try sharedDirectory.get() } }

  private static let sharedDirectory = Result {
    atexit { try? FileManager.default.removeItem(atPath: Workspace.sharedPath) }
    return try make("tests-\(getpid())")
  }

  private static let sharedPath = root + "tests-\(getpid())"
  private static let root = "/tmp/larder-"

  private static func make(_ name: String) throws -> String {
    try FileManager.default.createDirectory(
      atPath: root + name, withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700])
    return root + name
  }
}
