import BrowserUI
import CacheStore
import FoundationEssentials
import HTTPCaching
import HTTPTypes
import Testing

@Suite struct EntryDifferenceTests {
  private func text(_ before: [(String, String)], _ after: [(String, String)]) -> String {
    let sides = [before, after].map { fields in
      EntryFixture.entry(fields: fields.map { ($0.0, Array($0.1.utf8)) })
    }
    return EntryDifference(before: sides[0], after: sides[1], body: .same)
      .text(now: EntryFixture.now, clock: ClockTimes())
  }

  @Test func `fields are changed, added or removed`() {
    let text = text(
      [("etag", "\"1\""), ("x-debug", "1")], [("etag", "\"2\""), ("x-served-by", "edge-7")])
    #expect(text.contains(" headers   1 changed, 1 added, 1 removed\n"))
    #expect(text.contains("  ~ etag             \"1\"                        ->  \"2\"\n"))
    #expect(text.contains("  + x-served-by      edge-7\n"))
    #expect(text.contains("  - x-debug          1\n"))
  }

  @Test func `what differs at the end of a value is seen on both sides`() {
    let tag = String(repeating: "x", count: 40)
    let text = text(
      [("date", "Mon, 30 Nov 2026 05:24:00 GMT"), ("etag", tag + "1")],
      [("date", "Mon, 30 Nov 2026 05:24:05 GMT"), ("etag", tag + "2")])
    #expect(text.contains("  Mon, 30 Nov 2026 05:24:00 GMT  ->  Mon, 30 Nov 2026 05:24:05 GMT\n"))
    #expect(text.contains("x1  ->  \(tag)2\n"))
  }

  @Test func `directives are compared each by itself`() {
    let text = text(
      [("cache-control", "public, max-age=600, immutable"), ("vary", "accept, origin")],
      [("cache-control", "max-age=300, public, must-revalidate"), ("vary", "Origin, x-lang")])
    #expect(text.contains("      ~ max-age                 600  ->  300\n"))
    #expect(text.contains("      + must-revalidate\n") && text.contains("      - immutable\n"))
    #expect(!text.contains("~ public") && !text.contains("+ public"))
    #expect(text.contains("      + x-lang\n") && text.contains("      - accept\n"))
    #expect(!text.contains("- origin"))
  }

  @Test func `status, expiry and rule are told before and after`() {
    var after = EntryFixture.entry()
    after.stored.response.status = .notFound
    after.summary.timeline = FreshnessTimeline(
      freshUntil: EntryFixture.now.addingTimeInterval(300), rule: .expires)
    let text = EntryDifference(before: EntryFixture.entry(), after: after, body: nil)
      .text(now: EntryFixture.now, clock: ClockTimes())
    #expect(text.contains(" status    was 200 OK  ->  404 Not Found\n"))
    #expect(text.contains(" expiry    was 09:56:02 (-4m)  ->  10:05:04 (+5m)\n"))
    #expect(text.contains(" rule      was max-age  ->  expires\n"))
    #expect(text.contains(" body      not compared: 12.4k (12,412 bytes)\n"))
  }

  @Test func `the same as JSON, which has everything too`() throws {
    struct Found: Decodable {
      struct Field: Decodable { var name: String, before, after: String? }
      struct Body: Decodable { var kind: String }
      var headers: [Field]
      var body: Body
    }
    let before = EntryFixture.entry(fields: [("etag", Array("\"1\"".utf8))])
    let after = EntryFixture.entry(fields: [("etag", Array("\"2\"".utf8))])
    let json = EntryDifference(before: before, after: after, body: .large(firstDifference: 7)).json
    let found = try JSONDecoder().decode(Found.self, from: Data(json.text.utf8))
    #expect(found.headers.map(\.name) == ["etag"] && found.headers[0].after == "\"2\"")
    #expect(found.body.kind == "large" && json.text.contains("\"first_difference\":7"))
  }

  @Test func `hostile text of both sides is made visible`() {
    let text = text([("x", "\u{1B}[31m")], [("x", "\u{9B}\u{202E}")])
    #expect(isHarmless(text))
  }
}
