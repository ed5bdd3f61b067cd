extension CacheStore {
  /// Stores an entry with the body of another store's, a large one piece by piece.
  package func put(
    _ new: NewEntry, bodyOf entry: CacheEntry, from source: any CacheReader
  ) async throws {
    guard entry.body.size > BodyReference.pieceSize else {
      try await put(new, body: try await source.read(entry.body, range: 0..<entry.body.size))
      return
    }
    let body = try await stageBody()
    for range in entry.body.pieces {
      try await body.append(try await source.read(entry.body, range: range))
    }
    _ = try await body.commit(new)
  }
}
