import BodyViews
import Canvas
import Testing

@Suite struct ImageViewTests {
  static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  static func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
    big(data.count, 4) + Array(type.utf8) + data + [0, 0, 0, 0]
  }

  static let exif: [UInt8] =
    Array("MM".utf8) + big(42, 2) + big(8, 4) + big(7, 2) + [UInt8](repeating: 0, count: 84)

  static let png =
    signature + chunk("IHDR", big(640, 4) + big(480, 4) + [8, 3, 0, 0, 1])
    + chunk("PLTE", [UInt8](repeating: 9, count: 48)) + chunk("eXIf", exif) + chunk("IEND", [])

  /// Four by two pixels of grey in eight bits, unpacked and with each filter a row may have.
  static let picture =
    signature + chunk("IHDR", big(4, 4) + big(2, 4) + [8, 0, 0, 0, 0])
    + chunk(
      "IDAT", [0x78, 1, 1, 10, 0, 0xF5, 0xFF, 1, 0, 255, 0, 1, 2, 255, 0, 0, 255])
    + chunk("IEND", [])

  @Test func `a PNG has a preview in black and white`() {
    let shown = KnownViews.render(body(Self.picture, "image/png"))
    // Rows: 0 255 255 0 by the difference to the left, 255 255 255 255 by that to above.
    #expect(shown.text.hasSuffix("\n\n▄██▄"))
    var large = Self.picture
    large.replaceSubrange(16..<24, with: big(60_000, 4) + big(60_000, 4))
    #expect(!KnownViews.render(body(large, "image/png")).text.contains("█"))
  }

  static let jpeg: [UInt8] =
    [0xFF, 0xD8, 0xFF, 0xE1] + big(exif.count + 8, 2) + Array("Exif\0\0".utf8) + exif
    + [0xFF, 0xC2] + big(17, 2) + [8] + big(300, 2) + big(400, 2) + [3]
    + [UInt8](repeating: 0, count: 9) + [0xFF, 0xDA, 0, 2]

  static let gif: [UInt8] =
    Array("GIF89a".utf8) + little(16, 2) + little(8, 2) + [0xF1, 0, 0]
    + [UInt8](repeating: 0, count: 12) + [0x21, 0xF9, 4, 0, 0, 0, 0, 0]
    + [0x2C, 0, 0, 0, 0, 16, 0, 8, 0, 0, 2, 1, 0xAA, 0] + [0x3B]

  static func webP(_ type: String, _ data: [UInt8]) -> [UInt8] {
    Array("RIFF".utf8) + little(data.count + 12, 4) + Array("WEBP".utf8) + Array(type.utf8)
      + little(data.count, 4) + data
  }

  static let bmp: [UInt8] =
    Array("BM".utf8) + [UInt8](repeating: 0, count: 12) + little(40, 4) + little(31, 4)
    + little(-20, 4) + little(1, 2) + little(24, 2) + [UInt8](repeating: 0, count: 24)

  static let ico: [UInt8] =
    [0, 0, 1, 0, 2, 0] + [0, 0, 0, 0, 1, 0, 32, 0, 0, 0, 0, 0, 0, 0, 0, 0]
    + [16, 16, 0, 0, 1, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0]

  @Test(
    arguments: [
      (
        png,
        [
          "format    PNG", "size      640 x 480 pixels", "depth     8 bits", "colour    palette",
          "interlace Adam7", "palette   16 colours", "EXIF      7 fields",
        ]
      ),
      (
        jpeg,
        [
          "format    JPEG", "size      400 x 300 pixels", "EXIF      7 fields",
          "depth     8 bits", "colour    YCbCr", "coding    progressive",
        ]
      ),
      (gif, ["format    GIF", "size      16 x 8 pixels", "palette   4 colours", "frames    1"]),
      (
        webP("VP8L", [0x2F] + little(99 | 49 << 14, 4)),
        ["format    WebP", "size      100 x 50 pixels"]
      ),
      (
        webP("VP8X", [0x1A, 0, 0, 0] + little(199, 3) + little(99, 3)),
        ["size      200 x 100 pixels", "animation yes", "EXIF      present"]
      ),
      (
        webP("VP8 ", [0, 0, 0, 0x9D, 1, 0x2A] + little(33, 2) + little(44, 2)),
        ["size      33 x 44 pixels", "coding    lossy"]
      ),
      (bmp, ["format    BMP", "size      31 x 20 pixels", "depth     24 bits"]),
      (
        ico,
        ["format    ICO", "size      256 x 256 pixels", "images    2", "image 2   16x16, 8 bits"]
      ),
    ] as [([UInt8], [String])])
  func `a header tells what the picture is`(bytes: [UInt8], facts: [String]) {
    let shown = KnownViews.render(body(bytes, "image/x-any"))
    #expect(shown.viewID == "image")
    for fact in facts { #expect(shown.text.contains(fact), "\(shown.text)") }
  }

  @Test func `SVG is a picture by its type`() {
    let text =
      "<?xml version=\"1.0\"?>\n<svg xmlns=\"x\" width=\"10cm\" viewBox='0 0 5 5'><g/></svg>"
    let shown = KnownViews.render(body(text, "image/svg+xml"))
    #expect(shown.viewID == "image")
    #expect(shown.text.contains("width     10cm"))
    #expect(shown.text.contains("viewBox   0 0 5 5"))
  }

  @Test func `a broken image is no trap`() {
    for image in [Self.png, Self.jpeg, Self.gif, Self.bmp, Self.ico] {
      for length in 0..<image.count {
        _ = KnownViews.render(body(Array(image.prefix(length)), "image/png"))
      }
    }
  }
}
