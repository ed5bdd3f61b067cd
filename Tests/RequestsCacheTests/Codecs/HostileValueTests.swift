import FoundationEssentials
import Glibc
import RequestsCache
import TestSupport
import Testing

@Suite(.ownThreads) struct HostileValueTests {
  private static let names = ["json", "yaml", "bson"]

  private func codec(_ name: String) throws -> any DocumentCodec {
    try #require(KnownCodecs.named(name))
  }

  @Test(arguments: names)
  func `nothing is empty`(name: String) throws {
    #expect(try codec(name).reason([]) == .empty)
  }

  @Test(arguments: [
    ("json", "["), ("json", "{\"a\":"), ("yaml", "["), ("yaml", "{a: "), ("yaml", "- "),
    ("yaml", "? "), ("yaml", "[{"),
  ])
  func `a million containers in one another are too deep`(name: String, opening: String) throws {
    let bytes = Array(String(repeating: opening, count: 1_000_000).utf8)
    let reason = try codec(name).reason(bytes)
    #expect(
      reason == .tooDeep || opening == "? " && reason == .malformed
        || opening == "[{" && reason == .malformed)
  }

  @Test func `documents of BSON in one another are too deep`() throws {
    var bytes: [UInt8] = []
    let count = 100_000
    for level in 0..<count {
      let length = UInt32((count - level) * 8 + 5)
      withUnsafeBytes(of: length.littleEndian) { bytes.append(contentsOf: $0) }
      bytes += [3, 0x61, 0]
    }
    bytes += [5, 0, 0, 0, 0] + [UInt8](repeating: 0, count: count)
    #expect(try codec("bson").reason(bytes) == .tooDeep)
  }

  @Test(arguments: names)
  func `as many levels as the limit has are read and written`(name: String) throws {
    var value = PlainValue.named([])
    for _ in 0..<500 { value = .named([("a", value)]) }
    #expect(try codec(name).value(codec(name).encode(value)) == value)
    for _ in 0..<20 { value = .named([("a", value)]) }
    #expect(throws: UnencodableValue.self) { try codec(name).encode(value) }
  }

  @Test(arguments: [Int64.min, .max, -62_135_596_800_001, 253_402_300_800_000])
  func `a date that Python doesn't have is read, but written only as BSON`(date: Int64) throws {
    let value = PlainValue.named([("expires", .date(date))])
    #expect(try codec("bson").value(codec("bson").encode(value)) == value)
    for name in ["json", "yaml"] {
      #expect(throws: UnencodableValue.self) { try codec(name).encode(value) }
    }
  }

  @Test func `aliases that multiply take no more than their text`() throws {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1..<100 {
      let aliases = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
      text += "a\(level): &a\(level) [\(aliases)]\n"
    }
    var limits = PlainTree.Limits()
    limits.nodes = 2000
    #expect(try codec("yaml").reason(text.utf8, limits: limits) == nil)
    #expect(throws: UndecodableValue(.tooLarge)) { try codec("yaml").value(text.utf8) }
  }

  @Test(arguments: names)
  func `no more nodes or bytes aside are made than the limits have`(name: String) throws {
    let codec = try codec(name)
    var limits = PlainTree.Limits()
    limits.nodes = 100
    let many = try codec.encode(.named([("a", .array(Array(repeating: .null, count: 200)))]))
    #expect(codec.reason(many, limits: limits) == .tooLarge)
    guard name != "bson" else { return }
    limits.sideBytes = 100
    let large = try codec.encode(.named([("_content", .bytes([UInt8](repeating: 1, count: 200)))]))
    #expect(codec.reason(large, limits: limits) == .tooLarge)
  }

  @Test func `a length of a hundred megabytes asks for no memory`() throws {
    let lie: [UInt8] = [0, 0xE1, 0xF5, 5]
    #expect(try codec("bson").reason(lie + [0]) == .truncated)
    for type: UInt8 in [0x02, 0x03, 0x04, 0x05] {
      #expect(
        try codec("bson").reason([14, 0, 0, 0, type, 0x61, 0] + lie + [0, 0, 0]) == .truncated)
    }
  }

  @Test(arguments: [
    ("json", "\"", "\\u0041", "\""), ("json", "", "9", ""), ("json", "0.", "9", ""),
    ("json", "[", "1,", "1]"),
    ("json", "1e", "9", ""), ("json", "", " ", "1"), ("json", "\"", "\\", "\""),
    ("yaml", "", "9", ""),
    ("yaml", "0x", "F", ""), ("yaml", "", "1:0", ""), ("yaml", "'", "''", "'"),
    ("yaml", "\"", "\\\n\n", "\""),
    ("yaml", "a", "\n\n ", "b"), ("yaml", "", "\n", ""), ("yaml", "|\n", " \n", ""),
    ("yaml", "", "# a\n", ""),
    ("yaml", "!!binary '", "A", "'"), ("yaml", "", "&a ", "b"), ("yaml", "!", "!", " a"),
    ("yaml", "", "- ", ""),
    ("yaml", ">\n", " a\n\n", ""), ("yaml", "1.", "9", ""), ("yaml", "", "%YAML \n", ""),
    ("yaml", "[", "a: b,", "]"),
    ("yaml", "\"", " \n", "\""), ("yaml", "", "--- ", ""), ("yaml", "", "a:\n", ""),
    ("yaml", "{", "? a,", "}"),
  ])
  func `much of the same ends in time`(name: String, start: String, middle: String, end: String)
    throws
  {
    let text = start + String(repeating: middle, count: 100_000) + end
    let before = secondsOfThread()
    _ = try? codec(name).reason(text.utf8)
    #expect(secondsOfThread() - before < 20)
  }

  /// What the thread has computed so far; other tests may have the processor meanwhile.
  private func secondsOfThread() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  @Test(
    arguments: Fixture.all.filter {
      $0.file.hasSuffix("text-unicode.json") || $0.file.contains("chain")
    })
  func `a value cut off at any byte is refused, or a shorter document of YAML`(fixture: Fixture)
    throws
  {
    let codec = try codec(fixture.codec)
    let bytes = try fixture.bytes()
    for count in 0..<bytes.count {
      let reason = codec.reason(bytes.prefix(count))
      #expect(reason != nil || codec.name == "yaml", "\(count) bytes")
    }
  }
}

@Suite(.ownThreads) struct MutatedValueTests {
  private static let fixtures = Fixture.all.filter {
    $0.file.hasPrefix("1.3.3") && ($0.file.contains("chain") || $0.file.contains("multipart"))
  }

  /// What has a meaning in one format or another.
  private static let pieces = [
    "\"", "'", "\\", "{", "}", "[", "]", ":", ": ", ",", "\n", "\n  ", "- ", "? ", "# ", "&a ",
    "*a", "!!binary ", "!!int ",
    "|\n", ">+9\n", "---\n", "...\n", "\\u", "\\ud800", "\u{2028}", "\0", "1e9", "-", "~", "\t",
    "<<: ",
  ].map { Array($0.utf8) }

  @Test(arguments: fixtures)
  func `a value with wrong bytes is read or refused`(fixture: Fixture) throws {
    let codec = try #require(KnownCodecs.named(fixture.codec))
    let original = try fixture.bytes()
    var generator = SeededGenerator(seed: 42)
    for _ in 0..<400 {
      let bytes = mutated(original, &generator)
      if let value = try? codec.value(bytes), let again = try? codec.encode(value) {
        #expect(codec.reason(again) == nil)
      }
    }
  }

  private func mutated(_ original: [UInt8], _ generator: inout SeededGenerator) -> [UInt8] {
    var bytes = original
    for _ in 0..<Int.random(in: 1...4, using: &generator) {
      let place = Int.random(in: 0..<bytes.count, using: &generator)
      switch Int.random(in: 0..<5, using: &generator) {
      case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
      case 1: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
      case 2: bytes.removeSubrange(place..<min(bytes.count, place + 3))
      case 3:
        bytes.insert(contentsOf: Self.pieces.randomElement(using: &generator) ?? [], at: place)
      default: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + 40)], at: place)
      }
      if bytes.isEmpty { bytes = [0] }
    }
    return bytes
  }
}
