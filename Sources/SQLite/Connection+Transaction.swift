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

  /// Runs a body in which a lock of another connection fails a statement at once.
  package func withoutWaiting<Result>(_ body: () throws -> Result) rethrows -> Result {
    let limit = patience.pointee.limit_ns
    patience.pointee.limit_ns = 0
    defer { patience.pointee.limit_ns = limit }
    return try body()
  }
}
