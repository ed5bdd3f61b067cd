/// A value on its way into a statement.
package enum SQLValue: Sendable, Hashable {
  case null
  case integer(Int64)
  /// A number that isn't one is stored as null.
  case real(Double)
  case text(String)
  case blob([UInt8])
}
