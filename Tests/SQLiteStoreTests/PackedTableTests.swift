import FoundationEssentials
import SQLite
import TestSupport
import Testing

/// A packed table beside a plain one with the same rows: SQL must find the same in both.
@Suite struct PackedTableTests {
  static let columns = "id INTEGER NOT NULL, text TEXT, number INTEGER, moment REAL, bytes BLOB"

  private let connection: Connection
  private let packed: PackedTable

  init() throws {
    connection = try Connection(":memory:", access: .readWrite, waitingAtMost: .zero)
    packed = try PackedTable(
      "packed", columns: Self.columns, count: 5, orderedBy: 3, on: connection)
    try connection.script(
      "CREATE TABLE plain (\(Self.columns)); CREATE UNIQUE INDEX i ON plain (id)")
  }

  @Test(arguments: 0..<6)
  func `rows that come, change and go are those of a plain table`(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    for round in 0..<20 {
      try put(round * 14, &random)
      try remove(Int.random(in: 0...60, using: &random), &random)
      try compare("ORDER BY id")
      try compare("ORDER BY moment, id")
      #expect(try connection.integer("SELECT count(*) FROM plain") == Int64(packed.count))
    }
    for query in Self.queries(&random) { try compare(query) }
  }

  private static func queries(_ random: inout SeededGenerator) -> [String] {
    let moments = ["-1e9", "0", "3.5", "7", "1e300", "NULL", "'x'"]
    let bounds = moments.flatMap { bound in
      ["<", "<=", ">", ">=", "="].map { "WHERE moment \($0) \(bound) ORDER BY moment, id" }
    }
    let pages = (0..<40).map { _ in
      "WHERE (moment, id) > (\(Int.random(in: -3...9, using: &random)), \(id(&random))) "
        + "AND number IS NOT NULL ORDER BY moment ASC, id ASC LIMIT 5"
    }
    let rows = (0..<40).map { _ in "WHERE id = \(id(&random))" }
    return bounds + pages + rows + [
      "ORDER BY moment DESC, id DESC", "ORDER BY moment DESC, id ASC", "ORDER BY text, id",
      "WHERE id IN (1, 2, 3, 400) ORDER BY id", "WHERE id = '12'", "WHERE id = 1.5",
      "WHERE moment BETWEEN 1 AND 4 ORDER BY moment DESC, id DESC LIMIT 3",
      "WHERE text LIKE 'a%' OR bytes = x'00' ORDER BY id",
    ]
  }

  @Test(arguments: [false, true])
  func `pages in order are those that SQL has`(reversed: Bool) throws {
    var random = SeededGenerator(seed: 12)
    let word = reversed ? "DESC" : "ASC"
    for _ in 0..<12 {
      try put(60, &random)
      try remove(Int.random(in: 0...40, using: &random), &random)
      for rank in [nil]
        + (0..<6).map({ _ in Row(&random) }).map({ (max(-.infinity, $0.moment ?? 0), $0.id) })
      {
        let skipped = Int.random(in: 0...5, using: &random)
        let limit = [0, 1, 7, 1000].randomElement(using: &random) ?? 0
        let beyond = reversed ? "moment IS NULL OR (moment, id) < (?, ?)" : "(moment, id) > (?, ?)"
        let statement = try connection.statement(
          "SELECT id FROM plain WHERE \(rank == nil ? "? IS NOT ?" : beyond) "
            + "ORDER BY moment \(word), id \(word) LIMIT ? OFFSET ?")
        statement.bind(
          [rank.map { .real($0.0) } ?? .integer(0), .integer(rank?.1 ?? 1)]
            + [.integer(Int64(limit)), .integer(Int64(skipped))])
        var wanted: [Int64] = []
        while try statement.step() { wanted.append(statement.int(0)) }
        statement.reset()
        let found = try packed.places(
          beyond: rank, reversed: reversed, skipping: skipped, limit: limit)
        #expect(found.map { place in packed.withRow(at: place) { $0.int(0) } } == wanted)
      }
    }
  }

  @Test func `a row is found by its number and by its place`() throws {
    var random = SeededGenerator(seed: 9)
    try put(500, &random)
    let statement = try connection.statement("SELECT rowid, id, text, moment FROM packed")
    defer { statement.reset() }
    var count = 0
    while try statement.step() {
      count += 1
      let (place, number) = (statement.int(0), statement.int(1))
      let (text, moment) = (statement.text(2), statement.optionalDouble(3))
      #expect(packed.withRow(at: place) { $0.int(0) } == number)
      #expect(packed.withRow(number) { $0.text(1) } == text)
      #expect(packed.withRow(number) { $0.optionalDouble(3) } == .some(moment))
    }
    #expect(count > 100 && packed.withRow(-5) { $0.int(0) } == nil)
    #expect(packed.withRow(at: 1 << 40) { $0.int(0) } == nil)
  }

  @Test func `an empty table has no rows`() throws {
    for end in ["", "ORDER BY moment, id", "WHERE id = 1", "WHERE rowid = 0", "WHERE moment > 1"] {
      #expect(try rows("SELECT * FROM packed \(end)").isEmpty)
    }
    packed.remove([3])
    #expect(packed.withRow(3) { $0.int(0) } == nil)
  }

  // MARK: What both tables get

  private func put(_ count: Int, _ random: inout SeededGenerator) throws {
    var packer = RowPacker(columns: 5)
    let statement = try connection.statement("INSERT OR REPLACE INTO plain VALUES (?, ?, ?, ?, ?)")
    for _ in 0..<count {
      let row = Row(&random)
      row.bind(to: &packer)
      packer.endRow()
      var plain = statement
      row.bind(to: &plain)
      try statement.run()
    }
    try packed.put(&packer)
  }

  private func remove(_ count: Int, _ random: inout SeededGenerator) throws {
    for _ in 0..<count {
      let id = Self.id(&random)
      packed.remove([id])
      try connection.run("DELETE FROM plain WHERE id = ?", .integer(id))
    }
  }

  private static func id(_ random: inout SeededGenerator) -> Int64 {
    Int64.random(in: 0..<20, using: &random) == 0
      ? [.min, .max, -1, 1 << 33].randomElement(using: &random) ?? 0
      : Int64.random(in: 0..<600, using: &random)
  }

  private struct Row {
    let id: Int64
    let text: String?
    let number: Int64?
    let moment: Double?
    let bytes: [UInt8]?

    init(_ random: inout SeededGenerator) {
      id = PackedTableTests.id(&random)
      let texts = [
        nil, "", "a", "äöü", "a\u{0}b", String(repeating: "x", count: 255),
        String(repeating: "long", count: 100),
      ]
      text = texts.randomElement(using: &random) ?? nil
      let numbers: [Int64?] = [
        nil, 0, 1, -1, 127, -129, 40_000, -40_000, 1 << 31, .min, .max,
      ]
      number = numbers.randomElement(using: &random) ?? nil
      let moments: [Double?] = [nil, 0, -0.5, 3.5, 3.5, 7, 1e300, -.infinity, .infinity, .nan]
      moment =
        Bool.random(using: &random)
        ? Double(Int.random(in: -3...9, using: &random))
        : moments.randomElement(using: &random) ?? nil
      let blobs: [[UInt8]?] = [nil, [], [0], [UInt8](repeating: 255, count: 300)]
      bytes = blobs.randomElement(using: &random) ?? nil
    }

    func bind(to sink: inout some ColumnSink & ~Copyable) {
      sink.bind(1, id)
      text.map { sink.bind(2, $0) } ?? sink.bindNull(2)
      sink.bind(3, number)
      sink.bind(4, moment)
      sink.bind(5, bytes)
    }
  }

  private func compare(_ end: String) throws {
    for what in ["*", "count(*), sum(length(text)), max(moment)", "id, moment"] {
      let (found, wanted) = (
        try rows("SELECT \(what) FROM packed \(end)"), try rows("SELECT \(what) FROM plain \(end)")
      )
      #expect(found == wanted, "\(what) \(end)")
    }
  }

  private func rows(_ query: String) throws -> [[String]] {
    let statement = try connection.prepare(query)
    var rows: [[String]] = []
    while try statement.step() {
      rows.append((0..<Int32(5)).map { "\(statement.kind($0)) \(statement.bytes($0).hashValue)" })
    }
    return rows
  }
}
