import EntryTable
@testable import RequestsCache
@testable import SQLite

/// What a list is told of a pickle.
struct ListedPickle: Equatable {
  var facts: EntryFacts
  var larder: LarderFacts

  /// By a glance; nil where that says nothing.
  init?(glance: inout PickleGlance, _ bytes: UnsafeRawBufferPointer) {
    guard let parts = glance.parts(of: bytes) else { return nil }
    facts = EntryFacts(parts, bytes)
    larder = parts.larder
  }

  /// By the whole machine; nil where that refuses the pickle.
  init?(machine: inout PickleMachine, _ bytes: UnsafeRawBufferPointer) {
    var tree = PlainTree()
    guard (try? machine.decode(bytes, into: &tree)) != nil,
      let listed = try? tree.withRoot(
        bytes, { (try EntryFacts($0), LarderFacts(withoutFields: $0)) })
    else { return nil }
    (facts, larder) = listed
  }
}

/// The row that is packed of a pickle by a glance, and the one that is packed when it was made first.
struct PackedPickle {
  let glanced: [UInt8]
  let made: [UInt8]

  /// Nil where a glance packs nothing.
  init?(_ reader: inout ValueReader, _ bytes: UnsafeRawBufferPointer) {
    let mark = ValueMark(
      key: "0123456789abcdef", place: 7, version: 8, size: bytes.count, expires: nil, isText: false)
    var rows = RowPacker(columns: EntryRow.columnCount)
    guard reader.packUsual(mark, bytes, into: &rows) else { return nil }
    glanced = Self.bytes(&rows)
    reader.row(mark, bytes).pack(into: &rows)
    made = Self.bytes(&rows)
  }

  private static func bytes(_ rows: inout RowPacker) -> [UInt8] {
    var bytes: [UInt8] = []
    rows.drain { bytes += UnsafeBufferPointer(start: $0, count: Int($1)) }
    return bytes
  }
}
