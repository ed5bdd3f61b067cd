import CacheStore
import EntryTable
import FoundationEssentials
import HTTPCaching
import SQLite

extension ListReader {
  /// One entry with its head; nil when it is gone.
  func entry(_ id: EntryID) throws -> CacheEntry? {
    try connection.snapshot {
      guard let row = try table.row(id) else { return nil }
      return try entry(row)
    }
  }

  /// What was put aside of an entry: where its head was another, or else the newest.
  func formerVersion(of id: EntryID) throws -> CacheEntry? {
    try connection.snapshot {
      guard let row = try table.row(id) else { return nil }
      let statement = try connection.statement(
        "SELECT \(ShelvedRow.columns) FROM shelf WHERE id = ? ORDER BY head = ?, row DESC LIMIT 1")
      defer { statement.reset() }
      statement.bind(1, row.id)
      statement.bind(2, row.head)
      guard try statement.step() else { return nil }
      return try entry(ShelvedRow(statement).entry)
    }
  }

  private func entry(_ row: EntryRow) throws -> CacheEntry {
    var (stored, key) = try heads.head(row.head)
    stored.settings.manual = row.manualExpiration
    let parts = CacheKeyParts(
      method: row.method, url: row.url, bodyDigest: key.bodyDigest,
      matchedFields: key.matchedFields, ignoredParameters: key.ignoredParameters)
    return CacheEntry(
      summary: row.summary, stored: stored, keyParts: parts, body: row.bodyReference,
      varyFields: key.varyFields, redirects: key.redirects, rawFacts: try rawFacts(row))
  }

  private func rawFacts(_ row: EntryRow) throws -> [CacheEntry.RawFact] {
    let bytes = try connection.integer(
      "SELECT length(bytes) FROM head WHERE id = ?", .integer(row.head))
    let chunks = try connection.integer(
      "SELECT count(*) FROM chunk WHERE id BETWEEN ? AND ?",
      .integer(row.body << Schema.chunkBits),
      .integer(row.body << Schema.chunkBits | (1 << Schema.chunkBits - 1)))
    let place = chunks.map { $0 > 0 ? "in \($0) chunks of 64 KiB" : "beside its head" } ?? ""
    return [
      .init("row", String(row.id)), .init("version", String(row.version)),
      .init("head", "\(row.head), \(bytes ?? 0) bytes, format \(HeadCodec.version)"),
      .init("body", "\(row.body), \(row.size) bytes \(place)"),
      .init("variant", row.variant.isEmpty ? "none" : "\(row.variant.count) bytes"),
      .init("schema", String(Schema.version)),
    ]
  }
}
