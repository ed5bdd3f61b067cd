import CNCurses
import Canvas
import Glibc
import Testing

@Suite struct WidthAgreementTests {
  /// Curses asks the C library how wide a scalar is. Where the two differ a question mark is drawn, which
  /// may happen to a few scalars when the C library is of another Unicode version.
  @Test func `the widths of what is drawn are those of the C library`() throws {
    // For this thread only: other tests run beside this one.
    let locale = try #require(newlocale(LC_CTYPE_MASK, "C.UTF-8", nil))
    let former = uselocale(locale)
    defer {
      uselocale(former)
      freelocale(locale)
    }
    var drawn = 0
    var different = 0
    for value in UInt32(0x20)...0x3FFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let text = VisibleText(untrusted: "a" + String(Character(scalar)), .body)
      if text.hasEscapes { continue }
      drawn += 1
      if text.width - 1 != Int(cn_width(wchar_t(value))) { different += 1 }
    }
    #expect(drawn > 140_000)
    #expect(different < 200)
  }
}
