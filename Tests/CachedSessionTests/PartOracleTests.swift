import CacheStore
import CachedSession
import FoundationEssentials
import HTTPCaching
import HTTPTypes
import TestSupport
import Testing

/// Random requests for a representation that changes: whatever the cache has and joins, each answer is bytes of
/// one version, which is the one that its `ETag` names (RFC 9111 sections 3.3 and 3.4).
@Suite struct PartOracleTests {
  /// A representation at a time.
  struct Version: Sendable {
    let tag: String
    let body: String

    init(_ number: Int, _ random: inout SeededGenerator) {
      tag = (number % 5 == 4 ? "W/" : "") + "\"\(number)\""
      let count = Bool.random(using: &random) ? 40 : Int.random(in: 1...60, using: &random)
      // Bytes that tell their version and their place.
      body = String(
        decoding: (0..<count).map { UInt8(48 + ($0 * 7 + number * 11) % 75) }, as: UTF8.self)
    }

    func slice(_ range: Range<Int>) -> String {
      String(decoding: Array(body.utf8)[range], as: UTF8.self)
    }

    /// Answers one range, and everything else with the whole.
    func reply(_ request: HTTPRequest, knowsRanges: Bool) -> ScriptedReply {
      let lines = ["cache-control: max-age=60", "etag: \(tag)"]
      if let asked = request.headerFields[.ifNoneMatch], asked.contains(tag) {
        return .status(304, lines)
      }
      let condition = request.headerFields[.ifRange]
      guard knowsRanges, let asked = request.headerFields[.range], !asked.contains(","),
        condition == nil || condition == tag && !tag.hasPrefix("W/")
      else { return .status(200, lines, body) }
      let ends = asked.dropFirst(6).split(separator: "-", omittingEmptySubsequences: false)
        .map { Int($0) }
      let size = body.utf8.count
      let first = ends[0] ?? max(0, size - (ends[1] ?? 0))
      let end = ends[0] == nil ? size : min(size, (ends[1] ?? size - 1) + 1)
      guard first < end else { return .status(416, ["content-range: bytes */\(size)"]) }
      return .status(
        206, lines + ["content-range: bytes \(first)-\(end - 1)/\(size)"], slice(first..<end))
    }
  }

  static func lines(_ tags: [String], _ random: inout SeededGenerator) -> [String] {
    var lines: [String] = []
    let (first, count) = (
      Int.random(in: 0...45, using: &random), Int.random(in: 0...20, using: &random)
    )
    switch Int.random(in: 0...9, using: &random) {
    case 0, 1: break
    case 2: lines.append("range: bytes=\(first)-")
    case 3: lines.append("range: bytes=-\(count + 1)")
    case 4: lines.append("range: bytes=\(first)-\(first + count),50-52")
    default: lines.append("range: bytes=\(first)-\(first + count)")
    }
    let isConditional = !lines.isEmpty && Int.random(in: 0...5, using: &random) == 0
    if isConditional, let tag = tags.randomElement(using: &random) {
      lines.append("if-range: \(tag)")
    }
    if Int.random(in: 0...9, using: &random) == 0 { lines.append("cache-control: no-cache") }
    return lines
  }

  @Test(arguments: 0..<60)
  func `each answer is of one version`(seed: Int) async throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let stage = Stage(seed % 2 == 0 ? .private : .shared)
    var versions = [Version(0, &random)]
    for index in 0..<120 {
      if Int.random(in: 0...11, using: &random) == 0 {
        versions.append(Version(versions.count, &random))
      }
      stage.clock.advance(Double.random(in: 0...20, using: &random))
      let knowsRanges = Int.random(in: 0...14, using: &random) > 0
      let current = versions[versions.count - 1]
      stage.origin.follow { current.reply($0, knowsRanges: knowsRanges) }
      let lines = Self.lines(versions.suffix(3).map(\.tag), &random)
      let (text, response) = try await stage.ask("/a", .get, lines)
      let told = "seed \(seed), \(index): \(lines) gave \(response.head) \(text)"
      let fields = response.head.headerFields
      if response.head.status == .rangeNotSatisfiable { continue }
      let version = try #require(versions.first { $0.tag == fields[.eTag] }, "\(told)")
      guard response.head.status == .partialContent else {
        #expect(response.head.status == .ok && text == version.body, "\(told)")
        continue
      }
      let isMultiple = fields[.contentType]?.hasPrefix("multipart/byteranges") == true
      let places = isMultiple ? Self.places(in: text) : fields[.contentRange].map { [($0, text)] }
      for (place, text) in try #require(places, "\(told)") {
        let numbers = place.split { !$0.isNumber }.compactMap { Int($0) }
        #expect(numbers.count == 3 && numbers[2] == version.body.utf8.count, "\(told)")
        #expect(text == version.slice(numbers[0]..<numbers[1] + 1), "\(told)")
      }
    }
  }

  /// The parts of a multipart body, with their places.
  private static func places(in text: String) -> [(String, String)]? {
    let parts = text.components(separatedBy: "Content-Range: ").dropFirst()
    return parts.map { part in
      let halves = part.components(separatedBy: "\r\n\r\n")
      return (halves[0], halves[1].components(separatedBy: "\r\n--larder-")[0])
    }
  }

  @Test func `the origin is asked for less where much is stored`() async throws {
    let stage = Stage(.private)
    var random = SeededGenerator(seed: 1)
    let version = Version(0, &random)
    stage.origin.follow { version.reply($0, knowsRanges: true) }
    for range in ["0-9", "5-19", "15-29", "0-34", "20-"] {
      _ = try await stage.ask("/a", .get, ["range: bytes=\(range)"])
    }
    let sent = stage.origin.sent.compactMap { $0.headerFields[.range] }
    #expect(sent == ["bytes=0-9", "bytes=10-19", "bytes=20-29", "bytes=30-34", "bytes=35-"])
    #expect(try await stage.ask().text == version.body && stage.origin.sent.count == 5)
  }
}
