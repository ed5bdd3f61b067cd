import CacheStore
import FoundationEssentials
import RequestsCache
import SQLite
import Testing

/// The index of uses that a folder of limited size has.
struct UsesTests {
  private let scratch: ScratchCache

  init() throws { scratch = try ScratchCache() }

  /// A folder of files, and an index of uses with these sizes and that total.
  private func store(
    files: [String: Int], rows: [String: Int], total: Int
  ) async throws -> RequestsCacheStore {
    let store = try RequestsCacheStore.open(path: scratch.path("files/"), mode: .create)
    await store.close()
    for (key, size) in files {
      try Data(repeating: 0x20, count: size).write(
        to: URL(filePath: scratch.path("files/\(key).json")))
    }
    try Data().write(to: URL(filePath: scratch.path("files/lru.db")))
    try scratch.change("files/lru.db") { connection in
      try connection.script(
        """
        CREATE TABLE lru (
          key TEXT PRIMARY KEY, access_time INTEGER NOT NULL, size INTEGER NOT NULL);
        CREATE TABLE lru_size (total_size INTEGER);
        INSERT INTO lru_size VALUES (\(total)), (0);
        """)
      for (key, size) in rows {
        try connection.run(
          "INSERT INTO lru VALUES (?, 1, ?)", .text(key), .integer(Int64(size)))
      }
    }
    return try RequestsCacheStore.open(path: scratch.path("files"))
  }

  private func uses(_ store: RequestsCacheStore) async throws -> Finding? {
    try await store.examine(now: ScratchCache.now).first { $0.kind == .uses }
  }

  private func key(_ number: Int) -> String { String(repeating: "a", count: 15) + "\(number)" }

  @Test func `an index that has what the folder has is right`() async throws {
    let files = [key(1): 10, key(2): 20]
    #expect(try await uses(store(files: files, rows: files, total: 30)) == nil)
  }

  @Test func `sizes may be rounded up to blocks`() async throws {
    let files = [key(1): 10, key(2): 4097, key(3): 5, key(4): 6]
    let rows = [key(1): 4096, key(2): 8192, key(3): 4096, key(4): 4096]
    #expect(try await uses(store(files: files, rows: rows, total: 20480)) == nil)
  }

  @Test func `rows too many, too few and wrong ones are put right, with the total`() async throws {
    let files = [key(1): 10, key(2): 20, key(3): 30, key(4): 40, key(5): 7]
    let rows = [key(1): 10, key(2): 21, key(3): 30, key(4): 40, key(9): 99]
    let store = try await store(files: files, rows: rows, total: 5)
    let found = try #require(try await uses(store))
    #expect(found.count == 4 && found.parts.count == 4 && found.fix == .correctUses)
    #expect(try await store.fix(found, now: ScratchCache.now).fixed == 3)
    #expect(try await uses(store) == nil)
    try scratch.change("files/lru.db") { connection in
      let total = try connection.integer("SELECT total_size FROM lru_size LIMIT 1")
      let used = try connection.integer("SELECT access_time FROM lru WHERE size = 10")
      #expect(total == 107 && used == 1)
    }
  }
}
