import FoundationEssentials
import Glibc

/// A folder of its own in the temporary directory, for the user alone.
struct TemporaryFolder {
  let path: String

  init(name: String) throws {
    var template = Array("\(Environment["TMPDIR"] ?? "/tmp")/\(name).XXXXXX".utf8CString)
    guard let made = mkdtemp(&template) else {
      throw Failure(.storeFailed, "No folder can be made in the temporary directory; set TMPDIR.")
    }
    path = String(cString: made)
  }

  func remove() { try? FileManager.default.removeItem(atPath: path) }
}
