import BrowserUI
import CacheStore
import Testing

@Suite struct CSVExporterTests {
  private func line(_ entry: EntrySummary) -> String {
    var redaction = Redaction()
    let item = ExportItem(summary: entry, now: DemoEntries.now)
    return CSVExporter().piece(item, index: 0, redaction: &redaction).before
  }

  @Test func `a row has a cell for each title, and ends as RFC 4180 has it`() {
    let titles = CSVExporter().opening.split(separator: ",")
    let row = line(DemoEntries.all[0])
    #expect(
      titles.count == 13 && row.split(separator: ",", omittingEmptySubsequences: false).count == 13)
    #expect(CSVExporter().opening.hasSuffix("\r\n") && row.hasSuffix("\r\n"))
    #expect(
      row.hasPrefix(
        "9f1c1,GET,https://api.example.com/v1/users?page=1,200,application/json,12404,stale,"))
  }

  @Test(arguments: [
    ("=1+1", #""'=1+1""#), ("+1", #""'+1""#), ("-1", #""'-1""#), ("@SUM(A1)", #""'@SUM(A1)""#),
    ("  =1", #""'  =1""#), ("\t=1", "␉=1"), ("\r=1", "␍=1"), ("\n=1", "␊=1"), ("a=1", "a=1"),
  ])
  func `nothing is taken for a formula`(text: String, cell: Substring) {
    let row = line(DemoEntries.make(1, text, size: 1, age: 1, ttl: 1))
    #expect(row.split(separator: ",")[2] == cell)
  }

  @Test func `quotes are doubled, and what has a comma is quoted`() {
    let row = line(DemoEntries.make(1, "https://x.example/a,\"b\"", size: 1, age: 1, ttl: 1))
    #expect(row.contains(",\"https://x.example/a,\"\"b\"\"\","))
  }

  @Test func `control characters never reach the file`() {
    let row = line(DemoEntries.all.first { $0.url.contains("\u{1B}") } ?? DemoEntries.all[0])
    #expect(isHarmless(String(row.dropLast())))
  }

  @Test func `an unreadable entry is a row too`() throws {
    let corrupt = try #require(DemoEntries.all.first { $0.isCorrupt })
    #expect(line(corrupt).contains(",,application/json,0,corrupt,none,"))
  }
}
