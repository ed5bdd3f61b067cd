import CacheStore
import EntryTable
import FoundationEssentials
import SQLite

extension ListReader {
  /// Operations of which something is left to turn; of one whose entries came back one by one nothing is.
  func operations(limit: Int) throws -> [StoreOperation] {
    let statement = try connection.statement(
      """
      SELECT id, kind, time, count, undone FROM operation o WHERE EXISTS \
      (SELECT 1 FROM item WHERE item.operation = o.id AND item.undone = (o.undone > 0)) \
      ORDER BY id DESC LIMIT ?
      """)
    statement.bind(1, Int64(max(0, limit)))
    return try StoreOperation.all(of: statement)
  }

  func trashCount() throws -> Int {
    Int(clamping: try connection.integer("SELECT count(*) FROM shelf WHERE in_trash") ?? 0)
  }

  func trash(after place: TrashID?, limit: Int) throws -> [TrashedEntry] {
    let statement = try connection.statement(
      """
      SELECT \(ShelvedRow.columns), (SELECT reason FROM operation o WHERE o.id = operation) \
      FROM shelf WHERE in_trash AND row < ? ORDER BY row DESC LIMIT ?
      """)
    defer { statement.reset() }
    statement.bind(1, place?.rawValue ?? .max)
    statement.bind(2, Int64(max(0, limit)))
    var trash: [TrashedEntry] = []
    while try statement.step() {
      let shelved = ShelvedRow(statement)
      trash.append(
        TrashedEntry(
          id: TrashID(shelved.row), summary: shelved.entry.summary, deleted: shelved.time,
          reason: statement.text(34), operation: OperationID(shelved.operation)))
    }
    return trash
  }

  func occupants(of trashed: [TrashID]) throws -> [EntryReference] {
    let statement = try connection.statement(
      """
      SELECT entry.id, entry.version FROM shelf \
      JOIN entry ON entry.key = shelf.key AND entry.variant = shelf.variant \
      WHERE shelf.in_trash AND shelf.row IN (SELECT value FROM json_each(?))
      """)
    defer { statement.reset() }
    statement.bind(1, "[" + trashed.map { String($0.rawValue) }.joined(separator: ",") + "]")
    var occupants: [EntryReference] = []
    while try statement.step() {
      occupants.append(
        EntryReference(id: EntryID(number: statement.int(0)), version: statement.int(1)))
    }
    return occupants
  }

  func history(of id: EntryID) throws -> [HistoryItem] {
    try connection.snapshot {
      guard let row = try table.row(id) else { return [] }
      let present = HistoryItem(
        time: row.change.time, event: row.change.event, version: row.version,
        status: row.summary.status, size: row.size, detail: row.change.detail)
      return [present] + (try former(of: row.id))
    }
  }

  private func former(of id: Int64) throws -> [HistoryItem] {
    let statement = try connection.statement(
      """
      SELECT version, time, event, status, size, detail FROM history WHERE entry = ? \
      ORDER BY version DESC
      """)
    defer { statement.reset() }
    statement.bind(1, id)
    var items: [HistoryItem] = []
    while try statement.step() {
      items.append(
        HistoryItem(
          time: statement.date(1), event: .init(rawValue: statement.text(2)) ?? .stored,
          version: statement.int(0), status: Int(clamping: statement.int(3)),
          size: statement.int(4), detail: statement.text(5)))
    }
    return items
  }
}
