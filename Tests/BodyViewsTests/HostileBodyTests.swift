import BodyViews
import Canvas
import TestSupport
import Testing

@Suite(.ownThreads) struct HostileBodyTests {
  static let types = [
    "", "application/json", "text/html", "application/xml", "text/css", "text/javascript",
    "application/x-www-form-urlencoded", "multipart/mixed; boundary=b", "image/png",
    "text/plain; charset=utf-16", "application/zip", "text/plain; charset=\u{1B}",
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
