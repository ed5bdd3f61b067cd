import Glibc

/// Both sides of a new terminal; programs started later inherit neither.
struct TerminalPair {
  /// Where this program reads what is drawn and writes what is typed.
  let ours: Int32
  /// The side that looks like a terminal. While it is open, ours never reads an end.
  let theirs: Int32
  /// The path under which a program opens its side.
  let name: String

  init(columns: UInt16, rows: UInt16) throws {
    var (ours, theirs): (Int32, Int32) = (-1, -1)
    var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    guard openpty(&ours, &theirs, nil, nil, &size) == 0, let name = ttyname(theirs) else {
      throw BenchmarkError("The system has no terminal left.")
    }
    closeOnExec([ours, theirs])
    (self.ours, self.theirs, self.name) = (ours, theirs, String(cString: name))
  }
}

/// Keeps descriptors from programs that are started later.
func closeOnExec(_ descriptors: [Int32]) {
  for descriptor in descriptors { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
}
