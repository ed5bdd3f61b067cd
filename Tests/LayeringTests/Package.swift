import FoundationEssentials

/// The package as files, for checks on its own source text.
enum PackageFiles {
  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The folders of Sources: one per target.
  static func targets() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: root.path + "/Sources")
      .filter { !$0.hasPrefix(".") }.sorted()
  }

  /// The Swift files below a folder of the package, by path from the package's root.
  static func swiftFiles(below folder: String) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: root.path + "/" + folder)
      .filter { $0.hasSuffix(".swift") }.map { folder + "/" + $0 }.sorted()
  }

  static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  /// The modules that a file imports.
  static func imports(of path: String) throws -> Set<String> {
    let modules = try text(path).split(separator: "\n").compactMap { line -> String? in
      var words = line.split(separator: " ").filter { !$0.hasPrefix("@") }
      if let access = words.first, ["public", "package", "internal"].contains(access) {
        words.removeFirst()
      }
      guard words.first == "import", words.count > 1 else { return nil }
      return words.last.map(String.init)
    }
    return Set(modules)
  }

  /// Whether a text has a word that is not the end of a longer one, a member of something or a declaration.
  static func uses(_ word: String, in text: String) -> Bool {
    var rest = text[...]
    while let found = rest.firstRange(of: word) {
      let before = text[..<found.lowerBound]
      let isPart = before.last.map { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." } ?? false
      if !isPart, !before.hasSuffix("func ") { return true }
      rest = rest[found.upperBound...]
    }
    return false
  }
}
