internal import CSQLite

/// A failure that SQLite reported.
package struct SQLiteError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The extended result code.
  package var extendedCode: Int32
  /// SQLite's words about it.
  package var message: String
  /// The number of the system call's error, where there was one; 0 otherwise.
  package var systemError: Int32

  /// The kind of failure: the primary result code.
  package var code: Code { Code(rawValue: extendedCode & 0xff) }

  /// Whether a transaction that its writer didn't end has to be undone first, which only a writer can
  /// (`SQLITE_READONLY_ROLLBACK`).
  package var needsRollback: Bool { extendedCode == 8 | 3 << 8 }

  /// A primary result code.
  package struct Code: RawRepresentable, Sendable, Hashable {
    package let rawValue: Int32

    package init(rawValue: Int32) { self.rawValue = rawValue }

    package static let error = Code(rawValue: SQLITE_ERROR)
    package static let permission = Code(rawValue: SQLITE_PERM)
    package static let busy = Code(rawValue: SQLITE_BUSY)
    package static let locked = Code(rawValue: SQLITE_LOCKED)
    package static let readOnly = Code(rawValue: SQLITE_READONLY)
    package static let io = Code(rawValue: SQLITE_IOERR)
    package static let corrupt = Code(rawValue: SQLITE_CORRUPT)
    package static let full = Code(rawValue: SQLITE_FULL)
    package static let cantOpen = Code(rawValue: SQLITE_CANTOPEN)
    package static let protocolFailure = Code(rawValue: SQLITE_PROTOCOL)
    package static let notADatabase = Code(rawValue: SQLITE_NOTADB)
    package static let constraint = Code(rawValue: SQLITE_CONSTRAINT)
    package static let misuse = Code(rawValue: SQLITE_MISUSE)
  }

  /// An error of that code.
  package init(_ extendedCode: Int32, message: String, systemError: Int32 = 0) {
    self.extendedCode = extendedCode
    self.message = message
    self.systemError = systemError
  }

  /// The error that a connection has just met.
  init(_ code: Int32, on connection: OpaquePointer?) {
    guard let connection else {
      self.init(code, message: String(cString: sqlite3_errstr(code)))
      return
    }
    let extended = sqlite3_extended_errcode(connection)
    self.init(
      extended & 0xff == code & 0xff ? extended : code,
      message: String(cString: sqlite3_errmsg(connection)),
      systemError: sqlite3_system_errno(connection))
  }

  package var description: String { "\(message) (SQLite \(extendedCode))" }
}
