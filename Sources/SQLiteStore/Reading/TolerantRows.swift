import SQLite

/// Reads a table whose file may be damaged: where a page of it can't be read, what lies beside it can.
struct TolerantRows {
  /// How often a range is cut before the rest is given up.
  private var cutsLeft = 4000

  /// Calls a body with each row that can be read, in the order of their numbers.
  ///
  /// - Parameter columns: what rows are read as; the first is `id`.
  static func each(
    _ columns: String, on connection: Connection, _ body: (Statement) throws -> Void
  ) throws {
    let last = (try? connection.integer("SELECT max(id) FROM entry")).flatMap { $0 }
    let rows = try connection.prepare(
      "SELECT \(columns) FROM entry WHERE id BETWEEN ? AND ? ORDER BY id")
    var scan = TolerantRows()
    try scan.each(of: rows, in: 0...min(max(0, last ?? .max), 1 << 48), body)
  }

  /// Where a page can't be read, what is left of the range is cut in halves: one of them may lie beside it.
  private mutating func each(
    of rows: Statement, in range: ClosedRange<Int64>, _ body: (Statement) throws -> Void
  ) throws {
    var next = range.lowerBound
    rows.bind([.integer(range.lowerBound), .integer(range.upperBound)])
    do {
      defer { rows.reset() }
      while try rows.step() {
        // A damaged page may lead back to what was read already.
        guard rows.int(0) >= next else { continue }
        try body(rows)
        next = rows.int(0) + 1
      }
    } catch let error as SQLiteError where error.code == .corrupt {
      guard next < range.upperBound, cutsLeft > 0 else { return }
      cutsLeft -= 1
      let middle = next + (range.upperBound - next) / 2
      try each(of: rows, in: next...middle, body)
      try each(of: rows, in: middle + 1...range.upperBound, body)
    }
  }
}
