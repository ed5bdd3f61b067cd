import CacheStore
import FoundationEssentials
import HTTPCaching
import SQLite
import SQLiteStore
import TestSupport
import Testing

@Suite(.ownThreads) struct DamageTests {
  private let folder: TemporaryFolder
  private let path: String

  init() throws {
    folder = try TemporaryFolder()
    path = folder.file()
  }

  private func fill(_ count: Int) async throws {
    let store = try SQLiteStore.open(path: path)
    for number in 0..<count {
      try await store.put(
        Sample.entry("e\(number)"), body: Data(repeating: UInt8(number & 0xff), count: 5000))
    }
  }

  private func run(_ sql: String) throws {
    let connection = try Connection(path, access: .readWrite, waitingAtMost: .seconds(5))
    try connection.script(sql)
  }

  @Test(arguments: [
    "UPDATE head SET bytes = x'00' WHERE id = 1", "UPDATE head SET bytes = x'01ff' WHERE id = 1",
    "UPDATE head SET bytes = zeroblob(100) WHERE id = 1", "DELETE FROM head WHERE id = 1",
    "UPDATE head SET bytes = substr(bytes, 1, length(bytes) - 3) WHERE id = 1",
    "UPDATE head SET bytes = randomblob(300) WHERE id = 1",
    "UPDATE head SET bytes = x'01' || zeroblob(99) WHERE id = 1", "UPDATE head SET bytes = 'text'",
  ])
  func `a row that can't be decoded is listed as corrupt and can be deleted`(sql: String)
    async throws
  {
    try await fill(2)
    try run(sql)
    let store = try SQLiteStore.open(path: path)
    let page = try await store.browse(EntryQuery(now: Sample.now))
    #expect(page.total == 2)
    let row = try #require(page.rows.first { $0.url == "https://example.com/e0" })
    #expect(row.isCorrupt)
    #expect(row.status == 0)
    await #expect(throws: StoreError.self) { try await store.entry(row.id) }
    // What a list has found, filters and totals know.
    let corrupt = try await corruptWhenMarked(store)
    #expect(corrupt.contains(row.reference))
    #expect(try await store.browse(EntryQuery(now: Sample.now)).rows.last?.isCorrupt == true)
    let expired = try await store.setExpiration(.never, of: [row.reference], now: Sample.now)
    #expect(expired.skipped == [row.reference: .corrupt])
    let result = try await store.delete(
      [row.reference], to: .purge, reason: "", now: Sample.now)
    #expect(result.changed == [row.reference])
  }

  @Test func `whatever byte of a head is changed, a lookup goes on`() async throws {
    try await fill(1)
    let connection = try Connection(path, access: .readWrite, waitingAtMost: .seconds(5))
    let statement = try connection.statement("SELECT bytes FROM head")
    #expect(try statement.step())
    let sound = statement.bytes(0)
    statement.reset()
    let store = try SQLiteStore.open(path: path, mode: .readOnly)
    for place in sound.indices {
      for change in [UInt8(0xFF), 0x80, 0x01] {
        var damaged = sound
        damaged[place] ^= change
        try connection.run("UPDATE head SET bytes = ?", .blob(damaged))
        let found = try await store.candidates(for: CacheKey(hex: "e0"))
        #expect(found.count <= 1)
      }
      try connection.run("UPDATE head SET bytes = ?", .blob(Array(sound[..<place])))
      let id = EntryID("1")
      await #expect(throws: StoreError.self) { try await store.entry(id) }
    }
  }

  /// Emptying the trash waits in the same queue as the marks, so after it they are there.
  private func corruptWhenMarked(_ store: SQLiteStore) async throws -> [EntryReference] {
    _ = try await store.emptyTrash()
    return try await store.references(matching: .flag(.corrupt), now: Sample.now)
  }

  @Test func `a lookup passes a damaged entry by, and a new one takes its place`() async throws {
    try await fill(1)
    try run("UPDATE head SET body = x'00'")
    let store = try SQLiteStore.open(path: path)
    #expect(try await store.candidates(for: CacheKey(hex: "e0")).isEmpty)
    try await store.put(Sample.entry("e0"), body: Data("sound".utf8))
    _ = try await store.emptyTrash()
    #expect(
      try await store.candidates(for: CacheKey(hex: "e0")).first?.inlineBody == Data("sound".utf8))
    #expect(try await store.references(matching: .flag(.corrupt), now: Sample.now).isEmpty)
  }

  @Test func `columns of a wrong kind don't stop a list`() async throws {
    try await fill(2)
    try run(
      """
      UPDATE entry SET status = 'x', size = 'large', expiry = 'soon', url = x'ff00fe', hits = -5, \
      rule = 7, flags = 'none', manual = x'09', stored = 'now', version = 'v' WHERE id = 1
      """)
    let store = try SQLiteStore.open(path: path)
    for column in EntrySort.Column.allCases {
      let query = EntryQuery(sort: EntrySort(column), now: Sample.now)
      #expect(try await store.browse(query).rows.count == 2)
    }
    #expect(try await store.totals(.all, now: Sample.now).count == 2)
    _ = try await store.candidates(for: CacheKey(hex: "e0"))
  }

  @Test func `numbers beyond all bounds are stood`() async throws {
    try await fill(3)
    let most = Int64.max
    try run(
      """
      UPDATE entry SET size = \(most), hits = \(most), version = \(most), encoded = \(most);
      UPDATE entry SET flags = 4 WHERE id = 1;
      INSERT INTO host VALUES ('a', \(most), \(most)), ('b', \(most), \(most));
      INSERT INTO counter VALUES ('outcome.hit', 9e18), ('outcome.miss', 9e18);
      """)
    let store = try SQLiteStore.open(path: path)
    let page = try await store.browse(EntryQuery(now: Sample.now))
    #expect(page.rows.count == 3)
    #expect(try await store.totals(.all, now: Sample.now).count == 3)
    let row = try #require(page.rows.first { $0.url.hasSuffix("e0") })
    let entry = try #require(try await store.entry(row.id))
    let claimed = BodyReference(handle: entry.body.handle, size: most, encodedSize: nil)
    for range in [0..<most, (most - 10)..<most] {
      await #expect(throws: StoreError.self) { try await store.read(claimed, range: range) }
    }
    await #expect(throws: StoreError.self) {
      try await store.read(entry.body, range: 0..<entry.body.size)
    }
    _ = try await store.candidates(for: CacheKey(hex: "e0"))
    let activity = try await store.activity(after: nil, limit: 10)
    #expect(activity.hosts.values.reduce(0) { $0 + $1.lookups } > 0)
    #expect(activity.counters.outcomes.values.reduce(0, +) > 0)
    let result = try await store.setExpiration(.never, of: [row.reference], now: Sample.now)
    #expect(result.changed.map(\.id) == [row.id])
    try await store.put(Sample.entry("e1"), body: Data("new".utf8))
    let found = try await store.candidates(for: CacheKey(hex: "e1"))
    #expect(found.first?.inlineBody == Data("new".utf8))
    _ = try await store.enforceLimits(now: Sample.now)
  }

  @Test func `a number of events beyond all bounds is stood`() async throws {
    try await fill(1)
    try run(
      """
      INSERT INTO event VALUES (\(Int64.max), 0, 'GET', 'u', 'hit', 0, \(Int64.max), NULL, 1, NULL,
        NULL, NULL, 0, 0, NULL);
      INSERT INTO event VALUES (\(Int64.min), 0, 'GET', 'u', 'hit', 0, \(Int64.min), NULL, 1, NULL,
        NULL, NULL, 0, 0, NULL);
      """)
    let store = try SQLiteStore.open(path: path)
    for sequence in [nil, 0, 5, Int64.max, Int64.min] {
      _ = try await store.activity(after: sequence, limit: .max)
    }
    let session = SessionRecord(
      id: "s", pid: 1, name: "", started: Sample.now, lastBeat: Sample.now, settings: "")
    var delta = ActivityDelta(session: session)
    delta.events = [
      ActivityEvent(
        time: Sample.now, method: "GET", url: "u", status: CacheStatus(isHit: true), outcome: .hit,
        duration: 0, bytes: 1)
    ]
    try await store.record(delta)
    try await store.record(delta)
  }

  @Test(arguments: [-1, -2_147_483_648, 0])
  func `a schema of no version is refused`(version: Int) async throws {
    try await fill(1)
    try run("PRAGMA user_version = \(version)")
    #expect(throws: StoreError.self) { try SQLiteStore.open(path: path) }
  }

  /// Makes a page of the table of entries unreadable; returns how many rows it had.
  private func damageEntries() throws -> Int {
    let root: Int64?
    do {
      let connection = try Connection(path, access: .readWrite, waitingAtMost: .seconds(5))
      _ = try connection.integer("PRAGMA wal_checkpoint(TRUNCATE)")
      root = try connection.integer("SELECT rootpage FROM sqlite_schema WHERE name = 'entry'")
    }
    var bytes = [UInt8](try folder.bytes())
    let leaf = TableLeaf(ofTable: Int(try #require(root)), in: bytes)
    for place in leaf.bytes { bytes[place] = 0xFF }
    try folder.write(Data(bytes))
    return leaf.rows
  }

  @Test(arguments: EntrySort.Column.allCases, [false, true])
  func `what lies beside a damaged page is listed in its order, and the rest as corrupt`(
    column: EntrySort.Column, isCounted: Bool
  ) async throws {
    try await fill(300)
    let lost = try damageEntries()
    #expect(lost > 0 && lost < 300)
    let store = try SQLiteStore.open(path: path, mode: .readOnly)
    let sort = EntrySort(column)
    var rows: [EntrySummary] = []
    var query = EntryQuery(sort: sort, limit: 70, now: Sample.now)
    query.isCounted = isCounted
    while true {
      let page = try await store.browse(query)
      #expect(page.total == (isCounted ? 300 : 0))
      rows += page.rows
      guard let last = page.cursors.last else { break }
      query.place = .after(last)
    }
    #expect(Set(rows.map(\.url)) == Set((0..<300).map { "https://example.com/e\($0)" }))
    #expect(rows.count == 300)
    #expect(rows.count(where: \.isCorrupt) == lost)
  }

  @Test func `totals, hosts, values and references are had of what can be read`() async throws {
    try await fill(300)
    let lost = try damageEntries()
    let store = try SQLiteStore.open(path: path, mode: .readOnly)
    let now = Sample.now
    #expect(try await store.totals(.all, now: now).count == 300)
    #expect(try await store.totals(.not(.flag(.corrupt)), now: now).count == 300 - lost)
    #expect(try await store.references(matching: .flag(.corrupt), now: now).count == lost)
    #expect(try await store.groups(GroupQuery(.hosts, now: now)).groups.map(\.count) == [300])
    let values = try await store.values(of: .method, among: .all, limit: 9, now: now)
    #expect(values.map(\.count).reduce(0, +) == 300)
  }

  @Test func `damaged pages end in an error, never in a crash`() async throws {
    try await fill(40)
    let sound = try folder.bytes()
    let pages = sound.count / 4096
    for page in 0..<pages {
      var damaged = sound
      let start = page * 4096 + (page == 0 ? 100 : 0)
      damaged.replaceSubrange(
        start..<(page + 1) * 4096, with: Data(repeating: 0xFF, count: (page + 1) * 4096 - start))
      try folder.write(damaged)
      await use(page)
    }
  }

  /// Uses every way into the file; each succeeds or throws a `StoreError`.
  private func use(_ page: Int) async {
    do {
      let store = try SQLiteStore.open(path: path)
      await attempt("browse \(page)") { _ = try await store.browse(EntryQuery(now: Sample.now)) }
      await attempt("totals \(page)") { _ = try await store.totals(.all, now: Sample.now) }
      for number in stride(from: 0, to: 40, by: 9) {
        await attempt("candidates \(page)") {
          _ = try await store.candidates(for: CacheKey(hex: "e\(number)"))
        }
      }
      await attempt("put \(page)") {
        try await store.put(Sample.entry("e7"), body: Data(count: 9000))
      }
    } catch {
      #expect(error is StoreError, "opening with page \(page) damaged: \(error)")
    }
  }

  private func attempt(_ words: String, _ body: () async throws -> Void) async {
    do {
      try await body()
    } catch {
      #expect(error is StoreError, "\(words): \(error)")
    }
  }

  @Test func `a file that was cut short ends in an error`() async throws {
    try await fill(40)
    let sound = try folder.bytes()
    for size in [100, 512, 4096, 8192, sound.count / 2, sound.count - 100] {
      try folder.write(sound.prefix(size))
      await use(size)
    }
    try folder.write(sound.prefix(4096))
    do {
      let store = try SQLiteStore.open(path: path)
      _ = try await store.browse(EntryQuery(now: Sample.now))
      Issue.record("a file of one page was listed")
    } catch let error as StoreError {
      #expect(error.code == .corrupt)
    }
  }

  @Test func `a full disk is an error that says so, and leaves what was there`() async throws {
    try await fill(3)
    var options = StoreOptions()
    options.pageLimit = 64
    let store = try SQLiteStore.open(path: path, options: options)
    do {
      try await store.put(Sample.entry("large"), body: Data(count: 500_000))
      Issue.record("stored more than fits")
    } catch let error as StoreError {
      #expect(error.code == .full)
    }
    #expect(try await store.candidates(for: CacheKey(hex: "e1")).count == 1)
    #expect(try await store.candidates(for: CacheKey(hex: "large")).isEmpty)
    let staging = try await store.stageBody()
    await #expect(throws: StoreError.self) { try await staging.append(Data(count: 2 << 20)) }
    try await store.put(Sample.entry("small"), body: Data("fits".utf8))
  }
}
