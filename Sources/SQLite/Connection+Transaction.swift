internal import CSQLite

extension Connection {
  /// Runs a body that writes; the lock is taken at once, so that it can't fail half way. An error
  /// leaves everything as it was.
  package func write<Result>(_ body: () throws -> Result) throws -> Result {
    try transaction("BEGIN IMMEDIATE", body)
  }

  /// Runs a body that reads one state of the database, whatever others write meanwhile.
  package func snapshot<Result>(_ body: () throws -> Result) throws -> Result {
    try transaction("BEGIN", body)
  }

  private func transaction<Result>(_ begin: String, _ body: () throws -> Result) throws -> Result {
    try run(begin)
    do {
      let result = try body()
      try run("COMMIT")
      return result
    } catch {
      // Some errors have already rolled back; then this one fails, and nothing is lost.
      try? run("ROLLBACK")
      throw error
    }
  }

  /// Runs a body in which a lock of another connection is waited for so long at most; with zero it fails
  /// a statement at once.
  package func waiting<Result>(
    atMost limit: Duration, _ body: () throws -> Result
  ) rethrows -> Result {
    let usual = patience.pointee.limit_ns
    patience.pointee.limit_ns = min(usual, limit.nanoseconds)
    defer { patience.pointee.limit_ns = usual }
    return try body()
  }
}
