import CacheStore
import FoundationEssentials
import HTTPCaching
import SQLite

/// A connection that finds the stored variants of a key: one statement, which joins the entry, its head
/// and its body, where that is small.
final class LookupReader {
  let connection: Connection
  private let candidates: Statement
  private let small: Statement
  private let chunk: Statement
  var formerHead = FormerHead()

  /// What a lookup found.
  struct Found: Sendable {
    var candidates: [StoredCandidate] = []
    /// Rows that can't be decoded, to be marked.
    var damaged: [EntryReference] = []
  }

  init(_ connection: Connection) throws {
    self.connection = connection
    let place = try SmallBody(connection)
    candidates = try connection.prepare(
      """
      SELECT e.id, e.version, e.method, e.url, e.created, e.fetch, e.size, e.encoded, e.body, \
      e.manual, h.bytes, \(place.ofEntry) \
      FROM entry e INDEXED BY entry_key \
      LEFT JOIN head h ON h.id = e.head \
      WHERE e.key = ?
      """)
    small = try connection.prepare("SELECT \(place.anywhere("?1"))")
    chunk = try connection.prepare("SELECT bytes FROM chunk WHERE id = ?")
  }

  /// All variants under a key, most recent first.
  func candidates(for key: CacheKey) throws -> Found {
    defer { candidates.reset() }
    candidates.bind(1, key.hex)
    var found = Found()
    while try candidates.step() {
      if let candidate = candidate() {
        found.candidates.append(candidate)
      } else {
        found.damaged.append(reference)
      }
    }
    if found.candidates.count > 1 {
      found.candidates.sort { $0.stored.responseTime > $1.stored.responseTime }
    }
    return found
  }

  private var reference: EntryReference {
    EntryReference(id: EntryID(number: candidates.int(0)), version: candidates.int(1))
  }

  /// The row as a candidate; nil when it can't be decoded.
  private func candidate() -> StoredCandidate? {
    let row = candidates
    let size = row.int(6)
    guard size <= Schema.largestBody,
      var stored = row.withBytes(10, { try? HeadCodec.decodeStored($0, after: &formerHead) })
    else { return nil }
    if !row.isNull(9) {
      guard let manual = row.withBytes(9, { try? SettingsCodec.decodeManual($0) }) else {
        return nil
      }
      stored.settings.manual = manual
    }
    let body: Data?
    if size == 0 {
      body = Data()
    } else if size <= Schema.chunkSize {
      guard row.byteCount(11) == size else { return nil }
      body = row.data(11)
    } else {
      body = nil
    }
    return StoredCandidate(
      reference: reference,
      method: row.text(2), url: row.text(3), stored: stored,
      body: BodyReference(handle: row.int(8), size: max(0, size), encodedSize: row.optionalInt(7)),
      created: row.date(4), fetchDuration: row.double(5), inlineBody: body)
  }

  /// Bytes of a body; nil when a piece is missing or has another length than it must.
  func body(_ body: BodyReference, range: Range<Int64>) throws -> Data? {
    let range = range.clamped(to: 0..<max(0, body.size))
    guard !range.isEmpty else { return Data() }
    guard range.upperBound <= Schema.largestBody else { return nil }
    let size = Int64(Schema.chunkSize)
    // What a row says of its size may be far from true.
    var data = Data(capacity: min(range.count, 1 << 20))
    for number in (range.lowerBound / size)...((range.upperBound - 1) / size) {
      let piece = number * size..<min((number + 1) * size, body.size)
      let wanted = range.clamped(to: piece)
      guard try append(wanted, of: piece, number: number, of: body, to: &data) else {
        return nil
      }
    }
    return data
  }

  private func append(
    _ wanted: Range<Int64>, of piece: Range<Int64>, number: Int64, of body: BodyReference,
    to data: inout Data
  ) throws -> Bool {
    let isSmall = body.size <= Schema.chunkSize
    let statement = isSmall ? small : chunk
    defer { statement.reset() }
    statement.bind(1, isSmall ? body.handle : body.handle << Schema.chunkBits | number)
    guard try statement.step(), statement.byteCount(0) == piece.count else { return false }
    statement.withBytes(0) { bytes in
      let offset = Int(wanted.lowerBound - piece.lowerBound)
      data.append(contentsOf: bytes[offset..<(offset + wanted.count)])
    }
    return true
  }
}

/// Where bodies of one piece lie, as SQL.
struct SmallBody {
  private let hasColumn: Bool

  /// A file of the first version, which is only read, has all bodies in pieces.
  init(_ connection: Connection) throws {
    hasColumn = try connection.integer("PRAGMA user_version") ?? 0 >= 2
  }

  /// The body of an entry `e` whose head `h` is the one that it came with.
  var besideHead: String { hasColumn ? "CASE WHEN e.body = e.head THEN h.body END" : "NULL" }

  /// The body of an entry `e` whose head is `h`, where it is small and not empty.
  var ofEntry: String {
    "CASE WHEN e.size BETWEEN 1 AND \(Schema.chunkSize) THEN "
      + "coalesce(\(besideHead), \(anywhere("e.body"))) END"
  }

  /// The body with that handle.
  func anywhere(_ handle: String) -> String {
    let chunk = "(SELECT bytes FROM chunk WHERE id = \(handle) << \(Schema.chunkBits))"
    return hasColumn
      ? "coalesce((SELECT body FROM head WHERE id = \(handle)), \(chunk))" : chunk
  }
}
