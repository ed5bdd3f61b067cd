import CacheStore
import EntryTable
import FoundationEssentials
import HTTPCaching
import SQLite

/// A body on its way into the file.
enum BodySource: Sendable {
  /// All of it.
  case memory(Data)
  /// The pieces before `rest` are in the file already, under this handle.
  case staged(handle: Int64, stored: Int64, rest: Data)

  var size: Int64 {
    switch self {
    case .memory(let data): Int64(data.count)
    case .staged(_, let stored, let rest): stored + Int64(rest.count)
    }
  }
}

extension WriterConnection {
  /// Stores an entry, replacing the one with the same key and variant.
  func put(_ prepared: PreparedEntry, _ source: BodySource) throws -> EntryReference {
    let handle = try newHandle()
    return try connection.write {
      let former = try row(key: prepared.key, variant: prepared.variant)
      let row = prepared.row(after: former, handle: handle, body: source)
      if let former { try recordHistory(of: former) }
      try save(row, over: former)
      try saveContent(prepared.head, source, of: row)
      if let former { try release(former) }
      return row.reference
    }
  }

  /// Writes a row, whether it is there or not. Where `former`, its state until now, has the same id, key and
  /// URL, their indexes are left alone.
  func save(_ row: EntryRow, over former: EntryRow? = nil) throws {
    let isInPlace =
      former.map {
        $0.id == row.id && $0.key == row.key && $0.variant == row.variant && $0.url == row.url
          && $0.method == row.method
      } ?? false
    let statement = try connection.statement(isInPlace ? Self.saveInPlace : Self.saveEntry)
    row.bind(to: statement)
    try statement.run()
  }

  private static let saveEntry =
    "INSERT INTO entry (\(EntryRow.columns)) VALUES (\(EntryRow.parameters)) "
    + "ON CONFLICT (id) DO UPDATE SET "
    + columns(but: ["id"]).map { "\($0.name) = excluded.\($0.name)" }.joined(separator: ", ")

  private static let saveInPlace =
    "UPDATE entry SET "
    + columns(but: ["id", "key", "variant", "method", "url", "host"])
    .map { "\($0.name) = ?\($0.number)" }.joined(separator: ", ") + " WHERE id = ?1"

  /// The columns of a row with the numbers of their parameters.
  private static func columns(but kept: Set<String>) -> [(name: String, number: Int)] {
    EntryRow.columns.split(separator: ", ").enumerated()
      .map { (String($1), $0 + 1) }.filter { !kept.contains($0.0) }
  }

  /// Writes head and body of a new row: a small body that came in one piece beside its head.
  func saveContent(_ head: [UInt8], _ source: BodySource, of row: EntryRow) throws {
    if case .memory(let data) = source, data.count <= Schema.chunkSize {
      try saveHead(head, body: data, handle: row.head)
    } else {
      try saveHead(head, handle: row.head)
      try saveBody(source, handle: row.body)
    }
  }

  func saveHead(_ bytes: [UInt8], body: Data = Data(), handle: Int64) throws {
    let statement = try connection.statement("INSERT INTO head (id, bytes, body) VALUES (?, ?, ?)")
    try bytes.withUnsafeBytes { bytes in
      try body.withUnsafeBytes { body in
        statement.bind(1, handle)
        statement.bindBorrowed(2, bytes)
        if !body.isEmpty { statement.bindBorrowed(3, body) }
        try statement.run()
      }
    }
  }

  private func saveBody(_ source: BodySource, handle: Int64) throws {
    switch source {
    case .memory(let data): try saveChunks(data, of: handle, from: 0)
    case .staged(let handle, let stored, let rest):
      try saveChunks(rest, of: handle, from: stored / Int64(Schema.chunkSize))
      try connection.run("DELETE FROM staging WHERE body = ?", .integer(handle))
      // Removed meanwhile as abandoned: its pieces are gone.
      guard connection.changes == 1 else { throw Vanished() }
    }
  }

  /// Writes the pieces of a body, or of its rest, from a piece's number on.
  func saveChunks(_ data: Data, of handle: Int64, from first: Int64) throws {
    let statement = try connection.statement("INSERT INTO chunk (id, bytes) VALUES (?, ?)")
    try data.withUnsafeBytes { bytes in
      var number = first
      for start in stride(from: 0, to: bytes.count, by: Schema.chunkSize) {
        guard number < 1 << Schema.chunkBits else { throw BodyTooLarge() }
        let end = min(start + Schema.chunkSize, bytes.count)
        statement.bind(1, handle << Schema.chunkBits | number)
        statement.bindBorrowed(2, UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
        try statement.run()
        number += 1
      }
    }
  }

  func row(key: String, variant: [UInt8]) throws -> EntryRow? {
    let statement = try connection.statement(
      "SELECT \(EntryRow.columns) FROM entry WHERE key = ? AND variant = ?")
    defer { statement.reset() }
    statement.bind(1, key)
    statement.bind(2, variant)
    return try statement.step() ? EntryRow(statement) : nil
  }

  func row(id: Int64) throws -> EntryRow? {
    let statement = try connection.statement(
      "SELECT \(EntryRow.columns) FROM entry WHERE id = ?")
    defer { statement.reset() }
    statement.bind(1, id)
    return try statement.step() ? EntryRow(statement) : nil
  }
}
