import BrowserUI
import CacheStore
import Testing

@Suite struct FileNamesTests {
  @Test(arguments: [
    ("https://a.example/users?page=1", "application/json", "users.json"),
    ("https://a.example/log", "application/x-ndjson", "log.jsonl"),
    ("https://a.example/backup", "application/gzip", "backup.gz"),
    ("https://a.example/backup", "application/x-tar", "backup.tar"),
    ("https://a.example/dir/app.min.js", "text/plain", "app.min.js"),
    ("https://a.example/", "text/html", "entry.html"),
    ("https://a.example/..;rm%20-rf", "", "rm20-rf.bin"),
    ("https://a.example/-o", "image/png", "o.png"),
  ])
  func `a body's file is named by its URL and type`(url: String, type: String, name: String) {
    var summary = EntryFixture.entry(url: url).summary
    summary.mediaType = type
    #expect(FileNames.name(of: summary) == name)
  }
}
