import CacheStore
import EntryTable
import SQLite

/// A look over all of a file.
struct Examination {
  private let list: ListReader

  init(_ list: ListReader) { self.list = list }

  private var connection: Connection { list.connection }

  /// SQLite's own check, with the number of entries that can't be read.
  func integrity(unreadable: Int) -> Finding? {
    var faults: [String] = []
    do {
      let statement = try connection.prepare("PRAGMA integrity_check(20)")
      while try statement.step() {
        faults += statement.text(0).split(separator: "\n").map(String.init)
      }
    } catch {
      faults.append("\(error)")
    }
    guard faults != ["ok"], !faults.isEmpty else { return nil }
    return .damage(faults, unreadable: unreadable, "entries that can't be read")
  }

  private static let columns = "id, version, key, url, head, body, size"

  /// Entries of which the head can't be decoded, or the body isn't all there, and how many can't even be read.
  func damaged() -> (finding: Finding?, unreadable: Int) {
    var finding = Finding(.undecodable, count: 0, fix: .trash)
    var read = 0
    _ = try? connection.snapshot {
      try TolerantRows.each(Self.columns, on: connection) { rows in
        read += 1
        guard let fault = try fault(head: rows.int(4), body: rows.int(5), size: rows.int(6)) else {
          return
        }
        finding.count += 1
        finding.bytes += max(0, rows.int(6))
        finding.items.append("\(rows.int(0)) \(rows.int(1))")
        if finding.examples.count < Finding.exampleLimit {
          finding.examples.append("\(rows.text(2))  \(fault), \(rows.text(3))")
        }
      }
    }
    // Counted in an index, which lies on pages of its own.
    let count = (try? connection.integer("SELECT count(*) FROM entry")).flatMap { $0 } ?? 0
    return (finding.count > 0 ? finding : nil, max(0, Int(clamping: count) - read))
  }

  private func fault(head: Int64, body: Int64, size: Int64) throws -> String? {
    guard list.heads.isSound(head) else { return "head can't be decoded" }
    guard size > 0 else { return nil }
    let present = try connection.integer(
      "SELECT coalesce((SELECT \(bodyLength) FROM head WHERE id = ?1), "
        + "(SELECT sum(length(bytes)) FROM chunk WHERE id BETWEEN ?2 AND ?3), 0)",
      .integer(body), .integer(body << Schema.chunkBits),
      .integer(body << Schema.chunkBits | (1 << Schema.chunkBits - 1)))
    return present == size ? nil : "\(present ?? 0) of \(size) bytes of body are there"
  }

  /// Files of the first version have no bodies beside heads.
  private var bodyLength: String {
    let version = (try? connection.integer("PRAGMA user_version")) ?? 0
    return version >= 2 ? "length(body)" : "NULL"
  }

  /// Heads and pieces of bodies that no entry has, and bodies that are to be removed.
  func orphans() -> Finding? {
    let length = bodyLength == "NULL" ? "0" : "coalesce(\(bodyLength), 0)"
    let parts = [
      ("heads", "SELECT count(*), sum(length(bytes) + \(length)) FROM head WHERE \(Orphans.heads)"),
      (
        "pieces of bodies", "SELECT count(*), sum(length(bytes)) FROM chunk WHERE \(Orphans.chunks)"
      ),
      ("bodies to be removed", "SELECT count(*), 0 FROM garbage"),
    ]
    var finding = Finding(.orphan, count: 0, fix: .removeOrphans)
    for (name, sql) in parts {
      guard let row = try? connection.prepare(sql), (try? row.step()) == true, row.int(0) > 0 else {
        continue
      }
      finding.count += Int(clamping: row.int(0))
      finding.bytes += row.int(1)
      finding.parts.append(.init(name: name, count: Int(clamping: row.int(0))))
    }
    return finding.count > 0 ? finding : nil
  }
}

/// What no row refers to, as conditions.
private enum Orphans {
  /// A head's row stays for a small body that lies in it too.
  static let heads = """
    id NOT IN (SELECT head FROM entry) AND id NOT IN (SELECT body FROM entry) \
    AND id NOT IN (SELECT head FROM shelf) AND id NOT IN (SELECT body FROM shelf)
    """

  static let chunks = bodies("id >> \(Schema.chunkBits)")

  static func bodies(_ body: String) -> String {
    """
    \(body) NOT IN (SELECT body FROM entry) AND \(body) NOT IN (SELECT body FROM shelf) \
    AND \(body) NOT IN (SELECT body FROM staging) AND \(body) NOT IN (SELECT body FROM garbage)
    """
  }
}

extension WriterConnection {
  /// Notes bodies that no row refers to as ones to be removed. Returns how many.
  func condemnOrphanBodies() throws -> Int {
    try connection.write {
      try connection.run(
        "INSERT OR IGNORE INTO garbage SELECT DISTINCT id >> \(Schema.chunkBits) FROM chunk "
          + "WHERE \(Orphans.chunks)")
      return connection.changes
    }
  }

  /// Removes some heads that no row refers to. Returns how many.
  func removeSomeOrphanHeads() throws -> Int {
    try connection.write {
      try connection.run(
        "DELETE FROM head WHERE id IN (SELECT id FROM head WHERE \(Orphans.heads) LIMIT 256)")
      return connection.changes
    }
  }
}
