import FoundationEssentials

/// Words of a command line that make up a request.
enum RequestWords {
  /// Name and value of `Name: value`.
  ///
  /// - Throws: `Failure` for what has no name.
  static func field(_ word: String) throws -> (name: String, value: String) {
    guard let colon = word.firstIndex(of: ":"), colon > word.startIndex else {
      throw Failure(.usage, "'\(word)' is not a field; write it as 'Name: value'.")
    }
    let value = word[word.index(after: colon)...].drop(while: \.isWhitespace)
    return (String(word[..<colon]), String(value))
  }

  /// The content that a word is, or that the file behind `@` has; nil without a word.
  ///
  /// - Throws: `Failure` where there is no such file.
  static func content(_ word: String?) throws -> Data? {
    guard let word else { return nil }
    guard word.hasPrefix("@") else { return Data(word.utf8) }
    do {
      return try Data(contentsOf: URL(filePath: String(word.dropFirst())))
    } catch {
      throw Failure(.usage, "The file \(word.dropFirst()) can't be read.")
    }
  }
}
