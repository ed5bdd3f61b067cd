package import FoundationEssentials

/// What takes the columns of a row: a statement that inserts it, or a packer. Columns come in order and
/// count from 1, as parameters do.
package protocol ColumnSink: ~Copyable {
  mutating func bind(_ index: Int32, _ value: Int64)
  mutating func bind(_ index: Int32, _ value: Double)
  mutating func bind(_ index: Int32, _ text: String)
  /// A text in UTF-8, of which a copy is taken.
  mutating func bind(_ index: Int32, utf8: UnsafeBufferPointer<UInt8>)
  mutating func bind(_ index: Int32, _ bytes: [UInt8])
  mutating func bindNull(_ index: Int32)
}

extension ColumnSink where Self: ~Copyable {
  package mutating func bind(_ index: Int32, _ value: Int64?) {
    if let value { bind(index, value) } else { bindNull(index) }
  }

  package mutating func bind(_ index: Int32, _ value: Double?) {
    if let value { bind(index, value) } else { bindNull(index) }
  }

  package mutating func bind(_ index: Int32, _ bytes: [UInt8]?) {
    if let bytes { bind(index, bytes) } else { bindNull(index) }
  }

  /// A date as seconds since 2001-01-01 UTC.
  package mutating func bind(_ index: Int32, _ date: Date) {
    bind(index, date.timeIntervalSinceReferenceDate)
  }

  package mutating func bind(_ index: Int32, _ date: Date?) {
    bind(index, date?.timeIntervalSinceReferenceDate)
  }
}

/// What gives the columns of a row, which count from 0. A value of another kind than asked for is made one
/// as SQLite does.
package protocol ColumnSource {
  func isNull(_ column: Int32) -> Bool
  func optionalInt(_ column: Int32) -> Int64?
  func optionalDouble(_ column: Int32) -> Double?
  func int(_ column: Int32) -> Int64
  func double(_ column: Int32) -> Double
  /// Text; invalid UTF-8 is repaired, and null is empty.
  func text(_ column: Int32) -> String
  /// A copy of the column's bytes; empty for null.
  func bytes(_ column: Int32) -> [UInt8]
}

extension ColumnSource {
  package func optionalInt(_ column: Int32) -> Int64? { isNull(column) ? nil : int(column) }

  package func optionalDouble(_ column: Int32) -> Double? { isNull(column) ? nil : double(column) }

  /// A date from seconds since 2001-01-01 UTC.
  package func date(_ column: Int32) -> Date {
    Date(timeIntervalSinceReferenceDate: double(column))
  }

  package func optionalDate(_ column: Int32) -> Date? {
    optionalDouble(column).map(Date.init(timeIntervalSinceReferenceDate:))
  }
}
