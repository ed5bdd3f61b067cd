import Foundation
import RequestsCache
import Testing

/// A folder of values that a release of requests-cache pickled, with what Python made of them.
struct PickleFolder: CustomTestStringConvertible, Sendable {
  let path: String

  var testDescription: String { URL(filePath: path).lastPathComponent }

  var isSigned: Bool { testDescription.hasSuffix("signed") }

  /// Whether 1.3 wrote it.
  var isCurrent: Bool { !["0.", "1.0", "1.2"].contains { testDescription.hasPrefix($0) } }

  /// Those of the repository, and those below the folder that `LARDER_PICKLES` names.
  static let all: [PickleFolder] = {
    let fixtures = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Fixtures/pickles").path
    let others = ProcessInfo.processInfo.environment["LARDER_PICKLES"]
    return [fixtures, others].compactMap { $0 }.flatMap(folders)
  }()

  private static func folders(below path: String) -> [PickleFolder] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return names.sorted().map { PickleFolder(path: path + "/" + $0) }
  }

  func facts() throws -> [Facts] {
    let data = try Data(contentsOf: URL(filePath: path + "/facts.json"))
    return try JSONDecoder().decode([Facts].self, from: data)
  }

  func bytes(_ file: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(filePath: path + "/" + file)))
  }

  /// Decodes a value and hands on the root.
  func tree<Result>(_ file: String, _ body: (PlainNode) throws -> Result) throws -> Result? {
    let codec: any DocumentCodec =
      isSigned ? SafePickleCodec(secrets: ["corpus-secret-key"]) : PickleCodec()
    var tree = PlainTree()
    return try bytes(file).withUnsafeBytes { source in
      try codec.decode(source, into: &tree)
      return try tree.withRoot(source, body)
    }
  }
}

/// What Python tells of a response.
struct Facts: Decodable {
  struct Body: Decodable {
    var form: String
    var size: Int?
    var digest: String?
    var json: String?
  }

  struct Request: Decodable {
    var method, url, body: String
    var headers, cookies: [[String]]
  }

  var file: String?
  var url: String
  var status: Int
  var reason, encoding, created, expires: String?
  var elapsed: Double
  var headers, cookies: [[String]]
  var body: Body
  var request: Request
  var next: Request?
  var history: [Facts]
}
