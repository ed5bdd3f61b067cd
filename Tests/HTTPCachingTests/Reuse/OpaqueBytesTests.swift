import FoundationEssentials
import HTTPCaching
import HTTPTypes
import Testing

/// Values with bytes above ASCII, whose encoding nobody knows (RFC 9110 section 5.5): they are compared, and sent
/// back, byte by byte.
@Suite struct OpaqueBytesTests {
  /// No UTF-8, other bytes that are none, the same letter in UTF-8, and once more in two pieces.
  static let values: [[UInt8]] = [[0xFC], [0xFD], [0xC3, 0xBC], [0x75, 0xCC, 0x88]]

  private static func quoted(_ bytes: [UInt8]) -> [UInt8] { [0x22] + bytes + [0x22] }

  private static func tagged(_ bytes: [UInt8], status: Int = 200) -> StoredResponse {
    var stored = stored(["cache-control: max-age=60"], status: status)
    stored.response.headerFields.append(
      HTTPField(name: .eTag, lenientValue: Self.quoted(bytes)))
    return stored
  }

  private static func bytes(_ name: HTTPField.Name, in fields: HTTPFields) -> [UInt8]? {
    fields.first { $0.name == name }?.withUnsafeBytesOfValue { [UInt8]($0) }
  }

  @Test(arguments: values, values)
  func `variants are told apart by bytes`(one: [UInt8], other: [UInt8]) throws {
    let name = try #require(HTTPField.Name("x-a"))
    let requests = [one, other].map { bytes in
      var request = request()
      request.headerFields.append(HTTPField(name: name, lenientValue: bytes))
      return request
    }
    let stored = stored(["vary: x-a"], for: requests[0])
    #expect((Variance.match(stored, requests[1]) == .matches) == (one == other))
    let keys = requests.map { Variance.varyFields(of: stored.response, request: $0) }
    #expect((keys[0] == keys[1]) == (one == other))
  }

  @Test(arguments: values, values)
  func `a client's tag is compared by bytes`(one: [UInt8], other: [UInt8]) throws {
    var request = request()
    request.headerFields.append(
      HTTPField(name: .ifNoneMatch, lenientValue: [0x22, 0x78, 0x22, 0x2C] + Self.quoted(other)))
    var exchange = Exchange(request: request, policy: CachePolicy())
    _ = exchange.handle(.start, now: later(0))
    let actions = exchange.handle(.found([Self.tagged(one)]), now: later(0))
    guard case .answer(_, let head, _) = try #require(actions.first) else {
      return #expect(Bool(false), "\(actions)")
    }
    #expect(head.status == (one == other ? .notModified : .ok))
  }

  @Test(arguments: values)
  func `a tag goes back as it came`(bytes: [UInt8]) throws {
    let candidates = [Self.tagged(bytes), stored(["etag: \"b\""])]
    let sent = try #require(
      Validation.conditionalRequest(for: request(), selected: 0, among: candidates))
    #expect(
      Self.bytes(.ifNoneMatch, in: sent.headerFields)
        == Self.quoted(bytes) + [UInt8](", \"b\"".utf8))
  }

  @Test(arguments: values)
  func `so does that of a part`(bytes: [UInt8]) throws {
    var part = Self.tagged(bytes, status: 206)
    part.response.headerFields[.contentRange] = "bytes 0-2/10"
    var exchange = Exchange(request: request(), policy: CachePolicy())
    _ = exchange.handle(.start, now: later(0))
    let actions = exchange.handle(.found([part], sizes: [3]), now: later(0))
    guard case .send(let sent) = try #require(actions.first) else {
      return #expect(Bool(false), "\(actions)")
    }
    #expect(sent.headerFields[.range] == "bytes=3-")
    #expect(Self.bytes(.ifRange, in: sent.headerFields) == Self.quoted(bytes))
  }
}
