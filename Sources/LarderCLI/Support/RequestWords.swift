import BrowserUI
import FoundationEssentials
import HTTPCaching
import HTTPTypes

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

  /// A lifetime such as `10m`.
  ///
  /// - Throws: `Failure` for what is none.
  static func expiration(_ word: String) throws -> Expiration {
    guard case .expiration(let expiration)? = TimeToLive(word) else {
      throw Failure(.usage, "'\(word)' is no lifetime; write 90, 10m, 1h, 2d, or never.")
    }
    return expiration
  }

  /// A method, in any case.
  ///
  /// - Throws: `Failure` for what is none.
  static func method(_ word: String) throws -> HTTPRequest.Method {
    guard let method = HTTPRequest.Method(word.uppercased()) else {
      throw Failure(.usage, "\(word) is not a request method.")
    }
    return method
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
