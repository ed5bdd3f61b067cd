import BodyViews
import Canvas
import Testing

/// Charsets that the C library reads.
@Suite struct SystemCharsetTests {
  struct Sample: Sendable {
    let label: String
    let name: String
    let bytes: [UInt8]
    let text: String

    init(_ label: String, _ name: String, _ bytes: [UInt8], _ text: String) {
      (self.label, self.name, self.bytes, self.text) = (label, name, bytes, text)
    }
  }

  static let samples = [
    Sample(
      "Shift_JIS", "shift_jis",
      [0x93, 0xFA, 0x96, 0x7B, 0x8C, 0xEA, 0x87, 0x40, 0xB6, 0xC5, 0x95, 0x5C], "日本語①ｶﾅ表"),
    Sample("x-sjis", "shift_jis", [0x83, 0x5C, 0x94, 0x5C], "ソ能"),
    Sample(
      "EUC-JP", "euc-jp", [0xC6, 0xFC, 0xCB, 0xDC, 0xB8, 0xEC, 0xA4, 0xAB, 0x8E, 0xB6], "日本語かｶ"),
    Sample("GB2312", "gb18030", [0xD6, 0xD0, 0xCE, 0xC4], "中文"),
    Sample("gbk", "gb18030", [0xE9, 0x46, 0xB2, 0x74], "镕瞭"),
    Sample(
      "GB18030", "gb18030",
      [0xD6, 0xD0, 0x94, 0x39, 0xFC, 0x36, 0x81, 0x30, 0x89, 0x38], "中😀ß"),
    Sample("Big5", "big5", [0xB3, 0x5C, 0xA5, 0x5C, 0xBB, 0x5C], "許功蓋"),
    Sample("EUC-KR", "euc-kr", [0xC7, 0xD1, 0xB1, 0xB9, 0xBE, 0xEE, 0x8C, 0x63], "한국어똠"),
    Sample("ks_c_5601-1987", "euc-kr", [0x94, 0xEE], "뷁"),
    Sample("KOI8-R", "koi8-r", [0xF0, 0xD2, 0xC9, 0xD7, 0xC5, 0xD4], "Привет"),
    Sample("koi8-u", "koi8-u", [0xB7, 0xD6, 0xC1, 0xCB], "Їжак"),
    Sample("windows-1251", "windows-1251", [0xA8, 0xEB, 0xEA, 0xE0], "Ёлка"),
    Sample("ISO-8859-2", "iso-8859-2", [0xA3, 0xF3, 0x64, 0xBC], "Łódź"),
    Sample("iso-8859-5", "iso-8859-5", [0xBC, 0xD8, 0xE0], "Мир"),
    Sample("iso-8859-7", "iso-8859-7", [0xD9, 0xEC, 0xDD, 0xE3, 0xE1], "Ωμέγα"),
    Sample("ISO-8859-9", "windows-1254", [0xFD, 0xF0, 0xFE], "ığş"),
    Sample("iso-8859-8-i", "iso-8859-8", [0xF9, 0xEC, 0xE5, 0xED], "שלום"),
    Sample("windows-1256", "windows-1256", [0xD3, 0xE1, 0xC7, 0xE3], "سلام"),
    Sample("tis-620", "windows-874", [0xE4, 0xB7, 0xC2], "ไทย"),
    Sample("cp866", "ibm866", [0x8C, 0xA8, 0xE0], "Мир"),
    Sample("macintosh", "macintosh", [0x8E, 0xDB], "é€"),
  ]

  @Test(arguments: samples)
  func `text of the charset that a response names is read by it`(sample: Sample) {
    let shown = KnownViews.render(
      body(sample.bytes, "text/plain; charset=\(sample.label)"), as: "text")
    #expect(shown.text == sample.text)
    #expect(shown.notes.first?.plainText == "\(sample.name) (content-type)")
    #expect(Charset(label: sample.label)?.encode(sample.text) == sample.bytes)
  }

  @Test func `markup and JSON are read by it too`() {
    let page = Array("<meta charset=euc-kr><p>".utf8) + [0xC7, 0xD1]
    #expect(KnownViews.render(body(page, "text/html")).text.contains("한"))
    let json = Array("{\"a\":\"".utf8) + [0x95, 0x5C] + Array("\"}".utf8)
    #expect(KnownViews.render(body(json, "application/json; charset=sjis")).text.contains("\"表\""))
  }

  @Test func `forms and parts of messages are read by the charset that they name`() {
    let form = body("a=%93%fa%96%7b&b=1", "application/x-www-form-urlencoded; charset=shift_jis")
    #expect(KnownViews.render(form).text == "a = 日本\nb = 1")
    let parts =
      Array("--x\r\nContent-Type: text/plain; charset=\"koi8-r\"\r\n\r\n".utf8) + [0xE4, 0xC1]
      + Array("\r\n--x\r\n\r\n\u{434}\r\n--x--\r\n".utf8)
    let shown = KnownViews.render(body(parts, "multipart/mixed; boundary=x")).text
    #expect(shown.contains("    Да") && shown.contains("    \u{434}"))
  }

  @Test(arguments: Charset.allCases)
  func `any bytes at all come out as characters that a terminal only shows`(charset: Charset) {
    let single = (0...255).map { UInt8($0) }
    let pairs = single.flatMap { first in single.flatMap { [first, $0] } }
    for bytes in [single, pairs, Array(pairs.dropFirst())] {
      let shown = KnownViews.render(
        body(bytes, "text/plain; charset=\(charset.rawValue)"), as: "text")
      #expect(shown.charset == charset)
      // The joiner is let through between emoji alone.
      #expect(
        shown.text.unicodeScalars.allSatisfy {
          $0 == "\n" || $0 == "\u{200D}"
            || ![.control, .format].contains($0.properties.generalCategory)
        })
    }
  }

  @Test(arguments: [
    ("shift_jis", [0x81, 0x20, 0x41], "\u{FFFD} A"), ("shift_jis", [0x41, 0x81], "A\u{FFFD}"),
    ("euc-jp", [0xA1, 0x41, 0xFF, 0x42], "\u{FFFD}A\u{FFFD}B"),
    ("gb18030", [0x81, 0x30, 0x41], "\u{FFFD}0A"), ("koi8-r", [0x41], "A"),
    ("iso-8859-7", [0x41, 0xD2, 0x42], "A\u{FFFD}B"),
  ])
  func `what can't be read is a replacement character, and eats nothing behind it`(
    label: String, bytes: [UInt8], text: String
  ) throws {
    #expect(try #require(Charset(label: label)).decode(bytes) == text)
  }

  @Test(arguments: [
    ("shift_jis", "表日ソｶ"), ("euc-jp", "日本か"), ("gb18030", "中😀镕ß文"), ("big5", "許功蓋"),
    ("euc-kr", "한똠국"),
  ])
  func `a page that begins and ends inside of characters shows the others`(
    label: String, words: String
  ) throws {
    let charset = try #require(Charset(label: label))
    let text = String(repeating: words, count: 40)
    let bytes = charset.encode(text)
    for start in 0..<12 {
      for end in bytes.count - 12..<bytes.count {
        var input = body(Array(bytes[start..<end]), "text/plain; charset=\(label)")
        input.offset = Int64(start)
        input.totalSize = Int64(bytes.count)
        let shown = KnownViews.render(input, as: "text").text
        let end = shown.suffix(40)
        #expect(!end.contains("\u{FFFD}") && text.contains(end), "\(start) \(end)")
      }
    }
    let long = KnownViews.render(
      body(Array(repeatElement(bytes, count: 400).joined()), "text/plain; charset=\(label)"),
      as: "text")
    #expect(long.lines.count > 1)
    #expect(
      long.lines.map(\.text.plainText).joined() == String(repeating: text, count: 400))
  }

  @Test func `a search finds whole characters and no halves of two`() throws {
    let text = "表日本A表abc"
    let bytes = Charset.shiftJIS.encode(text)
    func places(_ wanted: String) throws -> [Int] {
      let search = try #require(ByteSearch(text: wanted, charset: .shiftJIS))
      return bytes.withUnsafeBytes { bytes in
        var found: [Int] = []
        while let next = search.first(in: bytes, (found.last ?? -1) + 1..<bytes.count) {
          found.append(next)
        }
        return found
      }
    }
    #expect(try places("日本") == [2])
    #expect(try places("表") == [0, 7])
    // The second byte of the first and the last character.
    #expect(try places("\\").isEmpty)
    #expect(try places("ABC") == [9])
  }
}
