import FoundationEssentials
import Larder
import Testing

/// Nothing of an ignored value is in the files of a store, wherever it was said.
@Suite(.timeLimit(.minutes(30))) struct SecretTests {
  private static let secret = "hunter2secret"

  /// A place for a secret.
  struct Place: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var path = "/a"
    var fields: HTTPFields = [:]
    var method = HTTPRequest.Method.get
    var body: String?
    var authority = "t.test"
    /// Fields of the answer to `/a`, and its status.
    var answer: [(String, String)] = []
    var status = 200.0
  }

  static let places: [Place] = [
    Place(testDescription: "field in another case", fields: [.authorization: "Bearer \(secret)"]),
    Place(testDescription: "parameter in another case", path: "/a?API_key=\(secret)&b=1"),
    Place(testDescription: "escaped parameter", path: "/a?api%5Fkey=\(secret)&b=1"),
    Place(testDescription: "user name and password", authority: "ada:\(secret)@t.test"),
    Place(testDescription: "cookie", fields: [.cookie: "theme=dark; sid=\(secret)"]),
    Place(
      testDescription: "cookie that is set",
      answer: [("Set-Cookie", "sid=\(secret); Path=/"), ("Set-Cookie", "theme=dark")]),
    Place(testDescription: "field of a response", answer: [("X-Auth-Token", secret)]),
    Place(
      testDescription: "referer", fields: [.referer: "http://t.test/x?api_key=\(secret)"]),
    Place(
      testDescription: "form", fields: [.contentType: "application/x-www-form-urlencoded"],
      method: .post, body: "q=1&api_key=\(secret)"),
    Place(
      testDescription: "nested JSON", fields: [.contentType: "application/json"], method: .post,
      body: "{\"list\": [{\"Api_Key\": {\"a\": \"\(secret)\"}}], \"q\": \"]\"}"),
    Place(
      testDescription: "location of a redirect",
      answer: [("Location", "/b?api_key=\(secret)")], status: 301),
    Place(
      testDescription: "password in a location",
      answer: [("Location", "http://ada:\(secret)@t.test/b")], status: 302),
    Place(
      testDescription: "content location", answer: [("Content-Location", "/b?api_key=\(secret)#x")]),
  ]

  @Test(arguments: StoreKind.allCases, places)
  func `no store has a secret`(kind: StoreKind, place: Place) async throws {
    var policy = CachePolicy()
    policy.expireAfter = .after(60)
    policy.methods = [.get, .head, .post]
    policy.ignoredParameters = .standard.union(["sid"])
    let stage = try StoreStage(kind, policy)
    stage.origin.follow(.map(["/a": .map(answer(place)), "body": .text("plum")]))
    var request = stage.request(place.path, place.fields, method: place.method)
    request.authority = place.authority
    if place.path.contains("?") { stage.origin.follow(.map(["body": .text("plum")])) }
    _ = try await stage.session.data(for: request, body: place.body.map { Data($0.utf8) })
    _ = try await stage.session.data(for: request, body: place.body.map { Data($0.utf8) })
    #expect(try await stage.session.cache.count() > 0)
    await stage.session.close()
    let traces = try await traces(of: stage)
    #expect(Self.found("plum", in: traces), "nothing was looked at")
    #expect(!Self.found(Self.secret, in: traces))
  }

  private func answer(_ place: Place) -> [String: JSONValue] {
    let fields = place.answer.map { JSONValue.list([.text($0.0), .text($0.1)]) }
    return [
      "status": .number(place.status), "headers": .list(fields), "body": .text("plum"),
    ]
  }

  /// All that a store has, as bytes: its files, or what it tells of its entries where it has none.
  private func traces(of stage: StoreStage) async throws -> [Data] {
    let files = try FileManager.default.subpathsOfDirectory(atPath: stage.folder)
      .compactMap { FileManager.default.contents(atPath: stage.folder + "/" + $0) }
    var traces = files
    for try await row in stage.session.cache.entries(matching: .all) {
      guard let entry = try await stage.store.entry(row.id) else { continue }
      traces.append(Data(String(describing: entry).utf8))
      traces.append(try await stage.store.read(entry.body, range: 0..<entry.body.size))
    }
    let activity = try await stage.store.activity(after: nil, limit: 100)
    return traces + [Data(String(describing: activity).utf8)]
  }

  /// Whether a word is there, as it is or in base64 at any offset.
  private static func found(_ word: String, in traces: [Data]) -> Bool {
    let shifted = (0..<3).map { shift in
      let whole = Data((String(repeating: "-", count: shift) + word).utf8).base64EncodedString()
      return String(whole.dropFirst(shift == 0 ? 0 : 4).prefix(word.utf8.count > 8 ? 8 : 3))
    }
    return traces.contains { data in
      ([word] + shifted).contains { data.firstRange(of: Data($0.utf8)) != nil }
    }
  }

  @Test func `equal questions of different people share an answer`() async throws {
    var policy = CachePolicy()
    policy.methods = [.get, .post]
    policy.expireAfter = .after(60)
    let stage = try StoreStage(.larder, policy)
    let json: HTTPFields = [.contentType: "application/json"]
    let bodies = ["{\"q\":[{\"api_key\":1}]}", "{\"q\":[{\"api_key\":2}]}", "{\"q\":[{\"b\":2}]}"]
    var outcomes: [CacheOutcome] = []
    for body in bodies {
      outcomes.append(try await stage.send("/a", json, method: .post, body: body))
    }
    #expect(outcomes == [.miss, .hit, .miss])
  }
}
