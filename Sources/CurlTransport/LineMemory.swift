import Glibc
import HTTPTypes

/// The lines of the head that came last, and the fields that they were: most of the next head's are the same in
/// the same places, and to compare bytes costs less than to make a field of them.
final class LineMemory {
  private var lines: [(bytes: [UInt8], field: HTTPField)] = []

  /// Lines at most, and bytes of each: a head is no reason to keep much.
  private static let limits = (lines: 32, bytes: 256)

  /// The field that those bytes were, if they were the line at that place.
  func field(_ line: UnsafeRawBufferPointer, at place: Int) -> HTTPField? {
    guard place < lines.count, lines[place].bytes.count == line.count, let start = line.baseAddress,
      memcmp(lines[place].bytes, start, line.count) == 0
    else { return nil }
    return lines[place].field
  }

  func keep(_ line: UnsafeRawBufferPointer, _ field: HTTPField, at place: Int) {
    guard line.count <= Self.limits.bytes, place <= lines.count, place < Self.limits.lines else {
      return
    }
    let kept = (bytes: Array(line), field: field)
    if place < lines.count { lines[place] = kept } else { lines.append(kept) }
  }
}
