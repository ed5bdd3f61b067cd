import FoundationEssentials
import SQLite
import TestSupport
import Testing

/// Logs and journals whose writes are joined, in all that SQLite does with them: rollbacks, transactions that do
/// not fit into memory, checkpoints, logs begun anew, other readers, and an end half-way.
@Suite(.ownThreads) struct JoinedWritesTests {
  private let folder: TemporaryFolder
  private let path: String

  init() throws {
    folder = try TemporaryFolder()
    path = folder.file("log.sqlite")
    #expect(FileManager.default.createFile(atPath: path, contents: nil))
  }

  private func connect(_ access: Connection.Access) throws -> Connection {
    try Connection(path, access: access, waitingAtMost: .seconds(5))
  }

  private struct GivenUp: Error {}

  @Test(arguments: 1...6)
  func `another connection reads what was written, whatever became of the log`(seed: UInt64) throws
  {
    var generator = SeededGenerator(seed: seed)
    let writer = try writer("WAL")
    let reader = try connect(.readOnly)
    var expected: [Int64: [UInt8]] = [:]
    for _ in 0..<120 {
      try change(writer, &expected, &generator)
      if Int.random(in: 0..<8, using: &generator) == 0 { try writer.checkpoint() }
      if Int.random(in: 0..<16, using: &generator) == 0 { try writer.restartLog() }
      #expect(try content(reader) == expected)
    }
    #expect(try writer.text("PRAGMA integrity_check") == "ok")
  }

  @Test func `what was given up is not written over what others have written since`() throws {
    var generator = SeededGenerator(seed: 9)
    let (first, second) = (try writer("WAL"), try connect(.readWrite))
    var expected: [Int64: [UInt8]] = [:]
    for _ in 0..<12 {
      try change(first, &expected, &generator)
      // More than fits into its memory, and nothing of it is read from the log when it is given up.
      try second.script("PRAGMA wal_checkpoint(TRUNCATE)")
      try? first.write {
        try first.run("UPDATE item SET bytes = zeroblob(5000)")
        throw GivenUp()
      }
      try change(second, &expected, &generator)
      #expect(try content(first) == expected)
      #expect(try content(second) == expected)
    }
    #expect(try second.text("PRAGMA integrity_check") == "ok")
  }

  @Test(arguments: ["DELETE", "TRUNCATE", "PERSIST"], 1...3 as ClosedRange<UInt64>)
  func `a journal brings back what was there before`(mode: String, seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let writer = try writer(mode)
    let reader = try connect(.readOnly)
    var expected: [Int64: [UInt8]] = [:]
    for _ in 0..<40 {
      let before = expected
      // What is on the disk half-way is what a program leaves that is killed then.
      try change(writer, &expected, &generator) {
        let copied = try contentOfCopy()
        #expect(copied == before)
      }
      #expect(try content(reader) == expected)
    }
    #expect(try writer.text("PRAGMA integrity_check") == "ok")
  }

  private func writer(_ mode: String) throws -> Connection {
    let writer = try connect(.readWrite)
    try writer.script(
      """
      PRAGMA journal_mode = \(mode); PRAGMA synchronous = NORMAL; PRAGMA cache_size = 12;
      CREATE TABLE item (id INTEGER PRIMARY KEY, bytes BLOB)
      """)
    return writer
  }

  /// Makes a transaction that some of the time is given up; `halfWay` is called now and then within.
  private func change(
    _ writer: Connection, _ content: inout [Int64: [UInt8]], _ generator: inout SeededGenerator,
    halfWay: () throws -> Void = {}
  ) throws {
    let before = content
    do {
      try writer.write {
        for _ in 0..<Int.random(in: 1...40, using: &generator) {
          let id = Int64.random(in: 1...60, using: &generator)
          let bytes = [UInt8](
            repeating: .random(in: 0...255, using: &generator),
            count: .random(in: 0...9000, using: &generator))
          try writer.run("INSERT OR REPLACE INTO item VALUES (?, ?)", .integer(id), .blob(bytes))
          content[id] = bytes
          if Int.random(in: 0..<10, using: &generator) == 0 { try halfWay() }
        }
        if Int.random(in: 0..<5, using: &generator) == 0 { throw GivenUp() }
      }
    } catch is GivenUp {
      content = before
    }
  }

  private func contentOfCopy() throws -> [Int64: [UInt8]] {
    let copy = folder.file("copy.sqlite")
    for ending in ["", "-journal"] {
      try? FileManager.default.removeItem(atPath: copy + ending)
      try? FileManager.default.copyItem(atPath: path + ending, toPath: copy + ending)
    }
    return try content(Connection(copy, access: .readWrite, waitingAtMost: .zero))
  }

  private func content(_ connection: Connection) throws -> [Int64: [UInt8]] {
    let statement = try connection.statement("SELECT id, bytes FROM item")
    defer { statement.reset() }
    var rows: [Int64: [UInt8]] = [:]
    while try statement.step() { rows[statement.int(0)] = statement.bytes(1) }
    return rows
  }
}
