import BodyViews
import Canvas
import TestSupport
import Testing

@Suite(.ownThreads) struct HostileBodyTests {
  static let types = [
    "", "application/json", "text/html", "application/xml", "text/css", "text/javascript",
    "application/x-www-form-urlencoded", "multipart/mixed; boundary=b", "image/png",
    "text/plain; charset=utf-16", "application/zip", "text/plain; charset=\u{1B}",
    "text/plain; charset=shift_jis", "text/html; charset=gbk",
  ]

  static let evil: [UInt8] = Array(
    "{\"a\":\"\u{1B}]0;t\u{7}\u{9B}2J\u{202E}\u{200B}\r\u{8}\"}<p>\u{1B}[2J</p>--b\r\n\r\n\u{1B}&\u{1B}=\u{85}"
      .utf8)

  @Test(arguments: KnownViews.all.map(\.id))
  func `no view lets through what a terminal acts on`(view: String) {
    for type in Self.types {
      let shown = KnownViews.render(body(Self.evil + [0xFF, 0x9B], type), as: view)
      let text = shown.text + shown.notes.map(\.plainText).joined()
      let isHarmless = text.unicodeScalars.allSatisfy {
        $0 == "\n"
          || $0.properties.generalCategory != .control && $0.properties.generalCategory != .format
      }
      #expect(isHarmless, "\(view) of \(type)")
    }
  }

  /// A good body of each kind, to be spoiled.
  static let seeds: [(type: String, bytes: [UInt8])] = [
    ("application/json", Array(#"{"a":[1,2.5e3,{"b":"é😀"}],"c":null}"#.utf8)),
    ("application/x-ndjson", Array("{\"a\":1}\n[2]\n".utf8)),
    (
      "text/html",
      Array("<!doctype html><p class='x'>a &amp; b<br><!-- c --><script>1<2</script>".utf8)
    ),
    ("application/xml", Array("<?xml version='1.0'?><a b=\"c\"><![CDATA[<]]></a>".utf8)),
    ("text/css", Array("a{b:url(x;y);c:'}'}/* d */@media x{e{f:g}}".utf8)),
    ("text/javascript", Array("f(`a${b}`);/x/g.test('y')//z\n".utf8)),
    ("application/x-www-form-urlencoded", Array("a=1&b=%C3%A9+c&&=".utf8)),
    ("multipart/mixed; boundary=b", Array("--b\r\nX: y\r\n\r\nz\r\n--b--\r\n".utf8)),
    ("text/plain; charset=utf-16le", [0xFF, 0xFE, 0x61, 0, 0x0D, 0, 0x0A, 0, 0x3D, 0xD8, 0, 0xDE]),
    ("image/png", ImageViewTests.png), ("image/png", ImageViewTests.picture),
    ("image/jpeg", ImageViewTests.jpeg), ("image/gif", ImageViewTests.gif),
    ("application/zip", ArchiveViewTests.zip),
    (
      "application/x-tar", ArchiveViewTests.header("a", size: 5) + [UInt8](repeating: 1, count: 600)
    ),
    ("application/gzip", DecodingTests.gzip), ("text/plain", DecodingTests.bomb(300)),
  ]

  @Test(arguments: seeds.indices)
  func `a good body that was spoiled is no trap, and nothing grows without bound`(index: Int) {
    let (type, seed) = Self.seeds[index]
    for turn in 0..<150 {
      var random = Randomness(seed: UInt64(index * 1000 + turn))
      let bytes = spoiled(seed, by: &random)
      let coding = turn % 5 == 0 ? "gzip" : nil
      let shown = KnownViews.render(body(bytes, type, coding: coding))
      #expect(shown.lines.count <= 100_001)
      if turn % 10 == 0 {
        for view in KnownViews.all { _ = KnownViews.render(body(bytes, type), as: view.id) }
      }
    }
  }

  /// The bytes with some changed, left out, put in, repeated or cut off.
  private func spoiled(_ seed: [UInt8], by random: inout Randomness) -> [UInt8] {
    var bytes = seed
    for _ in 0..<Int.random(in: 1...4, using: &random) where !bytes.isEmpty {
      let place = Int.random(in: 0..<bytes.count, using: &random)
      let end = min(bytes.count, place + Int.random(in: 1...20, using: &random))
      switch Int.random(in: 0..<6, using: &random) {
      case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
      case 1: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      case 2: bytes.removeSubrange(place..<end)
      case 3: bytes.insert(contentsOf: bytes[place..<end], at: place)
      case 4: bytes.insert(contentsOf: [0xFF, 0xFF, 0xFF, 0x7F], at: place)
      default: bytes.removeLast(bytes.count - place)
      }
    }
    return bytes
  }

  @Test(arguments: 0..<40)
  func `random bytes are shown by every view without a trap`(seed: Int) {
    var random = Randomness(seed: UInt64(seed))
    let length = Int.random(in: 0..<600, using: &random)
    let alphabet = Array("{}[]<>&\"'\\/*:;,=- \n\r\tau0P\u{1B}".utf8) + [0, 0x80, 0xC3, 0xFF, 0xF0]
    let bytes = (0..<length).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
    }
    for type in Self.types {
      for view in KnownViews.all {
        let shown = KnownViews.render(body(bytes, type), as: view.id)
        #expect(shown.lines.allSatisfy { $0.text.width < 100_000 })
      }
      _ = KnownViews.render(body(bytes, type))
    }
  }
}
