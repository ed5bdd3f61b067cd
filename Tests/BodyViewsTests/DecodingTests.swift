import BodyViews
import Canvas
import HTTPTypes
import TestSupport
import Testing

@Suite struct DecodingTests {
  /// `{"a":1}` packed by gzip.
  static let gzip: [UInt8] = [
    0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0xAB, 0x56, 0x4A, 0x54, 0xB2, 0x32, 0xAC, 0x05, 0, 0xAF,
    0xAC, 0x1B, 0x56, 7, 0, 0, 0,
  ]

  @Test func `a content coding that is still on the body is undone, with both sizes told`() {
    let shown = KnownViews.render(body(Self.gzip, "application/json", coding: "gzip"))
    #expect(shown.viewID == "json")
    #expect(shown.lines[1].text.plainText == "  \"a\": 1")
    #expect(shown.coding?.name.plainText == "gzip")
    #expect(shown.coding?.storedSize == 27 && shown.coding?.size == 7)
    #expect(shown.isUnpacked && shown.range == 0..<27)
  }

  @Test func `a gzip file is looked into without a content coding`() {
    let shown = KnownViews.render(body(Self.gzip, "application/gzip"))
    #expect(shown.viewID == "text" || shown.viewID == "json")
    #expect(shown.text.contains("\"a\""))
    #expect(KnownViews.render(body(Self.gzip, ""), as: "json").text.contains("\"a\": 1"))
  }

  @Test(arguments: ["hex", "raw"])
  func `hex and raw show what is stored`(view: String) {
    let shown = KnownViews.render(body(Self.gzip, "application/json", coding: "gzip"), as: view)
    #expect(!shown.isUnpacked)
    #expect(shown.notes.contains { $0.plainText == "still gzip: shown as stored" })
  }

  struct Sample: Sendable {
    let name: String
    let packed: [UInt8]
    let coding: String
    let text: String
  }

  @Test(arguments: [
    // As zlib writes them, level 9.
    Sample(
      name: "zlib frame", packed: [0x78, 0xDA, 0x4B, 0x4C, 0x4A, 0x06, 0, 2, 0x4D, 1, 0x27],
      coding: "deflate", text: "abc"),
    Sample(name: "no frame", packed: [0x4B, 0x4C, 0x4A, 0x06, 0], coding: "deflate", text: "abc"),
    Sample(
      name: "stored block",
      packed: gzipHead + [1, 3, 0, 0xFC, 0xFF] + Array("abc".utf8) + trailer("abc"),
      coding: "x-gzip", text: "abc"),
    Sample(
      name: "copy that overlaps itself",
      packed: gzipHead + [0x4B, 0x4C, 0x84, 0x01, 0] + trailer("aaaaaaaaaa"),
      coding: "gzip", text: "aaaaaaaaaa"),
    Sample(
      name: "two members",
      packed: gzipHead + [0x4B, 0x4C, 0x4A, 0x06, 0] + trailer("abc") + gzipHead
        + [0x4B, 0x4C, 0x4A, 0x06, 0] + trailer("abc"),
      coding: "gzip", text: "abcabc"),
    Sample(
      name: "name and comment in the header",
      packed: [0x1F, 0x8B, 8, 0x18, 0, 0, 0, 0, 0, 3] + Array("n\0c\0".utf8)
        + [0x4B, 0x4C, 0x4A, 0x06, 0] + trailer("abc"),
      coding: "gzip", text: "abc"),
  ])
  func `packed data comes out`(sample: Sample) {
    let shown = KnownViews.render(body(sample.packed, "text/plain", coding: sample.coding))
    #expect(shown.text == sample.text, "\(sample.name)")
    #expect(shown.coding?.storedSize == Int64(sample.packed.count), "\(sample.name)")
    #expect(shown.notes.map(\.plainText) == ["utf-8 (guess)"], "\(sample.name)")
  }

  static let gzipHead: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]

  static func trailer(_ text: String) -> [UInt8] {
    let table = (0..<256).map { byte in
      (0..<8).reduce(UInt32(byte)) { sum, _ in sum >> 1 ^ (sum & 1 == 1 ? 0xEDB8_8320 : 0) }
    }
    let sum = ~text.utf8.reduce(~UInt32(0)) { $0 >> 8 ^ table[Int(($0 ^ UInt32($1)) & 255)] }
    return little(Int(sum), 4) + little(text.utf8.count, 4)
  }

  @Test(arguments: [
    ("its data ends early", Array(gzip.dropLast(10))),
    ("its check sum is another", Array(gzip.dropLast(8)) + [1, 2, 3, 4, 7, 0, 0, 0]),
    (
      "its data is damaged",
      gzipHead + [0x4B, 0x4C, 0x4A, 0x06, 0] + trailer("abc") + gzipHead + [7]
    ),
  ])
  func `what was good before a fault is shown, and the fault told`(fault: String, bytes: [UInt8]) {
    let shown = KnownViews.render(body(bytes, "text/plain", coding: "gzip"))
    #expect(shown.isUnpacked)
    #expect(!shown.text.isEmpty)
    #expect(shown.notes.contains { $0.plainText == fault })
  }

  /// The beginning of what zlib makes of zeros: in the block's own code, a copy of 258 bytes takes two bits,
  /// both of them zero.
  static func bomb(_ length: Int) -> [UInt8] {
    gzipHead + [0xEC, 0xC1, 1, 1, 0, 0, 0, 0x80, 0x90, 0xFE, 0xAF, 0xEE, 8, 0x0A]
      + [UInt8](repeating: 0, count: length)
  }

  @Test func `a bomb is stopped by ratio and by size`() throws {
    let small = KnownViews.render(body(Self.bomb(20_000), "text/plain", coding: "gzip"), as: "text")
    #expect(small.coding?.size == Int64(Self.bomb(20_000).count * DecodingLimits.ratio))
    #expect(small.notes.contains { $0.plainText == "it unpacks to more than is shown" })
    let large = KnownViews.render(body(Self.bomb(60_000), "text/plain", coding: "gzip"), as: "text")
    #expect(large.coding?.size == Int64(DecodingLimits.size))
  }

  @Test func `a coding that is not known stays, and is told`() {
    let shown = KnownViews.render(body([0x8B, 0xFF, 0x80, 1], "text/html", coding: "br"))
    #expect(shown.viewID == "hex")
    #expect(shown.undecodable == "br")
    #expect(KnownViews.render(body("plain", "text/html", coding: "gzip")).viewID == "html")
  }

  @Test(arguments: 0..<60)
  func `changed bytes in packed data are no trap, in bounded time and size`(seed: Int) {
    var random = Randomness(seed: UInt64(seed))
    var bytes = seed % 2 == 0 ? Self.gzip : Self.bomb(200)
    for _ in 0..<Int.random(in: 1...6, using: &random) {
      let place = Int.random(in: 3..<bytes.count, using: &random)
      switch Int.random(in: 0..<3, using: &random) {
      case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
      case 1: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
      default: bytes.removeLast(min(3, bytes.count - 8))
      }
    }
    let shown = KnownViews.render(body(bytes, "text/plain", coding: "gzip"))
    #expect(shown.coding.map { $0.size <= Int64(DecodingLimits.size) } ?? true)
  }

  @Test func `random blocks are no trap`() {
    for seed in 0..<400 {
      var random = Randomness(seed: UInt64(seed))
      let noise = (0..<80).map { _ in UInt8.random(in: 0...255, using: &random) }
      // Each kind of block, last or not.
      let first = noise[0] & 0xF8 | UInt8(seed % 8)
      _ = KnownViews.render(body(Self.gzipHead + [first] + noise, "", coding: "gzip"))
    }
  }
}
