extension CacheStore {
  /// Stores an entry with the body of another store's, a large one piece by piece.
  package func put(
    _ new: NewEntry, bodyOf entry: CacheEntry, from source: any CacheReader
  ) async throws {
    let (size, step) = (entry.body.size, Int64(1 << 20))
    guard size > step else {
      try await put(new, body: try await source.read(entry.body, range: 0..<size))
      return
    }
    let body = try await stageBody()
    for start in stride(from: 0, to: size, by: Int(step)) {
      try await body.append(
        try await source.read(entry.body, range: start..<min(start + step, size)))
    }
    _ = try await body.commit(new)
  }
}
