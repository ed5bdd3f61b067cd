import CacheStore
import FoundationEssentials
import RequestsCache
import SQLite
import Testing

/// What `larder doctor` finds in a cache of requests-cache, and what it puts right.
struct ExamineTests {
  private let scratch: ScratchCache

  init() throws { scratch = try ScratchCache() }

  private func finding(
    _ kind: Finding.Kind, in store: RequestsCacheStore
  ) async throws -> Finding? {
    try await store.examine(now: ScratchCache.now).first { $0.kind == kind }
  }

  private func fix(_ kind: Finding.Kind, in store: RequestsCacheStore) async throws -> FixResult {
    let found = try #require(try await finding(kind, in: store))
    return try await store.fix(found, now: ScratchCache.now)
  }

  private func rows(_ count: Int) throws -> [ScratchCache.Row] {
    try (0..<count).map { try ResponseDocument.to("http://example.com/\($0)", body: "\($0)").row() }
  }

  @Test func `nothing is wrong with a cache that Python left`() async throws {
    let store = try await scratch.store(try rows(3))
    #expect(try await store.examine(now: ScratchCache.now).isEmpty)
  }

  @Test func `values that can't be decoded go to the trash, and come back`() async throws {
    var rows = try rows(4)
    rows[0].value.removeLast(9)
    rows[1].value = []
    let store = try await scratch.store(rows)
    let found = try #require(try await finding(.undecodable, in: store))
    #expect(found.count == 2 && found.isFault && Set(found.items) == [rows[0].key, rows[1].key])
    #expect(found.examples.contains { $0.contains("cut off") })
    let result = try await store.fix(found, now: ScratchCache.now)
    #expect(result.fixed == 2 && result.left == 0)
    #expect(try scratch.keys() == [rows[2].key, rows[3].key])
    let operation = try #require(result.operation)
    _ = try await store.undo(operation, now: ScratchCache.now)
    #expect(try scratch.keys().count == 4)
  }

  @Test func `what a serializer of one's own wrote is told and stays`() async throws {
    var rows = try rows(3)
    for index in rows.indices { rows[index].value = [0x78, 0x9C, 0, 1, UInt8(index)] }
    let store = try await scratch.store(rows)
    let findings = try await store.examine(now: ScratchCache.now)
    #expect(findings.map(\.count).reduce(0, +) == 3 && findings.allSatisfy { $0.fix == nil })
  }

  @Test func `an expiry column that lags behind is set right, and the value stays`() async throws {
    let past = Int64(ScratchCache.now.timeIntervalSince1970) - 100
    var rows = try rows(3)
    for index in rows.indices {
      rows[index] = try ResponseDocument.to("http://example.com/\(index)", expires: past).row()
    }
    rows[0].expires = nil
    rows[1].expires = past + 1_000_000
    let store = try await scratch.store(rows)
    let found = try #require(try await finding(.expiryColumn, in: store))
    #expect(found.parts == [.init(name: "expired, kept by the column", count: 2)])
    #expect(try await store.fix(found, now: ScratchCache.now).fixed == 2)
    try scratch.change { connection in
      let sum = try connection.integer("SELECT count(*) FROM responses WHERE expires = \(past)")
      #expect(sum == 3)
      let value = try connection.prepare("SELECT value FROM responses WHERE rowid = 1")
      #expect(try value.step() && value.bytes(0) == rows[0].value)
    }
    #expect(try await finding(.expiryColumn, in: store) == nil)
  }

  @Test func `aliases of nothing go, the others stay`() async throws {
    let rows = try rows(1)
    let store = try await scratch.store(
      rows, aliases: ["aaaaaaaaaaaaaaaa": rows[0].key, "bbbbbbbbbbbbbbbb": "cccccccccccccccc"])
    #expect(try await fix(.danglingAlias, in: store).fixed == 1)
    #expect(try scratch.keys(of: "redirects") == ["aaaaaaaaaaaaaaaa"])
  }

  @Test func `bodies stored twice are told apart from those that redirects store twice`()
    async throws
  {
    let last = ResponseDocument.to("http://example.com/new", body: "redirected")
    let documents = [
      last, last.redirected(from: "http://example.com/old"),
      .to("http://example.com/1", body: "same"), .to("http://example.com/2", body: "same"),
      .to("http://example.com/3", body: "same"), .to("http://example.com/4", body: ""),
      .to("http://example.com/5", body: ""),
    ]
    let store = try await scratch.store(try documents.map { try $0.row() })
    let redirects = try #require(try await finding(.redirectDuplicate, in: store))
    #expect(redirects.count == 1 && redirects.bytes == 10 && !redirects.isFault)
    let others = try #require(try await finding(.duplicateBody, in: store))
    #expect(others.count == 2 && others.bytes == 8 && others.fix == nil)
  }

  @Test func `bytes in two forms are told`() async throws {
    let body = "a body that tells its form"
    let documents = (0..<2).map {
      ResponseDocument.to(
        "http://example.com/\($0)", body: body, headers: [("Content-Length", "\(body.count)")])
    }
    let rows = [
      try documents[0].row(JSONCodec(bytesForm: .base64)),
      try documents[1].row(JSONCodec(bytesForm: .base85)),
    ]
    let store = try await scratch.store(rows)
    let found = try #require(try await finding(.mixedBytes, in: store))
    #expect(found.count == 1 && found.parts.map(\.count) == [1, 1])
    #expect(found.examples == ["\(rows[1].key)  in base85"])
  }

  @Test func `a damaged file is told and not fixed`() async throws {
    let store = try await scratch.store(try rows(200))
    await store.close()
    let path = scratch.path("cache.sqlite")
    var bytes = try Data(contentsOf: URL(filePath: path))
    bytes.replaceSubrange(4096 * 5..<4096 * 6, with: Data(repeating: 0xA5, count: 4096))
    try bytes.write(to: URL(filePath: path))
    let damaged = try RequestsCacheStore.open(path: path, mode: .readOnly)
    let found = try #require(try await finding(.integrity, in: damaged))
    #expect(found.fix == nil && found.isFault && !found.examples.isEmpty)
  }

  @Test func `a transaction that its writer didn't end is told`() throws {
    #expect(RequestsCacheStore.journal(besides: scratch.path("x.sqlite")) == nil)
    let mark: [UInt8] = [0xD9, 0xD5, 0x05, 0xF9, 0x20, 0xA1, 0x63, 0xD7]
    let journal = URL(filePath: scratch.path("x.sqlite-journal"))
    try Data(mark + [0, 0, 0, 1]).write(to: journal)
    #expect(RequestsCacheStore.journal(besides: scratch.path("x.sqlite"))?.kind == .journal)
    try Data(repeating: 0, count: 512).write(to: journal)
    #expect(RequestsCacheStore.journal(besides: scratch.path("x.sqlite")) == nil)
  }
}
