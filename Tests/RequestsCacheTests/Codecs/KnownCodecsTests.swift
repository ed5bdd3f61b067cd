import FoundationEssentials
import RequestsCache
import TestSupport
import Testing

@Suite(.ownThreads) struct KnownCodecsTests {
  private func detected(_ bytes: [UInt8], isText: Bool? = nil) throws -> String {
    try bytes.withUnsafeBytes { try KnownCodecs.detect($0, isText: isText).name }
  }

  @Test func `each codec has a name of its own`() {
    let names = KnownCodecs.all.map(\.name)
    #expect(Set(names).count == names.count)
    #expect(Set(names).isSuperset(of: ["json", "ujson", "orjson", "yaml", "bson"]))
    #expect(names.allSatisfy { KnownCodecs.named($0)?.name == $0 })
    #expect(KnownCodecs.named("toml") == nil)
  }

  @Test(
    arguments: [
      (#"{"url": "http://a.test/"}"#, nil, "json"),
      (#" {"url": "http://a.test/"}"#, false, "orjson"),
      (#"{"url": "http:\/\/a.test\/"}"#, true, "ujson"), ("{}\n", true, "json"),
      ("_content: !!binary |\n  AA==\n", true, "yaml"), ("created_at: a\n", nil, "yaml"),
      ("---\n# comment\n'url': a\n", nil, "yaml"), ("{url: a}", nil, "yaml"),
      ("\u{5}\0\0\0\0", false, "bson"),
    ] as [(String, Bool?, String)])
  func `a value is told by its ends`(text: String, isText: Bool?, name: String) throws {
    #expect(try detected(Array(text.utf8), isText: isText) == name)
  }

  @Test(
    arguments: [
      [0x1F, 0x8B, 8, 0], [0x78, 0x9C, 1, 2], [0x28, 0xB5, 0x2F, 0xFD],
      [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0], Array("BZh91AY".utf8),
      Array("gAAAAABlYWJjZGVmZ2hpams=".utf8), [0x80, 4, 0x7D, 0x2E], [0x80, 5, 0x95, 0, 0],
      [0xFF, 0xFE, 0], [0], Array("url".utf8),
      Array("some: yaml".utf8), Array("[1]".utf8), Array("\"text\"".utf8), Array("{\"a\": 1".utf8),
      Array("http://a.test/".utf8),
      Array("<html>".utf8), [5, 0, 0, 0, 1], [7, 0, 0, 0, 99, 0, 0], Array("urls: 1".utf8),
    ] as [[UInt8]])
  func `what no codec knows is not taken for another's`(bytes: [UInt8]) {
    let codecs = ["json", "ujson", "orjson", "yaml", "bson"].compactMap(KnownCodecs.named)
    bytes.withUnsafeBytes { bytes in
      #expect(!codecs.contains { $0.recognizes(bytes) })
    }
  }

  @Test(arguments: [640, 896, 1152, 1408, 66432])
  func `a document whose length looks like the start of a pickle is BSON`(length: Int) throws {
    let text = String(repeating: "x", count: length - 15)
    let bytes = try BSONCodec().encode(.map(PlainMap([.init("url", .text(text))])))
    #expect(bytes.count == length)
    bytes.withUnsafeBytes { #expect(!PickleCodec().recognizes($0)) }
    #expect(try detected(bytes) == "bson")
  }

  @Test func `nothing is empty, and noise is unknown`() {
    var generator = SeededGenerator(seed: 7)
    #expect(throws: UndecodableValue(.empty)) { try detected([]) }
    for _ in 0..<200 {
      let noise = [0xAA] + (0..<300).map { _ in UInt8.random(in: 0...255, using: &generator) }
      #expect(throws: UndecodableValue(.unknownFormat)) { try detected(noise) }
    }
  }
}
