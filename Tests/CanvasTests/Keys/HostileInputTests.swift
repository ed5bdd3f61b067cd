import TestSupport
import Testing

@testable import Canvas

@Suite(.ownThreads) struct HostileInputTests {
  /// Answers and reports that a terminal sends without a person at it.
  static let replies: [String] = [
    "\u{1B}[7;15R", "\u{1B}[?7;15R", "\u{1B}[?1;2c", "\u{1B}[>41;330;0c", "\u{1B}[0n",
    "\u{1B}[?2026;2$y",
    "\u{1B}[I", "\u{1B}[O", "\u{1B}]11;rgb:ffff/ffff/ffff\u{1B}\\", "\u{1B}]11;rgb:ff/ff/ff\u{7}",
    "\u{1B}]52;c;ZGRkeXk=\u{7}", "\u{1B}P1$r0m\u{1B}\\", "\u{1B}P>|tmux dyq\u{1B}\\",
    "\u{1B}_Gi=1;OK\u{1B}\\", "\u{1B}^dy\u{1B}\\", "\u{1B}Xdy\u{1B}\\", "\u{1B}[201~",
    "\u{1B}[8;24;80t",
    "\u{1B}[<0;0;0M", "\u{1B}[<999;1;1M", "\u{1B}[<0;1M", "\u{1B}[<66;1;1M", "\u{1B}[27;5;100~",
    "\u{1B}[100;5u", "\u{1B}[3;3~", "\u{1B}[1;9A", "\u{1B}[99~", "\u{1B}[4;2$y", "\u{1B}[3$y",
    "\u{1B}[!p",
    "\u{1B}[1;2;3;4;5;6;7;8;9d", "\u{1B}[?62;1;6d", "\u{1B}[>d", "\u{1B}[=d", "\u{1B}[ d",
    "\u{1B}O9z", "\u{1B}[[Z", "\u{9B}7;15R", "\u{9D}0;dy\u{9C}", "\u{90}dy\u{9C}",
  ]

  @Test(arguments: replies)
  func `a reply is swallowed whole, byte by byte and at once`(reply: String) {
    var decoder = KeyDecoder()
    let single = reply.utf8.flatMap { decoder.feed([$0]) }
    #expect(single.isEmpty)
    #expect(decoder.feed(Array("y".utf8)) == [.character("y")])
    var whole = KeyDecoder()
    #expect(whole.feed(Array((reply + "y").utf8)) == [.character("y")])
  }

  @Test func `introducers of one byte start sequences too`() {
    var decoder = KeyDecoder()
    #expect(decoder.feed([0x9B] + Array("7;15R".utf8)).isEmpty)
    #expect(decoder.feed([0x9D] + Array("0;dy".utf8) + [0x9C]).isEmpty)
    #expect(decoder.feed([0x90] + Array("dy".utf8) + [0x07]).isEmpty)
    #expect(decoder.feed(Array("q".utf8)) == [.character("q")])
  }

  @Test(
    arguments: [[0xC3], [0xE2, 0x82], [0xFF], [0x80], [0xC0, 0x80], [0xF8, 0x88]] as [[UInt8]])
  func `broken characters are dropped and the next key is heard`(bytes: [UInt8]) {
    var decoder = KeyDecoder()
    #expect(decoder.feed(bytes + Array("q".utf8)) == [.character("q")])
  }

  @Test func `a sequence that never ends is dropped whole, and takes no room`() {
    var decoder = KeyDecoder()
    #expect(decoder.feed(Array("\u{1B}[".utf8)).isEmpty)
    #expect(decoder.feed(repeatElement(UInt8(ascii: "1"), count: 100_000)).isEmpty)
    if case .csi(let bytes) = decoder.state { #expect(bytes.count <= 64) }
    #expect(decoder.feed(Array("M".utf8)).isEmpty)
    #expect(decoder.feed(Array("\u{1B}]0;".utf8)).isEmpty)
    #expect(decoder.feed(repeatElement(UInt8(ascii: "d"), count: 100_000)).isEmpty)
    #expect(decoder.timeOut().isEmpty)
    #expect(decoder.feed(Array("q".utf8)) == [.character("q")])
  }

  /// The letters of sequences are commands: none may come out of any well-formed sequence.
  @Test func `no sequence of the standard's grammar leaks a letter`() {
    var generator = SeededGenerator(seed: 6)
    for _ in 0..<20_000 {
      var bytes: [UInt8] = [0x1B, UInt8(ascii: "[")]
      for _ in 0..<Int.random(in: 0...12, using: &generator) {
        bytes.append(UInt8.random(in: 0x30...0x3F, using: &generator))
      }
      for _ in 0..<Int.random(in: 0...2, using: &generator) {
        bytes.append(UInt8.random(in: 0x20...0x2F, using: &generator))
      }
      bytes.append(UInt8.random(in: 0x40...0x7E, using: &generator))
      var decoder = KeyDecoder()
      for key in decoder.feed(bytes) {
        if case .character = key { Issue.record("\(bytes) gives \(key)") }
        if case .alt = key { Issue.record("\(bytes) gives \(key)") }
      }
    }
  }

  @Test func `any bytes at all leave a decoder that still hears keys`() {
    var generator = SeededGenerator(seed: 7)
    var decoder = KeyDecoder()
    for _ in 0..<50_000 { _ = decoder.feed([UInt8.random(in: 0...255, using: &generator)]) }
    _ = decoder.timeOut()
    #expect(decoder.feed(Array("q".utf8)) == [.character("q")])
  }
}
