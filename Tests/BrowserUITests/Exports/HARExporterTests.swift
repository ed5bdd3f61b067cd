import BrowserUI
import CacheStore
import FoundationEssentials
import HTTPCaching
import HTTPTypes
import Testing

/// The members that HAR 1.2 requires, as types: decoding fails where one is missing or is of another kind.
struct HARFile: Decodable {
  var log: Log

  struct Log: Decodable {
    var version: String
    var creator: Creator
    var entries: [Entry]
  }
  struct Creator: Decodable { var name, version: String }
  struct Entry: Decodable {
    var startedDateTime: String
    var time: Double
    var request: Request
    var response: Response
    var cache: Cache
    var timings: Timings
  }
  struct Request: Decodable {
    var method, url, httpVersion: String
    var cookies, headers, queryString: [Pair]
    var headersSize, bodySize: Int
    var postData: PostData?
  }
  struct PostData: Decodable {
    var mimeType, text: String
    var params: [Pair]
  }
  struct Response: Decodable {
    var status: Int
    var statusText, httpVersion: String
    var cookies, headers: [Pair]
    var content: Content
    var redirectURL: String
    var headersSize, bodySize: Int
  }
  struct Pair: Decodable, Hashable { var name, value: String }
  struct Content: Decodable {
    var size: Int
    var compression: Int?
    var mimeType: String
    var text, encoding: String?
  }
  struct Cache: Decodable { var afterRequest: State? }
  struct State: Decodable {
    var expires: String?
    var lastAccess, eTag: String
    var hitCount: Int
  }
  struct Timings: Decodable { var send, wait, receive: Double }
}

@Suite struct HARExporterTests {
  private func file(
    _ entries: [CacheEntry], withSecrets: Bool = false, isText: Bool = true, body: String = ""
  ) throws -> HARFile.Log {
    let exporter = HARExporter()
    var redaction = Redaction(isOn: !withSecrets)
    var text = exporter.opening
    for (index, entry) in entries.enumerated() {
      let item = ExportItem(
        summary: entry.summary, entry: entry, isText: isText, now: EntryFixture.now)
      let piece = exporter.piece(item, index: index, redaction: &redaction)
      text += piece.before + body + piece.after
    }
    text += exporter.closing
    return try JSONDecoder().decode(HARFile.self, from: Data(text.utf8)).log
  }

  @Test func `an archive has what HAR 1.2 requires`() throws {
    let log = try file([EntryFixture.entry(), EntryFixture.entry()], body: "x")
    #expect(log.version == "1.2" && log.creator.name == "larder" && log.entries.count == 2)
    let entry = try #require(log.entries.first)
    #expect(entry.startedDateTime.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/) != nil)
    #expect(entry.request.method == "GET" && entry.request.url == EntryFixture.url)
    #expect(entry.request.queryString == [.init(name: "page", value: "1")])
    #expect(entry.response.status == 200 && entry.response.statusText == "OK")
    #expect(entry.response.content.size == 12_412 && entry.response.bodySize == 3_105)
    #expect(entry.response.content.compression == 12_412 - 3_105)
    #expect(entry.response.content.mimeType == "application/json; charset=utf-8")
    #expect(entry.response.content.text == "x" && entry.response.content.encoding == nil)
    #expect(entry.response.headers.count == EntryFixture.fields.count)
    #expect(entry.cache.afterRequest?.hitCount == 17)
    #expect(entry.cache.afterRequest?.eTag == "\"9f1c-12a\"")
    let timings = entry.timings
    #expect(abs(entry.time - (timings.send + timings.wait + timings.receive)) < 0.001)
    #expect(timings.wait == 100 && timings.receive == 108)
  }

  @Test func `what isn't text says that it is base64`() throws {
    let content = try file([EntryFixture.entry()], isText: false, body: "AAE=").entries[0].response
      .content
    #expect(content.encoding == "base64" && content.text == "AAE=")
  }

  @Test func `secrets are left out unless asked for`() throws {
    var entry = EntryFixture.entry()
    entry.stored.request.headerFields[.cookie] = "sid=1; lang=en"
    let safe = try file([entry]).entries[0]
    #expect(safe.request.cookies.isEmpty && safe.response.cookies.isEmpty)
    #expect(
      safe.response.headers.filter { $0.name.lowercased() == "set-cookie" }.map(\.value)
        == ["REDACTED-3", "REDACTED-4"])
    let whole = try file([entry], withSecrets: true).entries[0]
    #expect(
      whole.request.cookies == [.init(name: "sid", value: "1"), .init(name: "lang", value: "en")])
    #expect(whole.response.cookies == [.init(name: "a", value: "1"), .init(name: "b", value: "2")])
  }

  @Test func `a request's content is there where the store keeps it`() throws {
    var entry = EntryFixture.entry(method: "POST")
    entry.stored.request.headerFields[.contentType] = "application/x-www-form-urlencoded"
    entry.requestBody = Data("api_key=k&q=tea".utf8)
    let request = try file([entry]).entries[0].request
    #expect(request.bodySize == 15 && request.postData?.text == "api_key=REDACTED&q=tea")
  }

  @Test func `an entry without a body has content without text`() throws {
    var entry = EntryFixture.entry()
    entry.body.size = 0
    let content = try file([entry]).entries[0].response.content
    #expect(content.size == 0 && content.text == nil)
  }
}
