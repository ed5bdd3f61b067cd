import FoundationEssentials
import RequestsCache
import Testing

/// Requests with the keys that the real library has for them.
struct KeyVectors: Decodable {
  var vectors: [KeyVector]

  static func all() throws -> [KeyVector] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let file = folder.appending(path: "Fixtures/key-vectors.json")
    return try JSONDecoder().decode(KeyVectors.self, from: Data(contentsOf: file)).vectors
  }
}

struct KeyVector: Decodable, CustomTestStringConvertible {
  struct Input: Decodable {
    var method: String
    var url: String
    var params: [String: String]?
    var headers: [String: String]?
    var dataBase64: Data?
    var data: Form?
    var files: [String: [String: String]]?
    var cookies: [String: String]?
  }

  struct Options: Decodable {
    var verify: Verify
    var ignoredParameters: [String]
    var matchHeaders: MatchedHeaders
    var serializer: String
    var contentRootKey: String?
  }

  struct Request: Decodable {
    var method: String
    var url: String
    var headers: [String: String]
    var bodyBase64: Data?
    var matchedHeaders: [String]?
  }

  struct Other: Decodable {
    var key: String
    var normalizedUrl: String
  }

  var name: String
  var input: Input
  var options: Options
  var prepared: Request
  var normalized: Request
  var hashInputBase64: Data
  var key: String
  var otherVersions: [String: Other]?

  private enum CodingKeys: String, CodingKey {
    case name, input, options, prepared, normalized, key
    case hashInputBase64 = "hash_input_base64"
    case otherVersions = "other_versions"
  }

  var testDescription: String { name }
}

extension KeyVector.Input {
  private enum CodingKeys: String, CodingKey {
    case method, url, params, headers, data, files, cookies
    case dataBase64 = "data_base64"
  }
}

extension KeyVector.Options {
  private enum CodingKeys: String, CodingKey {
    case verify, serializer
    case ignoredParameters = "ignored_parameters"
    case matchHeaders = "match_headers"
    case contentRootKey = "content_root_key"
  }
}

extension KeyVector.Request {
  private enum CodingKeys: String, CodingKey {
    case method, url, headers
    case bodyBase64 = "body_base64"
    case matchedHeaders = "matched_headers"
  }
}

extension KeyVector.Other {
  private enum CodingKeys: String, CodingKey {
    case key
    case normalizedUrl = "normalized_url"
  }
}

/// A form as pairs or as a dictionary.
struct Form: Decodable {
  var parameters: [SentRequest.Parameter]

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let pairs = try? container.decode([[String]].self) {
      parameters = pairs.map { .init($0[0], $0[1]) }
    } else {
      parameters = try container.decode([String: String].self).map { .init($0.key, $0.value) }
    }
  }
}

struct Verify: Decodable {
  var value: RequestsKeySettings.Verify

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let path = try? container.decode(String.self) {
      value = .path(path)
    } else {
      value = (try? container.decode(Bool.self)) ?? false ? .on : .off
    }
  }
}

struct MatchedHeaders: Decodable {
  var value: RequestsKeySettings.MatchedHeaders

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let names = try? container.decode([String].self) {
      value = .names(names)
    } else {
      value = try container.decode(Bool.self) ? .all : .none
    }
  }
}
