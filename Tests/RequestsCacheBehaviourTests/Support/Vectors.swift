import FoundationEssentials
import Glibc
import Testing

/// What requests-cache was seen to do.
struct Vectors: Decodable, Sendable {
  var scenarios: [Scenario]
  var globs: [GlobCase]
  var regexes: [RegexCase]
  var cacheControl: [CacheControlCase]

  enum CodingKeys: String, CodingKey {
    case scenarios
    case globs = "url_patterns_glob"
    case regexes = "url_patterns_regex"
    case cacheControl = "cache_control_parsing"
  }

  static let all: Vectors = {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Fixtures/behaviour-vectors.json")
    let read = (try? Data(contentsOf: file)).flatMap {
      try? JSONDecoder().decode(Vectors.self, from: $0)
    }
    return read ?? Vectors(scenarios: [], globs: [], regexes: [], cacheControl: [])
  }()

  /// Scenarios of the file that `LARDER_BEHAVIOUR_VECTORS` names, a list of them.
  static let more: [Scenario] = {
    guard let file = getenv("LARDER_BEHAVIOUR_VECTORS") else { return [] }
    let read = (try? Data(contentsOf: URL(filePath: String(cString: file)))).flatMap {
      try? JSONDecoder().decode([Scenario].self, from: $0)
    }
    return read ?? [Scenario(name: "a file that can't be read", settings: [:], steps: [])]
  }()
}

/// A session's settings, and requests of it one after another.
struct Scenario: Decodable, Sendable, CustomTestStringConvertible {
  var name: String
  var settings: [String: JSONValue]
  var steps: [Step]

  var testDescription: String { name }

  struct Step: Decodable, Sendable {
    /// What the origin answers.
    var origin: JSONValue
    /// Seconds by which what is stored grows older before.
    var age: Double?
    /// Settings that change before.
    var set: [String: JSONValue]?
    var request: [String: JSONValue]
    var expect: Expectation
  }
}

/// What came of a step.
struct Expectation: Decodable, Sendable {
  var status: Int?
  var body: String?
  var isFromCache: Bool?
  var isExpired: Bool?
  var isRevalidated: Bool?
  var isStored: Bool?
  var history: [Int]?
  var expiresIn: Double?
  var sent: [Sent]
  var sentInBackground: [Sent]?
  var entries: Int
  var redirects: Int
  var raises: String?
  /// What is stored, if it was recorded: method, URL, status, size, and the seconds until it expires.
  var stored: [String]?

  enum CodingKeys: String, CodingKey {
    case status, body, history, sent, raises, stored
    case isFromCache = "from_cache"
    case isExpired = "is_expired"
    case isRevalidated = "revalidated"
    case isStored = "has_cache_key"
    case expiresIn = "expires_in"
    case sentInBackground = "sent_in_background"
    case entries = "stored_entries"
    case redirects = "stored_redirects"
  }
}

/// What the origin got, with the fields that speak of caching.
struct Sent: Decodable, Sendable, Hashable {
  var method: String
  var path: String
  var headers: [String: String]
}

struct GlobCase: Decodable, Sendable { var pattern, url: String, match: Bool }
struct RegexCase: Decodable, Sendable { var regex, url: String, match: Bool }

struct CacheControlCase: Decodable, Sendable, CustomTestStringConvertible {
  var header: String
  var parsed: [String: JSONValue]

  var testDescription: String { header }
}
