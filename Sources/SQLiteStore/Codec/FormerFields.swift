import FieldBytes
import Glibc
import HTTPTypes

/// The fields of the head that was decoded last, from which the next one takes those that are equal.
///
/// Heads of one origin mostly have the same fields in the same places. To see that the bytes of a field are
/// equal takes some ten instructions, to make it anew some thousand, and equal ones share their memory.
struct FormerFields {
  private var bytes: [UInt8] = []
  /// Where each field ends in `bytes`.
  private var ends: [Int] = []
  private var fields = HTTPFields()

  /// Longer blocks are decoded, but not remembered.
  private static let limit = 8192

  /// Reads the number of fields and the fields.
  mutating func read(_ reader: inout ByteReader) throws(DamagedRecord) -> HTTPFields {
    let count = try reader.count()
    guard count < UInt16.max else { throw DamagedRecord() }
    let block = reader.rest
    if count == ends.count, Self.starts(block, with: bytes[...]) {
      try reader.skip(bytes.count)
      return fields
    }
    let isAlike = count == ends.count
    var (result, resultEnds) = (isAlike ? fields : HTTPFields(), [Int]())
    if !isAlike { result.reserveCapacity(count) }
    resultEnds.reserveCapacity(count)
    var start = 0
    for index in 0..<count {
      let (name, value) = (try reader.block(), try reader.block())
      let end = block.count - reader.rest.count
      defer { start = end }
      resultEnds.append(end)
      if isAlike {
        let former = bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
        if former.count == end - start, Self.starts(block[start...], with: former) { continue }
      }
      guard let field = HTTPField(name: name, value: value) else { throw DamagedRecord() }
      // Assignment would keep the former's spelling of a name.
      result.replaceSubrange(index..<(isAlike ? index + 1 : index), with: CollectionOfOne(field))
    }
    if start <= Self.limit {
      bytes.replaceSubrange(bytes.indices, with: block[..<start])
      (ends, fields) = (resultEnds, result)
    }
    return result
  }

  private static func starts(
    _ bytes: UnsafeRawBufferPointer.SubSequence, with start: ArraySlice<UInt8>
  ) -> Bool {
    starts(UnsafeRawBufferPointer(rebasing: bytes), with: start)
  }

  private static func starts(
    _ bytes: UnsafeRawBufferPointer, with start: ArraySlice<UInt8>
  ) -> Bool {
    guard start.count <= bytes.count else { return false }
    return start.withUnsafeBytes { start in
      guard let own = bytes.baseAddress, let other = start.baseAddress else { return true }
      return memcmp(own, other, start.count) == 0
    }
  }
}

/// The fields of both messages of the entry that was decoded last.
struct FormerHead {
  var request = FormerFields()
  var response = FormerFields()
}
