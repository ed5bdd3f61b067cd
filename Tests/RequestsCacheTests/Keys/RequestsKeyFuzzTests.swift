import FoundationEssentials
import RequestsCache
import TestSupport
import Testing

@Suite(.ownThreads) struct RequestsKeyFuzzTests {
  @Test(arguments: 0..<8)
  func `any bytes make a key, with any release`(seed: UInt64) {
    var random = SplitMix(state: seed)
    for _ in 0..<300 {
      let url = Self.text(&random)
      let body = Data(Self.text(&random).utf8) + Data(Self.bytes(&random))
      let type = Self.types[Int(random.next() % 4)]
      let request = SentRequest.prepared(
        method: "POST", url: "http://" + url, fields: [.init("Content-Type", type)],
        content: .bytes(body))
      let key = requestsCacheKey(request, settings: Self.settings(&random))
      #expect(key.text.utf8.count == 16)
      #expect(key.differences(from: key).isEmpty)
      #expect(key.distance(to: requestsCacheKey(SentRequest(url: url))) ?? 0 >= 0)
    }
  }

  @Test(arguments: [
    "[", "{\"a\":", "[[],", "\"\\ud800", "1", "{\"a\":1,", "[1,\"", "&", "a=1&", "=%",
  ])
  func `a large body takes time in proportion`(piece: String) {
    let body = Data(String(repeating: piece, count: 400_000 / piece.utf8.count).utf8)
    for type in Self.types {
      let request = SentRequest(
        method: "POST", url: "http://h/", fields: [.init("Content-Type", type)], body: body)
      #expect(requestsCacheKey(request).text.utf8.count == 16)
    }
  }

  private static let types = [
    "application/json", "application/x-www-form-urlencoded", "text/plain", "application/json; x",
  ]

  private static let pieces = [
    "%", "%2", "%FF", "%e2%82", "&", "=", "?", "#", "#!", "/", "//", "..", ".", ":", "@", "[", "]",
    "::", "{", "}", "\"", "\\u", "\\ud800", ",", "1", "-", "e9", "é", "e\u{301}", "\u{1F98A}", ";",
    " ", "\t", "\u{0}", "x", "api_key", "\u{3A3}", "\u{3002}", "utm_source=", "NaN", "null",
  ]

  private static func text(_ random: inout SplitMix) -> String {
    (0..<random.next() % 24).map { _ in pieces[Int(random.next() % UInt64(pieces.count))] }.joined()
  }

  private static func bytes(_ random: inout SplitMix) -> [UInt8] {
    (0..<random.next() % 6).map { _ in UInt8(truncatingIfNeeded: random.next()) }
  }

  private static func settings(_ random: inout SplitMix) -> RequestsKeySettings {
    let libraries = RequestsKeyRelease.Library.allCases
    let normalizers = RequestsKeyRelease.URLNormalize.allCases
    var settings = RequestsKeySettings(
      release: .init(
        library: libraries[Int(random.next() % 4)],
        urlNormalize: normalizers[Int(random.next() % 3)]))
    settings.matchedHeaders = .all
    settings.contentRootKey = random.next() % 2 == 0 ? "x" : nil
    return settings
  }
}

/// Numbers that are the same in every run.
private struct SplitMix {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}
