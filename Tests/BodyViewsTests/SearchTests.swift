import BodyViews
import Testing

@Suite struct SearchTests {
  func places(_ search: ByteSearch?, _ text: [UInt8]) throws -> [Int] {
    let search = try #require(search)
    return text.withUnsafeBytes { bytes in
      var found: [Int] = []
      while let next = search.first(in: bytes, (found.last ?? -1) + 1..<bytes.count) {
        found.append(next)
      }
      #expect(search.last(in: bytes, 0..<bytes.count) == found.last)
      return found
    }
  }

  @Test(arguments: [
    ("a", "banana", [1, 3, 5]), ("NA", "banana", [2, 4]), ("b", "BANANA", [0]), ("x", "banana", []),
    ("ana", "banana", [1, 3]), ("banana!", "banana", []), ("Zoë", "zoë ZOË", [0]),
    ("1é", "1é", [0]),
  ])
  func `text is found in any ASCII case, also where it overlaps`(
    text: String, body: String, expected: [Int]
  ) throws {
    #expect(try places(ByteSearch(text: text), Array(body.utf8)) == expected)
  }

  @Test(
    arguments: [
      ("0x1f8b", [0x1F, 0x8B]), ("1f 8b", [0x1F, 0x8B]), ("0X00", [0]),
      ("1F8B 08", [0x1F, 0x8B, 8]),
      ("face", nil), ("1f 8", nil), ("0x", nil), ("0xzz", nil), ("", nil), ("a b c", nil),
    ] as [(String, [UInt8]?)])
  func `bytes are read by their digits`(text: String, bytes: [UInt8]?) {
    #expect(ByteSearch(hexadecimal: text) == bytes.flatMap { ByteSearch(bytes: $0) })
  }

  @Test func `bytes are found exactly`() throws {
    #expect(try places(ByteSearch(bytes: [0x61, 0]), [0x41, 0, 0x61, 0, 0x61]) == [2])
  }

  @Test func `text is found in its charset`() throws {
    let wide = ByteSearch(text: "Ab", charset: .utf16LittleEndian)
    #expect(try places(wide, [0x7A, 0, 0x61, 0, 0x62, 0]) == [2])
    #expect(try places(ByteSearch(text: "ë€", charset: .windows1252), [0xEB, 0x80]) == [0])
  }

  /// Every match from a place on, by hand and by scans of any size of piece.
  @Test(arguments: [false, true])
  func `a scan finds each match in turn, round the end, across pieces`(backwards: Bool) throws {
    let size = BodyScan.pieceSize * 2 + 100
    var bytes = [UInt8](repeating: 0x2E, count: size)
    let needle = Array("needle".utf8)
    // At the ends, inside, and over the seams of pieces counted from either end.
    let places = [
      0, 7, BodyScan.pieceSize - 3, BodyScan.pieceSize + 50, BodyScan.pieceSize + 97,
      2 * BodyScan.pieceSize - 2, size - 6,
    ]
    for place in places { bytes.replaceSubrange(place..<place + needle.count, with: needle) }
    let search = try #require(ByteSearch(text: "needle"))
    let order = backwards ? Array(places.reversed()) : places
    var start: Int64 = backwards ? Int64(size) : -1
    for turn in 0..<order.count + 1 {
      let match = try #require(scan(search, bytes, from: start, backwards))
      #expect(match.offset == Int64(order[turn % order.count]))
      #expect(match.isWrapped == (turn == order.count))
      start = match.offset
    }
    #expect(scan(try #require(ByteSearch(text: "zebra")), bytes, from: 9, backwards) == nil)
  }

  private func scan(
    _ search: ByteSearch, _ bytes: [UInt8], from start: Int64, _ backwards: Bool
  ) -> BodyScan.Match? {
    var scan = BodyScan(search, size: Int64(bytes.count), from: start, backwards: backwards)
    var pieces = 0
    while let range = scan.wanted {
      pieces += 1
      #expect(pieces < 10 && range.count <= BodyScan.pieceSize)
      let piece = bytes[Int(range.lowerBound)..<Int(range.upperBound)]
      if let match = piece.withUnsafeBytes({ scan.look(at: $0) }) { return match }
    }
    return nil
  }

  @Test func `an empty body has no match, and a scan of it ends`() throws {
    let search = try #require(ByteSearch(text: "x"))
    #expect(scan(search, [], from: -1, false) == nil)
    #expect(scan(search, [], from: 0, true) == nil)
  }

  @Test func `lines know where their bytes are`() {
    let text = KnownViews.render(body("ab\r\n\ncde\n", "text/plain"))
    #expect(text.lines.map(\.offset) == [0, 4, 5])
    let wide = KnownViews.render(
      body([0xFF, 0xFE, 0x61, 0, 0x0A, 0, 0x62, 0], "text/plain"))
    #expect(wide.lines.map(\.offset) == [2, 6])
    var window = body(Array("xyz".utf8), "application/octet-stream")
    window.offset = 65536
    window.totalSize = 100_000
    #expect(KnownViews.render(window, as: "hex").lines.map(\.offset) == [65536])
    #expect(KnownViews.render(window, as: "raw").lines.map(\.offset) == [65536])
  }
}
