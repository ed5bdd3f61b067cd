import TestSupport
import Testing

@testable import CacheProxy

@Suite struct ChunkedDecoderTests {
  /// What comes of bytes that arrive in pieces of a size; nil where they are refused.
  private func decode(_ text: String, piece: Int) -> (content: String, rest: String, ends: Bool)? {
    var decoder = ChunkedDecoder()
    var content: [UInt8] = []
    let bytes = Array(text.utf8)
    var place = 0
    while place < bytes.count, !decoder.isAtEnd {
      var part = bytes[place..<min(place + piece, bytes.count)]
      let count = part.count
      guard (try? decoder.take(&part, into: &content)) != nil else { return nil }
      place += count - part.count
    }
    let rest = String(decoding: bytes[place...], as: UTF8.self)
    return (String(decoding: content, as: UTF8.self), rest, decoder.isAtEnd)
  }

  @Test(arguments: [1, 2, 3, 1000])
  func `content comes out whole, and what is behind it stays`(piece: Int) throws {
    let text = "5\r\nhello\r\n6;a=\"b\"\r\n world\r\nA\r\n0123456789\r\n0\r\nX: y\r\n\r\nGET /"
    let found = try #require(decode(text, piece: piece))
    #expect(found.content == "hello world0123456789" && found.rest == "GET /" && found.ends)
  }

  @Test(arguments: [
    "\r\n", "g\r\n", "5\nhello\r\n", "5\r\nhello", "5\r\nhelloX\r\n", "5 \r\nhello\r\n", "-1\r\n",
    "0x5\r\nhello\r\n", "1234567890123456\r\n", ";a\r\n", "5\r\nhello\n", "0\r\nX: y\n\r\n",
    "5;a\nb\r\nhello\r\n", "5\r\rhello\r\n", "0\r\nGET / HTTP/1.1\r\n\r\n", "0\r\nX\r\n\r\n",
    "0\r\nX : y\r\n\r\n", "0\r\nX: y\r\n z\r\n\r\n", "0\r\n: y\r\n\r\n", "0\r\n\u{e9}: y\r\n\r\n",
  ])
  func `broken chunks are refused, or don't end`(text: String) {
    for piece in [1, 1000] {
      #expect(decode(text, piece: piece)?.ends != true, "\(text.debugDescription)")
    }
  }

  @Test func `extensions and trailers have a bound`() {
    let long = String(repeating: "x", count: 20_000)
    #expect(decode("5;\(long)\r\nhello\r\n0\r\n\r\n", piece: 4096) == nil)
    #expect(decode("0\r\nX: \(long)\r\n\r\n", piece: 4096) == nil)
  }

  @Test func `any bytes are content, or refused`() {
    var random = SeededGenerator(seed: 3)
    let alphabet = Array("0123456789abcdef;\r\n x".utf8)
    for _ in 0..<2000 {
      let bytes = (0..<60).map { _ in alphabet.randomElement(using: &random) ?? 0 }
      let text = String(decoding: bytes, as: UTF8.self)
      let (whole, single) = (decode(text, piece: 1000), decode(text, piece: 1))
      #expect(whole?.content == single?.content && whole?.rest == single?.rest)
    }
  }
}
