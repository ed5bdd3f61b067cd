import TestSupport
import Testing

@testable import Canvas

@Suite(.ownThreads) struct SanitizerFuzzTests {
  @Test(arguments: TextContext.allCases)
  func `no forbidden scalar gets through, whatever the text`(context: TextContext) {
    var generator = SeededGenerator(seed: 1)
    for _ in 0..<4000 {
      let input = HostileText.mixture(&generator)
      let text = VisibleText(untrusted: input, context)
      let found = HostileText.forbidden(in: text.plainText, context)
      #expect(found == nil, "\(input.debugDescription)")
      let again = VisibleText(untrusted: text.plainText, context)
      #expect(again.plainText == text.plainText, "\(input.debugDescription)")
      #expect(again.width == text.width)
    }
  }

  @Test func `no forbidden scalar gets through, whatever the bytes`() {
    var generator = SeededGenerator(seed: 2)
    for _ in 0..<4000 {
      let count = Int.random(in: 0...24, using: &generator)
      let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
      let text = VisibleText(untrusted: bytes, .body)
      #expect(HostileText.forbidden(in: text.plainText, .body) == nil, "\(bytes)")
    }
  }

  @Test func `no scalar at all gets through forbidden, with its width kept`() {
    for value in [0...0x3_FFFF, 0xE_0000...0xE_0FFF].joined() {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let text = VisibleText(untrusted: "a" + String(Character(scalar)), .url)
      let isForbidden = HostileText.forbidden(in: text.plainText, .url) != nil
      let columns = text.plainText.unicodeScalars.reduce(0) { $0 + DisplayWidth.columns(of: $1) }
      // One expectation for a million cases, so that the run stays short.
      if isForbidden || columns != text.width { Issue.record("U+\(String(value, radix: 16))") }
    }
  }

  @Test func `cells hold one advancing scalar, few marks, and the width of the text`() {
    var generator = SeededGenerator(seed: 3)
    for _ in 0..<4000 {
      let text = VisibleText(untrusted: HostileText.mixture(&generator), .body)
      var width = 0
      text.forEachCell(.normal) { cell in
        let scalars = Array(cell.character.unicodeScalars)
        width += cell.width
        #expect(scalars.count <= 5)
        #expect(!scalars.contains(where: DisplayWidth.isUndrawn))
        #expect(scalars.dropFirst().allSatisfy { DisplayWidth.columns(of: $0) == 0 })
        #expect(scalars.first.map(DisplayWidth.columns(of:)) == cell.width)
      }
      #expect(width == text.width)
    }
  }

  @Test func `putting texts together and cutting them keeps them safe and their width true`() {
    var generator = SeededGenerator(seed: 4)
    for _ in 0..<3000 {
      let first = VisibleText(untrusted: HostileText.mixture(&generator), .body)
      let second = VisibleText(untrusted: HostileText.mixture(&generator), .body)
      let both = first + second
      #expect(both.width == first.width + second.width)
      #expect(HostileText.forbidden(in: both.plainText, .body) == nil)
      let columns = Int.random(in: -1...both.width + 2, using: &generator)
      for cut in [Truncation.end, .middle, .start, .clip] {
        let part = both.truncated(to: columns, cut)
        #expect(part.width <= max(0, columns))
        #expect(part.width == VisibleText(untrusted: part.plainText, .body).width)
      }
      #expect(both.padded(to: columns).width == max(0, columns))
      #expect(both.dropFirst(columns: columns).width == max(0, both.width - max(0, columns)))
    }
  }

  @Test func `the ASCII form is ASCII and as wide as it is long`() {
    var generator = SeededGenerator(seed: 5)
    for _ in 0..<3000 {
      let text = VisibleText(untrusted: HostileText.mixture(&generator), .body).ascii
      #expect(text.plainText.utf8.allSatisfy { (0x20...0x7E).contains($0) })
      #expect(text.width == text.plainText.utf8.count)
    }
  }
}
