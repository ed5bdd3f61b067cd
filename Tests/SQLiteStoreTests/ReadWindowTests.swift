import FoundationEssentials
import SQLite
import TestSupport
import Testing

/// Connections that read many pages at a time, beside ones that read each by itself: whatever others do to the
/// file, they must read the same.
@Suite(.ownThreads) struct ReadWindowTests {
  private let folder: TemporaryFolder
  private let path: String

  init() throws {
    folder = try TemporaryFolder()
    path = folder.file("window.sqlite")
    #expect(FileManager.default.createFile(atPath: path, contents: nil))
  }

  /// One that keeps so few pages that it has to read nearly all.
  private func connect(_ access: Connection.Access) throws -> Connection {
    let connection = try Connection(path, access: access, waitingAtMost: .seconds(5))
    try connection.script("PRAGMA cache_size = 4")
    return connection
  }

  private func writer(_ mode: String, pageSize: Int) throws -> Connection {
    let writer = try connect(.readWrite)
    try writer.script(
      """
      PRAGMA page_size = \(pageSize); PRAGMA journal_mode = \(mode); PRAGMA synchronous = OFF;
      CREATE TABLE item (id INTEGER PRIMARY KEY, bytes BLOB)
      """)
    return writer
  }

  private func change(_ writer: Connection, _ dice: inout SeededGenerator) throws {
    try writer.write {
      for _ in 0..<Int.random(in: 1...30, using: &dice) {
        let id = Int64.random(in: 1...400, using: &dice)
        let bytes = [UInt8](
          repeating: .random(in: 0...255, using: &dice), count: .random(in: 0...9000, using: &dice))
        if Int.random(in: 0..<4, using: &dice) == 0 {
          try writer.run("DELETE FROM item WHERE id / 8 = ? / 8", .integer(id))
        } else {
          try writer.run("INSERT OR REPLACE INTO item VALUES (?, ?)", .integer(id), .blob(bytes))
        }
      }
    }
    let upkeep = ["VACUUM", "PRAGMA wal_checkpoint(PASSIVE)"]
    if Int.random(in: 0..<5, using: &dice) == 0 {
      try writer.script(upkeep.randomElement(using: &dice) ?? "")
    }
  }

  private func content(_ connection: Connection) throws -> [Int64: [UInt8]] {
    let statement = try connection.statement("SELECT id, bytes FROM item ORDER BY id DESC")
    defer { statement.reset() }
    var content: [Int64: [UInt8]] = [:]
    while try statement.step() { content[statement.int(0)] = statement.bytes(1) }
    return content
  }

  @Test(arguments: ["wal", "delete", "truncate", "persist"], [512, 4096, 65536])
  func `what others wrote is read`(mode: String, pageSize: Int) throws {
    var dice = SeededGenerator(seed: UInt64(pageSize))
    let writer = try writer(mode, pageSize: pageSize)
    let (reader, scanner) = (try connect(.readOnly), try connect(.scan))
    for _ in 0..<60 {
      try change(writer, &dice)
      #expect(try content(scanner) == content(reader))
      try writer.script("PRAGMA wal_checkpoint(TRUNCATE)")
      #expect(try content(scanner) == content(reader))
    }
    #expect(try scanner.text("PRAGMA integrity_check") == "ok")
  }

  @Test(arguments: 1...6)
  func `a transaction reads one state, whatever is written meanwhile`(seed: UInt64) throws {
    var dice = SeededGenerator(seed: seed)
    let writer = try writer("wal", pageSize: 1024)
    let scanner = try connect(.scan)
    for _ in 0..<12 { try change(writer, &dice) }
    for _ in 0..<12 {
      try scanner.script("BEGIN")
      let before = try content(scanner)
      for _ in 0..<3 { try change(writer, &dice) }
      #expect(try content(scanner) == before)
      try scanner.script("COMMIT")
    }
  }

  @Test(arguments: 1...40)
  func `a damaged file is told of in the same way`(seed: UInt64) throws {
    var dice = SeededGenerator(seed: seed)
    var writer: Connection? = try writer("delete", pageSize: 1024)
    if let writer { for _ in 0..<12 { try change(writer, &dice) } }
    writer = nil
    var file = try Data(contentsOf: URL(filePath: path))
    for _ in 0..<3 { file[.random(in: 100..<file.count, using: &dice)] ^= 0xFF }
    try file.prefix(.random(in: file.count / 2...file.count, using: &dice))
      .write(to: URL(filePath: path))
    let outcomes = [Connection.Access.readOnly, .scan].map { access in
      Result { try content(try connect(access)) }
    }
    switch (outcomes[0], outcomes[1]) {
    case (.success(let one), .success(let other)): #expect(one == other)
    case (.failure(let one), .failure(let other)):
      #expect((one as? SQLiteError)?.code == (other as? SQLiteError)?.code)
    default: Issue.record("only one of them was read")
    }
  }
}
