import CacheStore
import Foundation
import HTTPCaching
import RequestsCache
import SQLite
import Testing

/// Values that releases from 0.6 to 1.3 wrote, against what Python made of them.
@Suite struct RealPicklesTests {
  @Test(arguments: PickleFolder.all)
  func `every pickle of every release is read as Python reads it`(folder: PickleFolder) throws {
    let facts = try folder.facts()
    #expect(!facts.isEmpty)
    for fact in facts {
      let file = try #require(fact.file)
      let document = try #require(try folder.tree(file) { try ResponseDocument($0) })
      compare(document, fact, "\(folder.testDescription)/\(file)")
    }
  }

  @Test(arguments: PickleFolder.all)
  func `a list is told the same`(folder: PickleFolder) throws {
    for fact in try folder.facts() {
      let file = try #require(fact.file)
      let facts = try #require(try folder.tree(file) { try EntryFacts($0) })
      try compare(facts, fact, "\(folder.testDescription)/\(file)")
      guard let range = facts.bodyRange else { continue }
      let found = try #require(
        try folder.tree(file) { ResponseDocument.bodyRange(of: $0) })
      #expect(found == range)
      #expect(BLAKE2b.hex(Array(try folder.bytes(file)[range])) == fact.body.digest)
    }
  }

  @Test(arguments: PickleFolder.all.filter { ["0.5.2", "0.6.4"].contains($0.testDescription) })
  func `what is too old to be changed is not called unreadable`(folder: PickleFolder) async throws {
    let cache = try RawCache(0)
    let file = try #require(try folder.facts().first?.file)
    try cache.connect().run(
      "INSERT INTO responses VALUES ('00000000000000ff', ?, NULL)", .blob(try folder.bytes(file)))
    let store = try cache.open()
    let row = try #require(try await store.rows().first)
    #expect(!row.isCorrupt)
    let expired = try await store.setExpiration(
      .immediately, of: [row.reference], now: RawCache.now)
    #expect(expired.skipped == [row.reference: .unchangeable])
    let entry = try #require(try await store.entry(row.id))
    do {
      _ = try await store.freshen(row.reference, with: entry.stored, now: RawCache.now)
      Issue.record("it was changed")
    } catch let error as StoreError {
      #expect(error.code == .unsupported)
    }
    let deleted = try await store.delete(
      [row.reference], to: .trash, reason: "", now: RawCache.now)
    #expect(deleted.changed == [row.reference])
  }

  /// Older ones wrote dates without an offset, and empty bodies of requests.
  @Test(arguments: PickleFolder.all.filter(\.isCurrent))
  func `what a current release wrote is written again as it is`(folder: PickleFolder) throws {
    for fact in try folder.facts() {
      let file = try #require(fact.file)
      let stored = try folder.tree(file) { try PlainValue($0) }
      let written = try folder.tree(file) { try ResponseDocument($0).plainValue() }
      #expect(written == stored, "\(file)")
    }
  }

  @Test(arguments: PickleFolder.all)
  func `a document that is written is read again`(folder: PickleFolder) throws {
    for fact in try folder.facts() {
      let file = try #require(fact.file)
      var document = try #require(try folder.tree(file) { try ResponseDocument($0) })
      document.forgetNaive()
      let bytes = try PickleCodec().encode(document.plainValue())
      #expect(try Pickle.tree(bytes) { try ResponseDocument($0) } == document, "\(file)")
    }
  }

  private func compare(_ document: ResponseDocument, _ fact: Facts, _ place: String) {
    let place = Comment(rawValue: place)
    #expect(document.url == fact.url, place)
    #expect(document.status == fact.status, place)
    #expect(document.reason == fact.reason, place)
    #expect(document.encoding == fact.encoding, place)
    #expect(document.headers.map { [$0.name, $0.value] } == fact.headers, place)
    #expect(document.created == date(fact.created), place)
    #expect(document.expires == date(fact.expires), place)
    #expect(abs(document.elapsed - fact.elapsed) < 1e-9, place)
    #expect(pairs(document.cookies) == fact.cookies, place)
    compare(document.body, fact.body, place)
    compare(document.request, fact.request, place)
    #expect((document.next == nil) == (fact.next == nil), place)
    if let next = document.next, let expected = fact.next { compare(next, expected, place) }
    #expect(document.history.count == fact.history.count, place)
    for (hop, expected) in zip(document.history, fact.history) {
      compare(hop, expected, place.rawValue + " hop")
    }
  }

  private func compare(
    _ request: ResponseDocument.Request, _ fact: Facts.Request, _ place: Comment
  ) {
    #expect(request.method == fact.method, place)
    #expect(request.url == fact.url, place)
    #expect(request.headers.map { [$0.name, $0.value] } == fact.headers, place)
    #expect(pairs(request.cookies) == fact.cookies, place)
    #expect((request.body.isEmpty ? "" : BLAKE2b.hex(Array(request.body))) == fact.body, place)
  }

  private func compare(_ body: ResponseDocument.Body, _ fact: Facts.Body, _ place: Comment) {
    switch body {
    case .bytes(let data):
      #expect(fact.form == "bytes", place)
      #expect(BLAKE2b.hex(Array(data)) == fact.digest, place)
    case .reencodedText(let text):
      #expect(fact.form == "text", place)
      #expect(BLAKE2b.hex(Array(text.utf8)) == fact.digest, place)
    case .reencodedJSON(let value):
      #expect(fact.form == "json", place)
      #expect(JSONText.of(value) == fact.json, place)
    case .lost: #expect(fact.form == "lost", place)
    case .none: #expect(fact.form == "none", place)
    }
  }

  private func compare(_ facts: EntryFacts, _ fact: Facts, _ place: String) throws {
    let place = Comment(rawValue: place)
    func header(_ name: String) -> String? {
      fact.headers.last { $0[0].lowercased() == name }?[1]
    }
    #expect(facts.url == fact.url, place)
    #expect(facts.method == fact.request.method, place)
    #expect(facts.status == fact.status, place)
    if fact.body.form == "bytes" { #expect(facts.bodySize == fact.body.size, place) }
    #expect(facts.isReencoded == ["text", "json", "lost"].contains(fact.body.form), place)
    let type = header("content-type")?.prefix { $0 != ";" } ?? ""
    #expect(facts.mediaType == String(type), place)
    #expect(facts.created == date(fact.created), place)
    #expect(facts.expires == date(fact.expires), place)
    #expect(facts.hasETag == (header("etag") != nil), place)
    #expect(facts.hasLastModified == (header("last-modified") != nil), place)
    #expect(facts.vary == header("vary"), place)
    #expect(facts.redirects == fact.history.count, place)
    #expect(abs(facts.elapsed - fact.elapsed) < 1e-9, place)
  }

  private func pairs(_ cookies: [ResponseDocument.Cookie]) -> [[String]] {
    cookies.map { [$0.name, $0.value] }.sorted { $0.lexicographicallyPrecedes($1) }
  }

  private func date(_ text: String?) -> ISODate? {
    text.flatMap { text in Array(text.utf8).withUnsafeBytes { ISODate($0) } }
  }
}

extension ResponseDocument {
  /// Dates are written with an offset, whatever they had.
  fileprivate mutating func forgetNaive() {
    created = created.map { ISODate(microseconds: $0.microseconds) }
    expires = expires.map { ISODate(microseconds: $0.microseconds) }
    for index in history.indices { history[index].forgetNaive() }
  }
}

/// Plain data in the JSON of Python's `json.dumps` with sorted keys.
private enum JSONText {
  static func of(_ value: PlainValue) -> String {
    switch value {
    case .null: "null"
    case .bool(let value): String(value)
    case .integer(let value): String(value)
    case .longInteger(let digits): digits
    case .double(let value): number(value)
    case .text(let text): quoted(text)
    case .array(let items): "[" + items.map(of).joined(separator: ", ") + "]"
    case .map(let map):
      "{"
        + map.members.sorted { $0.name < $1.name }
        .map { quoted($0.name) + ": " + of($0.value) }.joined(separator: ", ") + "}"
    default: "?"
    }
  }

  /// Python writes exponents with a sign and two digits.
  private static func number(_ value: Double) -> String {
    let text = String(value)
    guard let place = text.firstIndex(of: "e") else { return text }
    let exponent = Int(text[text.index(after: place)...]) ?? 0
    var digits = text[..<place]
    if digits.hasSuffix(".0") { digits.removeLast(2) }
    return digits + (exponent < 0 ? "e-" : "e+") + (abs(exponent) < 10 ? "0" : "")
      + String(abs(exponent))
  }

  private static func quoted(_ text: String) -> String {
    let parts = text.utf16.map { unit in
      switch unit {
      case 0x22: "\\\""
      case 0x5C: "\\\\"
      case 0x0A: "\\n"
      case 0x20...0x7E: String(UnicodeScalar(UInt8(unit)))
      default:
        "\\u" + String(repeating: "0", count: 4 - String(unit, radix: 16).count)
          + String(unit, radix: 16)
      }
    }
    return "\"" + parts.joined() + "\""
  }
}
