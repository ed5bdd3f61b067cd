import FoundationEssentials

/// Small text files, such as those that the kernel makes up.
enum SystemFile {
  /// The whole text; empty when it can't be read.
  static func text(_ path: String) -> String {
    guard let bytes = try? Data(contentsOf: URL(filePath: path)) else { return "" }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The lines without their ends.
  static func lines(_ path: String) -> [Substring] { text(path).split(separator: "\n") }
}
