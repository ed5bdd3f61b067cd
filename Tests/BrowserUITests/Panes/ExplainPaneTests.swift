import BrowserUI
import Canvas
import FoundationEssentials
import HTTPCaching
import Testing

@Suite struct ExplainPaneTests {
  @Test(arguments: [ReportFixture.windows, ReportFixture.fresh, []])
  func `the bar has whole words wherever now is`(changes: [(of: String, with: String)]) throws {
    let words: Set<String> = ["fresh", "swr", "sie", "stale", "validated", "before", "use"]
    for elapsed in [0, 1, 2, 60, 300, 599, 600, 601, 700, 899, 900, 901, 5000, 87_000, 900_000] {
      let report = try ReportFixture.report(
        changes.filter { !$0.of.contains("elapsed") }
          + [("\"elapsed\": 842", "\"elapsed\": \(elapsed)")])
      for width in [20, 30, 38, 52, 78] {
        let context = PaneContext(width: width, now: LiveFixture.now, clock: ClockTimes())
        let bar = ExplainPane.summary(report, in: context).dropFirst().first?.plainText ?? ""
        let found = bar.split { !$0.isLetter }.map(String.init).filter { $0.count > 1 }
        #expect(words.isSuperset(of: found), "\(elapsed) in \(width): \(bar)")
      }
    }
  }

  let entry = EntryFixture.entry()

  func explain(
    _ changes: [(of: String, with: String)], columns: Int, glyphs: Glyphs = .unicode
  ) throws -> Frame {
    let context = PaneContext(width: columns, now: EntryFixture.now, glyphs: glyphs)
    let lines = ExplainPane.lines(
      try ReportFixture.report(changes), of: entry, in: context)
    return frame(of: lines, columns: columns, glyphs: glyphs)
  }

  @Test(arguments: [54, 80, 40])
  func `a stale entry is explained`(columns: Int) throws {
    try expectGolden(explain([], columns: columns).text, "explain-stale-\(columns)")
  }

  @Test func `ASCII has another bar`() throws {
    try expectGolden(
      explain(ReportFixture.windows, columns: 54, glyphs: .ascii).text, "explain-windows-ascii")
  }

  @Test func `a fresh entry is explained`() throws {
    try expectGolden(explain(ReportFixture.fresh, columns: 54).text, "explain-fresh")
  }

  @Test func `stale windows are shown on the bar and counted`() throws {
    try expectGolden(explain(ReportFixture.windows, columns: 54).text, "explain-windows")
  }

  @Test func `what never expires has a bar without end`() throws {
    try expectGolden(explain(ReportFixture.never, columns: 54).text, "explain-never")
  }

  @Test func `obstacles to storing are named`() throws {
    try expectGolden(explain(ReportFixture.unstorable, columns: 54).text, "explain-unstorable")
  }

  @Test func `styles tell state and winner`() throws {
    try expectGolden(explain([], columns: 54).styleRuns, "explain-stale-styles")
  }

  @Test func `the text for the command line has the same lines`() throws {
    let context = PaneContext(width: 80, now: EntryFixture.now)
    let text = ExplainPane.text(try ReportFixture.report(), of: entry, in: context)
    #expect(try text == explain([], columns: 80).text)
    #expect(text.contains("STALE for 4m 02s"))
    #expect(text.contains("conditional GET, If-None-Match: \"9f1c-12a\""))
  }

  @Test func `the short form has verdict and bar`() throws {
    let context = PaneContext(width: 85, now: EntryFixture.now)
    let lines = ExplainPane.summary(try ReportFixture.report(), in: context)
    try expectGolden(frame(of: lines, columns: 85).text, "explain-summary")
  }

  @Test func `JSON has the numbers of the screen`() throws {
    let document = ExplainDocument(try ReportFixture.report(), of: entry)
    let text = String(decoding: try document.json(), as: UTF8.self)
    #expect(text.contains("\"now\" : \"2026-03-01T10:00:04.000Z"))
    #expect(text.contains("\"currentAge\" : 842"))
    #expect(text.contains("\"rule\" : \"max-age\""))
  }

  @Test(arguments: 1...30)
  func `any width can be drawn`(columns: Int) throws {
    for changes in [[], ReportFixture.windows, ReportFixture.never, ReportFixture.unstorable] {
      let drawn = try explain(changes, columns: columns)
      #expect(drawn.size.columns == columns)
    }
  }
}
