import BodyViews
import BrowserUI
import CacheStore
import Canvas
import FoundationEssentials
import Testing

@Suite struct PaneTests {
  let entry = EntryFixture.entry()

  func context(_ columns: Int) -> PaneContext {
    PaneContext(width: columns, now: EntryFixture.now)
  }

  @Test(arguments: [80, 40])
  func `headers keep order, case and duplicates`(columns: Int) throws {
    let lines = HeadersPane.lines(entry, in: context(columns))
    try expectGolden(frame(of: lines, columns: columns).text, "headers-\(columns)")
  }

  @Test func `field bytes that aren't UTF-8 are seen`() {
    let odd = EntryFixture.entry(fields: [("x-latin", [0x63, 0x61, 0x66, 0xE9])])
    let lines = HeadersPane.lines(odd, in: context(80))
    #expect(lines.contains { $0.plainText.contains("x-latin: caf\\xE9") })
  }

  @Test func `the fields marked for one connection are those that are not stored`() {
    let fields = ["keep-alive", "proxy-connection", "te", "trailer", "upgrade", "etag"]
    let entry = EntryFixture.entry(fields: fields.map { ($0, Array("x".utf8)) })
    let lines = HeadersPane.lines(entry, in: context(80)).map(\.plainText)
    let marked = fields.filter { name in
      lines.contains { $0.contains(" \(name): ") && $0.hasSuffix("(this connection only)") }
    }
    #expect(marked == fields.dropLast())
  }

  @Test func `fields that no message can have are shown as such, safely`() {
    var odd = entry
    odd.oddFields = [.init("x odd\u{1B}[2J", "1\r\n2")]
    let lines = HeadersPane.lines(odd, in: context(80)).map(\.plainText)
    #expect(lines.contains { $0.contains("x odd␛[2J: 1␍␊2  no legal name: never sent") })
  }

  @Test func `a field of any length is shown to its limit`() {
    let long = EntryFixture.entry(fields: [("x-long", Array(repeating: 0x61, count: 2_000_000))])
    let lines = HeadersPane.lines(long, in: context(80))
    #expect((100..<1000).contains(lines.count))
  }

  @Test func `the request shows what went into the key`() throws {
    let lines = RequestPane.lines(entry, in: context(60))
    try expectGolden(frame(of: lines, columns: 60).text, "request-60")
  }

  @Test func `a host that isn't ASCII is shown as it is looked up`() {
    let entry = EntryFixture.entry(url: "https://bücher.example/")
    let text = RequestPane.lines(entry, in: context(60)).map(\.plainText).joined(separator: "\n")
    #expect(text.contains("host is   xn--bcher-kva.example"))
  }

  @Test func `history is told latest first`() throws {
    let items: [HistoryItem] = [
      item(-86_400, .stored, 1, 200), item(-3600, .replaced, 2, 200, "etag changed"),
      item(-842, .notModified, 3, 304), item(-10, .expired, 4, 200, "was +5m"),
    ]
    let lines = HistoryPane.lines(entry, history: items, in: context(60))
    try expectGolden(frame(of: lines, columns: 60).text, "history-60")
  }

  func item(
    _ offset: TimeInterval, _ event: HistoryItem.Event, _ version: Int64, _ status: Int,
    _ detail: String = ""
  ) -> HistoryItem {
    HistoryItem(
      time: EntryFixture.now.addingTimeInterval(offset), event: event, version: version,
      status: status, size: 12_412, detail: detail)
  }

  @Test func `the row is shown as the store has it`() throws {
    try expectGolden(
      frame(of: RawPane.lines(entry, in: context(60)), columns: 60).text, "raw-60")
  }

  @Test(arguments: [80, 120, 30])
  func `help fills the columns there are`(columns: Int) throws {
    let sections = [
      HelpSection(
        "MOVE", [.init("j k", "line"), .init("C-d C-u", "half page"), .init("g G", "ends")]),
      HelpSection("SELECT", [.init("space", "mark, move down"), .init("*", "invert")]),
      HelpSection("FIND", [.init("/ F4", "filter"), .init(": C-p", "command, palette")]),
      HelpSection(
        "ACT ON ENTRY OR MARKS", [.init("r F5", "revalidate"), .init("e F7", "expire now")]),
      HelpSection("VIEW", [.init("1-6", "viewer tab"), .init("z", "zoom pane")]),
    ]
    let lines = HelpPane.lines(sections, width: columns)
    try expectGolden(frame(of: lines, columns: columns).text, "help-\(columns)")
    let found = HelpPane.lines(sections, matching: "expire", width: columns)
    #expect(found.count == 2)
  }

  @Test(arguments: [1, 2, 7, 40, 120])
  func `hostile entries are harmless in every pane`(columns: Int) {
    let entry = EntryFixture.entry(
      fields: [("x-evil", Hostile.bytes), ("etag", Hostile.bytes), ("location", Hostile.bytes)],
      url: "https://\(Hostile.text)/\(Hostile.text)", method: Hostile.text)
    let item = HistoryItem(
      time: EntryFixture.now, event: .stored, version: 1, status: 200, size: 1,
      detail: Hostile.text)
    let body = KnownViews.render(BodyInput(bytes: Hostile.bytes), as: "text")
    let lines =
      HeadersPane.lines(entry, in: context(columns))
      + RequestPane.lines(entry, in: context(columns))
      + HistoryPane.lines(entry, history: [item], in: context(columns))
      + RawPane.lines(entry, in: context(columns)) + BodyLayout(body).rows(from: 0, count: 100)
    #expect(isHarmless(frame(of: lines, columns: columns).text))
    #expect(isHarmless(lines.map(\.plainText).joined(separator: "\n")))
  }
}
