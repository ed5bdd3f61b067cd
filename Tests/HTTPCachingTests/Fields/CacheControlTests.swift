import HTTPCaching
import HTTPTypes
import Testing

@Suite struct CacheControlTests {
  struct Case: Row {
    let id: String
    let section: String
    let lines: [String]
    let summary: String

    init(_ id: String, _ section: String, _ lines: [String], _ summary: String) {
      (self.id, self.section, self.lines, self.summary) = (id, section, lines, summary)
    }
  }

  static let cases = [
    Case("none", "5.2", [], ""),
    Case("empty value", "5.2", [""], ""),
    Case("one directive", "5.2.2.1", ["max-age=600"], "max-age=600"),
    Case("a list", "5.2", ["public, max-age=600"], "public max-age=600"),
    Case("several lines are one list", "5.2", ["no-store", "max-age=1"], "no-store max-age=1"),
    Case("names in any case", "5.2", ["Max-AGE=5, NO-CACHE"], "no-cache max-age=5"),
    Case("quoted seconds", "5.2", ["max-age=\"600\""], "max-age=600"),
    Case(
      "white space around the list", "5.2", [" \t,, max-age=6 ,\t, public , "], "public max-age=6"),
    Case("white space around the equals sign", "5.2", ["max-age = 600"], "max-age=600"),
    Case("leading zeros", "1.2.2", ["max-age=0060"], "max-age=60"),
    Case("seconds saturate", "1.2.2", ["max-age=99999999999999999999"], "max-age=2147483648"),
    Case("2^31 is the most", "1.2.2", ["max-age=2147483649"], "max-age=2147483648"),
    Case("no argument is stale", "4.2.1", ["max-age"], "max-age=0"),
    Case("empty argument is stale", "4.2.1", ["max-age="], "max-age=0"),
    Case("negative is stale", "4.2.1", ["max-age=-1"], "max-age=0"),
    Case("fraction is stale", "4.2.1", ["max-age=600.5"], "max-age=0"),
    Case("unit is stale", "4.2.1", ["max-age=600s"], "max-age=0"),
    Case("word is stale", "4.2.1", ["max-age=forever"], "max-age=0"),
    Case("single quotes are no quotes", "4.2.1", ["max-age='600'"], "max-age=0"),
    Case("text behind the quotes is stale", "4.2.1", ["max-age=\"600\"x"], "max-age=0"),
    Case("of two the smaller, first", "4.2.1", ["max-age=60, max-age=600"], "max-age=60"),
    Case("of two the smaller, last", "4.2.1", ["max-age=600", "max-age=60"], "max-age=60"),
    Case("one unreadable of two", "4.2.1", ["max-age=600, max-age=x"], "max-age=0"),
    Case("s-maxage", "5.2.2.10", ["s-maxage=5"], "s-maxage=5"),
    Case(
      "no-cache with names", "5.2.2.4", ["no-cache=\"Set-Cookie, X-A\""], "no-cache[set-cookie x-a]"
    ),
    Case("no-cache with a bare name", "5.2.2.4", ["no-cache=set-cookie"], "no-cache[set-cookie]"),
    Case("no-cache with nothing", "5.2.2.4", ["no-cache=\"\""], "no-cache"),
    Case("no-cache with no names", "5.2.2.4", ["no-cache=\"a b\""], "no-cache"),
    Case("both forms of no-cache", "5.2.2.4", ["no-cache, no-cache=\"a\""], "no-cache no-cache[a]"),
    Case("private with names", "5.2.2.7", ["private=\"x-user\""], "private private[x-user]"),
    Case(
      "commas inside quotes", "5.2", ["private=\"a, b\", max-age=1"],
      "private max-age=1 private[a b]"),
    Case("escaped quote", "5.2", ["ext=\"a\\\"b, no-store\", max-age=1"], "max-age=1"),
    Case("quotes that never end", "5.2", ["max-age=1, ext=\"no-store, public"], "max-age=1"),
    Case("escape at the end", "5.2", ["max-age=1, ext=\"\\"], "max-age=1"),
    Case("unknown directives", "5.2.3", ["community=\"UCI\", max-age=1"], "max-age=1"),
    Case("a name inside a name", "5.2.3", ["x-no-store, no-storex, max-age1=4"], ""),
    Case("no-store with an argument", "5.2.2.5", ["no-store=0"], "no-store"),
    Case(
      "flags", "5.2.2",
      [
        "must-revalidate, proxy-revalidate, must-understand, no-transform, immutable"
      ], "must-revalidate proxy-revalidate must-understand immutable no-transform"),
    Case("RFC 5861", "RFC 5861", ["stale-while-revalidate=30, stale-if-error=60"], "swr=30 sie=60"),
    Case(
      "RFC 5861, unreadable", "RFC 5861", ["stale-while-revalidate, stale-if-error=x"],
      "swr=0 sie=0"),
    Case("max-stale without argument", "5.2.1.2", ["max-stale"], "max-stale=any"),
    Case("max-stale", "5.2.1.2", ["max-stale=30"], "max-stale=30"),
    Case("the stricter max-stale", "5.2.1.2", ["max-stale, max-stale=30"], "max-stale=30"),
    Case("unreadable max-stale", "5.2.1.2", ["max-stale=x"], "max-stale=0"),
    Case("min-fresh", "5.2.1.3", ["min-fresh=30, min-fresh=40"], "min-fresh=40"),
    Case("unreadable min-fresh", "5.2.1.3", ["min-fresh=x"], "min-fresh=2147483648"),
    Case("only-if-cached", "5.2.1.7", ["only-if-cached"], "only-if-cached"),
  ]

  @Test(arguments: cases)
  func `directives are read leniently, and doubtful ones strictly`(row: Case) {
    let parsed = CacheControl(fields(row.lines.map { "cache-control: " + $0 }))
    #expect(parsed.summary == row.summary)
  }

  @Test func `unknown directives are kept for display, in their order`() {
    let all = CacheControl.directives(in: fields(["cache-control: a=\"x, y\", Max-Age=5, b"]))
    #expect(all.map(\.name) == ["a", "max-age", "b"])
    #expect(all.map(\.argument) == ["x, y", "5", nil])
    #expect(all.map(\.isKnown) == [false, true, false])
  }

  @Test func `bytes that are not UTF-8 do no harm`() {
    var fields = HTTPFields()
    let bytes: [UInt8] = [0xFF, 0xFE] + Array("=1, max-age=5, x=".utf8) + [0x80]
    fields.append(HTTPField(name: .cacheControl, lenientValue: bytes))
    #expect(CacheControl(fields).summary == "max-age=5")
  }
}
