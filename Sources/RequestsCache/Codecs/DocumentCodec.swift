/// One of requests-cache's serializers: between stored bytes and plain data.
///
/// What an implementation owes: it never makes an object or runs anything; whatever the bytes are, it
/// ends in time and memory proportional to them, within the tree's limits; what it can't read it says
/// with `UndecodableValue`, never with a crash.
package protocol DocumentCodec: Sendable {
  /// What requests-cache calls it, such as `pickle`.
  var name: String { get }

  /// `str(serializer)`, which is part of every cache key (spec of keys: `S`).
  var keyText: String { get }

  /// Without the dot.
  var fileExtension: String { get }

  /// Whether SQLite has its values as TEXT; as BLOB otherwise.
  var isText: Bool { get }

  /// Whether these bytes look like its own, from a look at their ends alone.
  func recognizes(_ bytes: UnsafeRawBufferPointer) -> Bool

  /// Reads a value into a tree that was emptied.
  func decode(_ bytes: UnsafeRawBufferPointer, into tree: inout PlainTree) throws(UndecodableValue)

  /// Writes a value as requests-cache 1.0 to 1.3 reads it.
  ///
  /// - Throws: `UnencodableValue` for what the format has no form for.
  func encode(_ value: PlainValue) throws(UnencodableValue) -> [UInt8]
}

/// A value that a format can't hold, such as a number too large for BSON.
package struct UnencodableValue: Error, Sendable, Hashable, CustomStringConvertible {
  package var description: String

  package init(_ description: String) { self.description = description }
}
