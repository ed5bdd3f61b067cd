import FoundationEssentials
import HTTPCaching
import HTTPTypes
import Testing

/// Values that nobody means well with, by a generator that always makes the same ones.
@Suite struct HostileFieldsTests {
  private struct Generator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ (state >> 33)
    }
  }

  static let seeds: [String] = [
    "max-age=600, no-cache=\"set-cookie, x\", private, stale-while-revalidate=30",
    "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "W/\"abc\", \"d\\\"e\"",
    "accept, *, x-a", "842", "https://u:p@Example.com:443/a/../%zz?b&a=1#x",
    "only-if-cached, max-stale", "bytes=0-4, -3, 99999999999999999999-",
    "max-age=60;a=\"b\", x=(1 2.5 :aGk=:), private=\"set-cookie\", y=@-1, z=%\"a%20\"",
  ]

  static let names: [HTTPField.Name] = [
    .cacheControl, .date, .expires, .age, .lastModified, .eTag, .vary, .location, .connection,
    .contentLocation, .ifNoneMatch, .ifModifiedSince, .contentLength, .range, .ifRange,
    .cdnCacheControl, .setCookie,
  ]

  static let policies = [
    CachePolicy.private,
    policy {
      $0 = .shared
      $0.targetedFields = [.cdnCacheControl]
    },
  ]

  private func mutated(_ seed: String, _ generator: inout Generator) -> [UInt8] {
    var bytes = Array(seed.utf8)
    for _ in 0..<Int.random(in: 0...4, using: &generator) {
      let place = Int.random(in: 0...bytes.count, using: &generator)
      switch Int.random(in: 0...3, using: &generator) {
      case 0: bytes.insert(UInt8.random(in: 0...255, using: &generator), at: place)
      case 1 where place < bytes.count: bytes.remove(at: place)
      case 2 where place < bytes.count: bytes[place] = [34, 92, 44, 61, 37][place % 5]
      default: bytes.append(contentsOf: bytes.prefix(place))
      }
    }
    return bytes
  }

  private func fields(_ generator: inout Generator) -> HTTPFields {
    var fields = HTTPFields()
    for name in Self.names where Bool.random(using: &generator) {
      let seed = Self.seeds.randomElement(using: &generator) ?? ""
      fields.append(HTTPField(name: name, lenientValue: mutated(seed, &generator)))
    }
    return fields
  }

  @Test(arguments: 0..<16)
  func `no field value stops the cache`(seed: Int) {
    var generator = Generator(state: UInt64(seed) &* 0x9E37_79B9_7F4A_7C15)
    for _ in 0..<60 {
      var asked = request()
      asked.headerFields = fields(&generator)
      asked.path = String(decoding: mutated(Self.seeds[6], &generator), as: UTF8.self)
      let entry = StoredResponse(
        request: request(), response: HTTPResponse(status: 200, headerFields: fields(&generator)),
        requestTime: later(0), responseTime: later(1))
      let answer = HTTPResponse(status: 304, headerFields: fields(&generator))
      check(asked, entry, answer)
    }
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity, 1e300, -1e300])
  func `no stored time stops the cache`(seconds: Double) {
    let time = Date(timeIntervalSince1970: seconds)
    let entry = StoredResponse(
      request: request(),
      response: response(
        200, ["date: Sunday, 06-Nov-94 08:49:37 GMT", "cache-control: max-age=5"]),
      requestTime: time, responseTime: time, settings: settings { $0.session = .at(time) })
    check(request(), entry, response(304))
  }

  /// The report and every exchange come to an end, and an exchange to exactly one answer.
  private func check(_ asked: HTTPRequest, _ entry: StoredResponse, _ answer: HTTPResponse) {
    for policy in Self.policies { check(asked, entry, answer, policy) }
  }

  private func check(
    _ asked: HTTPRequest, _ entry: StoredResponse, _ answer: HTTPResponse, _ policy: CachePolicy
  ) {
    let report = FreshnessReport(entry, request: asked, policy: policy, now: later(100))
    #expect(!(report.age.currentAge < 0))
    #expect(!HopByHopFields.removed(from: asked.headerFields).contains(.connection))
    let key = CacheKey.make(asked, body: Data(asked.path?.utf8 ?? "".utf8), policy: CachePolicy())
    #expect(key.key.hex.count == 32)
    for method in [HTTPRequest.Method.get, .head, .post] {
      var request = asked
      request.method = method
      var exchange = Exchange(request: request, policy: policy)
      var actions = exchange.handle(.start, now: later(100))
      if case .lookUp = actions.first {
        actions = exchange.handle(.found([entry], sizes: [10]), now: later(100))
      }
      for _ in 0..<3 where exchange.outcome == nil || exchange.outcome == .bypass {
        actions += exchange.handle(
          .responseHead(answer, requestTime: later(100), responseTime: later(100)), now: later(100))
      }
      #expect(exchange.outcome != nil)
      #expect(actions.filter(\.isAnswer).count == 1)
    }
  }
}

extension Exchange.Action {
  /// Whether the client gets something by it.
  var isAnswer: Bool {
    switch self {
    case .answer, .answerPart, .deliver, .answerGatewayTimeout, .fail: true
    default: false
    }
  }
}
