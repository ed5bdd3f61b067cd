import FoundationEssentials
import RequestsCache
import Testing

@Suite struct RequestsKeyVectorTests {
  @Test(arguments: try KeyVectors.all())
  func `a request has the parts and the key that the real library makes of it`(
    vector: KeyVector
  ) {
    let key = requestsCacheKey(vector.prepared.sent, settings: vector.settings)
    #expect(key.method == vector.normalized.method)
    #expect(key.url == vector.normalized.url)
    #expect(Data(key.body) == vector.normalized.bodyBase64 ?? Data())
    #expect(key.matchedFields == vector.normalized.matchedHeaders)
    #expect(key.fields == vector.normalized.sent.fields.sorted { $0.name < $1.name })
    #expect(Data(key.hashInput) == vector.hashInputBase64)
    #expect(key.text == vector.key)
  }

  @Test(arguments: try KeyVectors.all().filter { inputNotModelled[$0.name] == nil })
  func `what a program asks for becomes the request that is sent`(vector: KeyVector) {
    let sent = SentRequest.prepared(
      method: vector.input.method, url: vector.input.url, parameters: vector.parameters,
      fields: (vector.input.headers ?? [:]).map { .init($0.key, $0.value) },
      content: vector.content)
    #expect(sent.method == vector.prepared.method)
    // The order of a dictionary is lost here, and makes no difference to the key.
    if vector.parameters.count < 2 { #expect(sent.url == vector.prepared.url) }
    let fields = Dictionary(uniqueKeysWithValues: sent.fields.map { ($0.name, $0.value) })
    #expect(fields == vector.prepared.headers)
    #expect(requestsCacheKey(sent, settings: vector.settings).text == vector.key)
  }

  @Test(arguments: try OtherVersion.all())
  func `an older release has its own key for a request`(other: OtherVersion) {
    let key = requestsCacheKey(other.vector.prepared.sent, settings: other.settings)
    #expect(key.url == other.url)
    #expect(key.text == other.key)
  }

  @Test(arguments: try OtherVersion.allThatAreTheSame())
  func `an older release has the same key where nothing else is known`(other: OtherVersion) {
    let key = requestsCacheKey(other.vector.prepared.sent, settings: other.settings)
    #expect(key.text == other.key)
  }
}

/// Requests that are made of more than can be asked for here, and why.
private let inputNotModelled = [
  "match-true-cookie": "cookies become a field in a cookie jar of Python",
  "post-multipart": "files are put together by urllib3",
]

/// Keys of older releases that can't be made from the request that the newest one sends, and why.
let otherVersionsNotModelled = [
  "post-multipart": "1.0 and 1.1 send another boundary, so the request itself differs"
]

/// A vector with what one other pair of releases makes of it.
struct OtherVersion: CustomTestStringConvertible {
  var vector: KeyVector
  var name: String
  var url: String
  var key: String

  var testDescription: String { vector.name + ", " + name }

  static let releases: [String: RequestsKeyRelease] = [
    "requests-cache 1.3.2 + url-normalize 2.2.1": .init(library: .v132, urlNormalize: .v2),
    "requests-cache 1.3.0 + url-normalize 3.1.0": .init(library: .v13, urlNormalize: .v3),
    "requests-cache 1.2.1 + url-normalize 1.4.3": .init(library: .v12, urlNormalize: .v1),
    "requests-cache 1.1.1 + url-normalize 1.4.3": .init(library: .v10, urlNormalize: .v1),
    "requests-cache 1.0.1 + url-normalize 1.4.3": .init(library: .v10, urlNormalize: .v1),
  ]

  static func all() throws -> [OtherVersion] {
    try KeyVectors.all().filter { otherVersionsNotModelled[$0.name] == nil }.flatMap { vector in
      (vector.otherVersions ?? [:]).map { name, other in
        OtherVersion(vector: vector, name: name, url: other.normalizedUrl, key: other.key)
      }
    }
  }

  static func allThatAreTheSame() throws -> [OtherVersion] {
    try KeyVectors.all().filter { otherVersionsNotModelled[$0.name] == nil }.flatMap { vector in
      releases.keys.filter { vector.otherVersions?[$0] == nil }.map { name in
        OtherVersion(vector: vector, name: name, url: vector.normalized.url, key: vector.key)
      }
    }
  }

  var settings: RequestsKeySettings {
    var settings = vector.settings
    settings.release = Self.releases[name] ?? .newest
    return settings
  }
}

extension KeyVector {
  var settings: RequestsKeySettings {
    var settings = RequestsKeySettings()
    settings.verify = options.verify.value
    settings.ignoredParameters = options.ignoredParameters
    settings.matchedHeaders = options.matchHeaders.value
    settings.serializer = options.serializer
    settings.contentRootKey = options.contentRootKey
    return settings
  }

  var parameters: [SentRequest.Parameter] {
    (input.params ?? [:]).map { .init($0.key, $0.value) }
  }

  /// What was given as JSON stands in the request as it was sent.
  var content: SentRequest.Content {
    if let bytes = input.dataBase64 { return .bytes(bytes) }
    if let form = input.data {
      return input.files == nil ? .form(form.parameters) : .none
    }
    return prepared.bodyBase64.map { .json($0) } ?? .none
  }
}

extension KeyVector.Request {
  var sent: SentRequest {
    SentRequest(
      method: method, url: url, fields: headers.map { .init($0.key, $0.value) },
      body: bodyBase64 ?? Data())
  }
}
