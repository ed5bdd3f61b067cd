import FoundationEssentials
import RequestsCache
import Testing

/// A value that a release of requests-cache wrote, with what Python says of it.
struct Fixture: Decodable, Sendable, CustomTestStringConvertible {
  var file: String
  var codec: String
  var url: String
  var status: Int64
  var method: String
  /// SHA-256 of the body; nil where it is stored decoded.
  var content: String?
  var contentSize: Int?
  var requestBody: String?
  /// SHA-256 of the bodies of earlier hops; empty where there is none.
  var hops: [String]
  var headers: Int
  /// Milliseconds since 1970.
  var created: Int64
  var expires: Int64?

  var testDescription: String { file }

  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Fixtures")

  static let all: [Fixture] = {
    guard let facts = try? Data(contentsOf: folder.appending(path: "facts.json")) else { return [] }
    return (try? JSONDecoder().decode([Fixture].self, from: facts)) ?? []
  }()

  func bytes() throws -> [UInt8] {
    try Array(Data(contentsOf: Self.folder.appending(path: "values/" + file)))
  }
}
