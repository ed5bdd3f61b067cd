import BodyViews
import Canvas
import Testing

@Suite struct ArchiveViewTests {
  static func local(_ name: String, _ data: [UInt8]) -> [UInt8] {
    Array("PK\u{3}\u{4}".utf8) + [UInt8](repeating: 0, count: 14) + little(data.count, 4)
      + little(data.count * 3, 4) + little(name.utf8.count, 2) + little(0, 2) + Array(name.utf8)
      + data
  }

  static func central(_ name: String, _ size: Int) -> [UInt8] {
    Array("PK\u{1}\u{2}".utf8) + [UInt8](repeating: 0, count: 16) + little(size, 4)
      + little(size * 3, 4) + little(name.utf8.count, 2) + [UInt8](repeating: 0, count: 16)
      + Array(name.utf8)
  }

  static let files = local("a.txt", [1, 2, 3]) + local("dir/\u{1B}b", [4])
  static let zip: [UInt8] =
    files + central("a.txt", 3) + central("dir/\u{1B}b", 1) + Array("PK\u{5}\u{6}".utf8)
    + [UInt8](repeating: 0, count: 12) + little(files.count, 4) + [0, 0]

  @Test func `a zip is listed from its directory`() {
    let shown = KnownViews.render(body(Self.zip, "application/zip"))
    #expect(shown.viewID == "archive")
    #expect(shown.text == "           9  a.txt\n           3  dir/␛b")
    #expect(shown.notes.first?.plainText == "zip, 2 files")
  }

  @Test func `a part of a zip is listed from its headers`() {
    var input = body(Self.files, "application/zip")
    input.totalSize = 1_000_000_000
    let shown = KnownViews.render(input)
    #expect(shown.text.contains("a.txt"))
    #expect(shown.notes.first?.plainText == "zip, 2 files, and perhaps more")
  }

  static func header(_ name: String, size: Int, type: UInt8 = 0x30) -> [UInt8] {
    var header = [UInt8](repeating: 0, count: 512)
    func put(_ bytes: [UInt8], _ offset: Int) {
      header.replaceSubrange(offset..<offset + bytes.count, with: bytes)
    }
    put(Array(name.utf8), 0)
    put(octal(size, 11), 124)
    put([type], 156)
    put(Array("ustar\u{0}00".utf8), 257)
    let sum = header.reduce(0) { $0 + Int($1) } + 8 * 32
    put(octal(sum, 6) + [0, 0x20], 148)
    return header
  }

  static func octal(_ value: Int, _ digits: Int) -> [UInt8] {
    let text = String(value, radix: 8)
    return Array((String(repeating: "0", count: digits - text.count) + text).utf8)
  }

  @Test func `a tar is listed by its headers`() {
    let tar =
      Self.header("one.txt", size: 5) + [UInt8](repeating: 7, count: 512)
      + Self.header("dir/", size: 0, type: 0x35) + [UInt8](repeating: 0, count: 1024)
    let shown = KnownViews.render(body(tar, "application/x-tar"))
    #expect(shown.viewID == "archive")
    #expect(shown.text == "           5  one.txt\n           0  dir/")
  }

  @Test func `a broken archive is no trap`() {
    for length in 0..<Self.zip.count {
      _ = KnownViews.render(body(Array(Self.zip.prefix(length)), "application/zip"))
    }
  }
}
