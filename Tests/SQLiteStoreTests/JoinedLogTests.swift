import FoundationEssentials
import SQLite
import TestSupport
import Testing

/// The log whose writes are joined, in all that SQLite does with one: rollbacks, transactions that do not
/// fit into memory and so overwrite their own frames, checkpoints, logs begun anew, other readers.
@Suite(.ownThreads) struct JoinedLogTests {
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
    var generator = Dice(seed: seed)
    let writer = try connect(.readWrite)
    try writer.script(
      """
      PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = 12;
      CREATE TABLE item (id INTEGER PRIMARY KEY, bytes BLOB)
      """)
    let reader = try connect(.readOnly)
    var expected: [Int64: [UInt8]] = [:]
    for _ in 0..<120 {
      let before = expected
      do {
        try writer.write {
          for _ in 0..<Int.random(in: 1...40, using: &generator) {
            let id = Int64.random(in: 1...60, using: &generator)
            let bytes = [UInt8](
              repeating: UInt8.random(in: 0...255, using: &generator),
              count: Int.random(in: 0...9000, using: &generator))
            try writer.run(
              "INSERT OR REPLACE INTO item VALUES (?, ?)", .integer(id), .blob(bytes))
            expected[id] = bytes
          }
          if Int.random(in: 0..<5, using: &generator) == 0 { throw GivenUp() }
        }
      } catch is GivenUp {
        expected = before
      }
      if Int.random(in: 0..<8, using: &generator) == 0 { try writer.checkpoint() }
      if Int.random(in: 0..<16, using: &generator) == 0 { try writer.restartLog() }
      #expect(try content(reader) == expected)
    }
    #expect(try writer.text("PRAGMA integrity_check") == "ok")
  }

  private func content(_ connection: Connection) throws -> [Int64: [UInt8]] {
    let statement = try connection.statement("SELECT id, bytes FROM item")
    defer { statement.reset() }
    var rows: [Int64: [UInt8]] = [:]
    while try statement.step() { rows[statement.int(0)] = statement.bytes(1) }
    return rows
  }
}

/// Numbers that are the same in every run.
private struct Dice: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}
