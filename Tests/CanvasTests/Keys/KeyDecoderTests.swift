import TestSupport
import Testing

@testable import Canvas

@Suite(.ownThreads) struct KeyDecoderTests {
  static let keys: [(String, [Key])] = [
    ("jG 5", [.character("j"), .character("G"), .character(" "), .character("5")]),
    ("é日👍", [.character("é"), .character("日"), .character("👍")]),
    ("\r\n\t\u{7F}\u{8}", [.enter, .enter, .tab, .backspace, .backspace]),
    ("\u{4}\u{0}\u{1C}", [.control("d"), .control("@"), .control("\\")]),
    ("\u{1B}x\u{1B}é", [.alt("x"), .alt("é")]),
    ("\u{1B}[A\u{1B}[B\u{1B}[C\u{1B}[D", [.up, .down, .right, .left]),
    ("\u{1B}OA\u{1B}OB\u{1B}OC\u{1B}OD", [.up, .down, .right, .left]),
    ("\u{1B}[1;2A\u{1B}[1;2B\u{1B}[a\u{1B}[b", [.shiftUp, .shiftDown, .shiftUp, .shiftDown]),
    ("\u{1B}[1;5C\u{1B}O5D\u{1B}Oa", [.controlRight, .controlLeft, .controlUp]),
    ("\u{1B}[H\u{1B}[F\u{1B}OH\u{1B}OF", [.home, .end, .home, .end]),
    ("\u{1B}[1~\u{1B}[4~\u{1B}[7~\u{1B}[8~", [.home, .end, .home, .end]),
    ("\u{1B}[2~\u{1B}[3~\u{1B}[5~\u{1B}[6~", [.insert, .delete, .pageUp, .pageDown]),
    ("\u{1B}[Z", [.backTab]),
    ("\u{1B}OP\u{1B}OQ\u{1B}OR\u{1B}OS", (1...4).map(Key.function)),
    ("\u{1B}[11~\u{1B}[12~\u{1B}[13~\u{1B}[14~\u{1B}[15~", (1...5).map(Key.function)),
    ("\u{1B}[[A\u{1B}[[B\u{1B}[[C\u{1B}[[D\u{1B}[[E", (1...5).map(Key.function)),
    ("\u{1B}[17~\u{1B}[18~\u{1B}[19~\u{1B}[20~\u{1B}[21~", (6...10).map(Key.function)),
    ("\u{1B}[23~\u{1B}[24~\u{1B}[25~\u{1B}[28~\u{1B}[31~", [11, 12, 13, 15, 17].map(Key.function)),
    ("\u{1B}[1;2P\u{1B}[15;2~", [.function(13), .function(17)]),
    ("\u{1B}OM\u{1B}Oq", [.enter, .character("1")]),
    ("\u{1B}[<0;11;6M", [.mouse(MouseEvent(.press, at: Point(column: 10, row: 5)))]),
    ("\u{1B}[<0;11;6m", [.mouse(MouseEvent(.release, at: Point(column: 10, row: 5)))]),
    ("\u{1B}[<2;300;1M", [.mouse(MouseEvent(.press, .right, at: Point(column: 299, row: 0)))]),
    ("\u{1B}[<64;1;1M", [.mouse(MouseEvent(.wheelUp, .none, at: Point(column: 0, row: 0)))]),
    ("\u{1B}[<65;1;1M", [.mouse(MouseEvent(.wheelDown, .none, at: Point(column: 0, row: 0)))]),
    ("\u{1B}[<32;2;2M", [.mouse(MouseEvent(.drag, at: Point(column: 1, row: 1)))]),
    ("\u{1B}[M +&", [.mouse(MouseEvent(.press, at: Point(column: 10, row: 5)))]),
    ("\u{1B}[M#+&", [.mouse(MouseEvent(.release, .none, at: Point(column: 10, row: 5)))]),
    ("\u{1B}[32;11;6M", [.mouse(MouseEvent(.press, at: Point(column: 10, row: 5)))]),
    ("\u{1B}[200~dy\r\u{1B}[A\u{1B}[201~", [.paste("dy\r\u{1B}[A")]),
    ("\u{1B}[200~\u{1B}\u{1B}[201\u{1B}[201~q", [.paste("\u{1B}\u{1B}[201"), .character("q")]),
    ("\u{1B}\u{1B}[A", [.escape, .up]),
  ]

  @Test(arguments: keys)
  func `bytes become keys, however they are split`(text: String, expected: [Key]) {
    let bytes = Array(text.utf8)
    for cut in 0...bytes.count {
      var decoder = KeyDecoder()
      let first = decoder.feed(bytes[..<cut])
      #expect(first + decoder.feed(bytes[cut...]) == expected, "split at \(cut)")
      #expect(decoder.patience == .none)
    }
  }

  @Test func `an Escape alone is a key after its time`() {
    var decoder = KeyDecoder()
    #expect(decoder.feed([0x1B]).isEmpty)
    #expect(decoder.patience == .escape)
    #expect(decoder.timeOut() == [.escape])
    #expect(decoder.feed(Array("y".utf8)) == [.character("y")])
  }

  @Test(arguments: [("\u{1B}[", Key.alt("[")), ("\u{1B}O", .alt("O"))])
  func `what could start a sequence is a key with Alt after its time`(text: String, key: Key) {
    var decoder = KeyDecoder()
    #expect(decoder.feed(Array(text.utf8)).isEmpty)
    #expect(decoder.patience == .sequence)
    #expect(decoder.timeOut() == [key])
  }

  @Test func `a paste without an end is a paste after its time`() {
    var decoder = KeyDecoder()
    #expect(decoder.feed(Array("\u{1B}[200~dd".utf8)).isEmpty)
    #expect(decoder.patience == .paste)
    #expect(decoder.timeOut() == [.paste("dd")])
  }

  @Test func `a paste is kept up to a mebibyte, and its end is still seen`() {
    var decoder = KeyDecoder()
    _ = decoder.feed(Array("\u{1B}[200~".utf8))
    _ = decoder.feed(repeatElement(UInt8(ascii: "d"), count: 1_200_000))
    let keys = decoder.feed(Array("\u{1B}[201~q".utf8))
    guard case .paste(let text) = keys.first else {
      Issue.record("no paste")
      return
    }
    #expect(text.utf8.count == 1 << 20)
    #expect(keys.dropFirst() == [.character("q")])
  }
}
