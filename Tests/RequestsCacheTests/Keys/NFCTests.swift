import FoundationEssentials
import Testing

@testable import RequestsCache

@Suite struct NFCTests {
  @Test func `a text is composed as Python's unicodedata does it`() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let file = folder.appending(path: "Fixtures/nfc-sample.txt")
    let lines = String(decoding: try Data(contentsOf: file), as: UTF8.self).split(separator: "\n")
    #expect(lines.count > 100)
    for line in lines {
      let halves = line.split(separator: ";").map(Self.text)
      #expect(Array(NFC.normalized(halves[0]).utf8) == Array(halves[1].utf8), "\(line)")
    }
  }

  @Test func `the table has every character with a canonical decomposition`() {
    #expect(CanonicalTable.decompositions.count == 2061)
    #expect(CanonicalTable.compositions.count == 941)
  }

  @Test(arguments: [[0xFF, 0xCC, 0x81], [0x65, 0xFF, 0xCC, 0x81], [0xC3], [0xED, 0xA0, 0x80]])
  func `what is not UTF-8 stays, and nothing combines across it`(bytes: [UInt8]) {
    #expect(NFC.normalized(bytes) == bytes)
  }

  @Test func `marks without end take no square of their number`() {
    let marks = [UInt8](String(repeating: "\u{301}\u{323}", count: 50_000).utf8)
    let sorted =
      String(repeating: "\u{323}", count: 50_000) + String(repeating: "\u{301}", count: 50_000)
    #expect(NFC.normalized(marks) == Array(sorted.utf8))
  }

  private static func text(_ codes: Substring) -> String {
    let scalars = codes.split(separator: " ")
      .compactMap { UInt32($0, radix: 16).flatMap(Unicode.Scalar.init) }
    return String(String.UnicodeScalarView(scalars))
  }
}
