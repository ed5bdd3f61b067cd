import HTTPCaching
import SQLite

/// Decodes heads one after another. Each takes the fields that it shares with the one before from that.
final class HeadReader {
  private let connection: Connection
  private var former = FormerHead()

  init(_ connection: Connection) { self.connection = connection }

  /// Head and key part of a row.
  ///
  /// - Throws: `DamagedRecord` where it is missing or can't be decoded.
  func head(_ handle: Int64) throws -> (StoredResponse, HeadCodec.KeyPart) {
    let statement = try connection.statement("SELECT bytes FROM head WHERE id = ?")
    defer { statement.reset() }
    statement.bind(1, handle)
    guard try statement.step() else { throw DamagedRecord() }
    return try statement.withBytes(0) { try HeadCodec.decode($0, after: &former) }
  }

  /// Whether it is there and can be decoded.
  func isSound(_ handle: Int64) -> Bool { (try? head(handle)) != nil }
}
