import CacheStore
import FoundationEssentials
import HTTPCaching
import HTTPTypes

extension StoreCase {
  static let hostileCases = [
    StoreCase("strings of any kind come back as they were") { store in
      for (number, text) in hostileTexts.enumerated() {
        var entry = Samples.entry(number, url: "https://example.com/\(text)")
        entry.keyParts.matchedFields = [.init(name: text, value: text)]
        entry.varyFields = [.init(name: "x", value: text)]
        entry.redirects = [text]
        let reference = try await store.put(entry, body: Data(text.utf8))
        let found = try require(try await store.entry(reference.id))
        try expect(found.keyParts, is: entry.keyParts)
        try expect(Array(found.summary.url.utf8), is: Array(entry.keyParts.url.utf8))
        try expect(found.varyFields, is: entry.varyFields)
        try expect(found.redirects, is: entry.redirects)
        let filtered = try await store.references(
          matching: .equals(.url, entry.keyParts.url), now: Samples.now)
        try expect(filtered, is: [reference])
      }
    },
    StoreCase("field values keep bytes that aren't UTF-8") { store in
      let bytes: [UInt8] = [0x66, 0xFF, 0xC3, 0x28, 0x80, 0x7E]
      var stored = Samples.stored()
      let name = try require(HTTPField.Name("X-Latin"))
      stored.response.headerFields.append(HTTPField(name: name, lenientValue: bytes))
      try await store.put(Samples.entry(1, stored: stored), body: Data())
      let found = try require(try await store.candidates(for: Samples.key(1)).first)
      let field = try require(found.stored.response.headerFields[fields: name].first)
      try expect(field.withUnsafeBytesOfValue { Array($0) }, is: bytes)
    },
    StoreCase("fields keep their order, their duplicates and their case") { store in
      let fields = [
        ("SET-cookie", "a"), ("b", "2"), ("Set-Cookie", "c"), ("B", "1"), ("X-Empty", ""),
      ]
      let stored = Samples.stored(fields)
      try await store.put(Samples.entry(1, stored: stored), body: Data())
      let found = try require(try await store.candidates(for: Samples.key(1)).first)
      let back = found.stored.response.headerFields.map { [$0.name.rawName, $0.value] }
      try expect(back, is: fields.map { [$0.0, $0.1] })
    },
    StoreCase("heads may have very many fields and very long ones") { store in
      var fields = (0..<2000).map { ("x-\($0)", "v\($0)") }
      fields.append(("x-long", String(repeating: "long ", count: 40_000)))
      let stored = Samples.stored(fields)
      try await store.put(Samples.entry(1, stored: stored), body: Data())
      let found = try require(try await store.candidates(for: Samples.key(1)).first)
      try expect(found.stored == stored)
    },
    StoreCase("numbers at their limits don't stop a list") { store in
      let lifetimes = ["max-age=99999999999999999999", "max-age=-5", "max-age=9223372036854775807"]
      for (number, value) in lifetimes.enumerated() {
        let stored = Samples.stored([("Cache-Control", value), ("Age", "4294967296000")])
        try await store.put(Samples.entry(number, stored: stored), body: Data())
      }
      let all = try await store.references(matching: .all, now: Samples.now)
      _ = try await store.setExpiration(
        .after(.greatestFiniteMagnitude), of: [all[0]], now: Samples.now)
      _ = try await store.setExpiration(
        .at(Date.distantPast), of: [all[1]], now: Date.distantFuture)
      let count = try await store.browse(EntryQuery(now: Samples.now)).rows.count
      try expect(count, is: 3)
      let totals = try await store.totals(.all, now: Samples.now)
      try expect(totals.count, is: 3)
    },
  ]

  private static let hostileTexts = [
    "", "'", "\"", "';DROP TABLE entry;--", "%", "_", "\\", "*", "?", "\u{0}", "a\u{0}b",
    "\u{1B}[31mred", "\r\n", "\u{202E}reversed", "\u{FEFF}", "ß", "e\u{301}", "\u{E9}", "🗄️",
    String(repeating: "long", count: 30_000),
  ]
}
