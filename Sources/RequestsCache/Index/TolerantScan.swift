import CacheStore

/// Reads pieces of a file that may be damaged: where a page of it can't be read, what lies beside it can.
struct TolerantScan {
  let scanner: any ValueScanner
  /// What could not be read first, in SQLite's words.
  private(set) var fault: StoreError?
  /// Pieces that are cut before the rest is given up.
  private var cutsLeft = 4000

  init(_ scanner: any ValueScanner) { self.scanner = scanner }

  /// Whether something could not be read.
  var isDamaged: Bool { fault != nil }

  /// Calls `body` with each value that can be read, with some of them twice.
  mutating func scan(
    _ piece: ScanPiece, _ body: (ValueMark, UnsafeRawBufferPointer) throws -> Void
  ) throws {
    do {
      try scanner.scan(piece, body)
    } catch let error as StoreError where error.code == .corrupt {
      fault = fault ?? error
      guard cutsLeft > 0 else { return }
      cutsLeft -= 1
      for half in piece.halves { try scan(half, body) }
    }
  }
}
