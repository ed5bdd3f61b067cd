import HTTPCaching
import HTTPTypes
import Testing

/// `CDN-Cache-Control` is a dictionary of structured fields (RFC 9213 section 2.1, RFC 9651 section 4.2).
@Suite struct TargetedControlTests {
  static let readable: [(String, String)] = [
    ("max-age=60", "max-age=60"), ("  max-age=60  ", "max-age=60"),
    ("max-age=60, no-store", "no-store max-age=60"),
    ("max-age=60\t,\tno-store", "no-store max-age=60"),
    ("max-age=60;x=1;y", "max-age=60"), ("max-age=60; x=\"a, b\"", "max-age=60"),
    ("max-age=60, max-age=5", "max-age=5"), ("max-age=5, max-age=60", "max-age=60"),
    ("max-age=-1", "max-age=0"), ("max-age=999999999999999", "max-age=2147483648"),
    ("max-age=60.0", "max-age=0"), ("max-age=\"60\"", "max-age=0"), ("max-age", "max-age=0"),
    ("max-age=a", "max-age=0"), ("s-maxage=?0", "s-maxage=0"), ("stale-if-error=a", ""),
    ("no-store=?1", "no-store"), ("no-store=?0", ""), ("no-store=1", ""),
    ("private=\"set-cookie\"", "private private[set-cookie]"), ("private", "private"),
    ("no-cache=\"a, b\"", "no-cache[a b]"), ("no-cache=\"\"", "no-cache"),
    ("none", ""), ("s-maxage=5, must-revalidate", "must-revalidate s-maxage=5"),
    ("stale-while-revalidate=5, stale-if-error=6", "swr=5 sie=6"),
    ("x=(1 2 \"a\";b), max-age=1", "max-age=1"), ("x=(), max-age=1", "max-age=1"),
    ("x=:aGk=:, max-age=1", "max-age=1"), ("x=@1659578233, max-age=1", "max-age=1"),
    ("x=%\"a%20b\", max-age=1", "max-age=1"), ("*x=*a/b:c, max-age=1", "max-age=1"),
    ("x=\"a\\\"b\\\\\", max-age=1", "max-age=1"), ("x=-1.5, max-age=1", "max-age=1"),
  ]

  @Test(arguments: readable)
  func `a directive counts in its own type, a lifetime is 0 in another`(
    text: String, summary: String
  ) {
    let control = CacheControl(
      targeted: .cdnCacheControl, in: fields(["cdn-cache-control: \(text)"]))
    #expect(control?.summary == summary)
  }

  static let broken = [
    "", " ", ",", "max-age=60,", ",max-age=60", "max-age=60,,no-store", "max-age =60",
    "max-age= 60", "Max-Age=60", "max-age=60 no-store", "max-age=60;", "max-age=60;A",
    "max-age=", "max-age=-", "max-age=1.", "max-age=1.2345", "max-age=1234567890123456",
    "max-age=\"60", "max-age=\"\\6\"", "max-age=?2", "max-age=(1", "max-age=(1,2)", "x=:a",
    "x=:a b:", "x=@1.5", "x=%a", "x=%\"a", "max-age=60, \u{e9}", "x=\"\u{e9}\"", "1=2",
  ]

  @Test(arguments: broken)
  func `what is no dictionary is no field at all`(text: String) {
    let control = CacheControl(
      targeted: .cdnCacheControl, in: fields(["cdn-cache-control: \(text)"]))
    #expect(control == nil)
  }

  @Test func `several lines are one dictionary, and no line is none`() {
    let lines = fields(["cdn-cache-control: max-age=60", "cdn-cache-control: max-age=5, private"])
    #expect(CacheControl(targeted: .cdnCacheControl, in: lines)?.summary == "private max-age=5")
    #expect(CacheControl(targeted: .cdnCacheControl, in: [:]) == nil)
    let halfBroken = fields(["cdn-cache-control: max-age=60", "cdn-cache-control: B"])
    #expect(CacheControl(targeted: .cdnCacheControl, in: halfBroken) == nil)
  }
}
