/// Normalization form C (Unicode annex 15) of UTF-8. What is no UTF-8 stays as it is, and nothing
/// combines across it.
enum NFC {
  static func normalized(_ bytes: some Collection<UInt8>) -> [UInt8] {
    // No character below U+0300 changes or combines with another one below it.
    if bytes.allSatisfy({ $0 < 0xCC }) { return Array(bytes) }
    var writer = Writer()
    var rest = bytes[...]
    while !rest.isEmpty {
      if let scalar = UTF8Bytes.popScalar(&rest) {
        writer.add(scalar)
      } else {
        writer.flush()
        writer.output.append(rest.removeFirst())
      }
    }
    writer.flush()
    return writer.output
  }

  static func normalized(_ text: String) -> String {
    String(decoding: normalized(Array(text.utf8)), as: UTF8.self)
  }

  /// Collects characters up to one that nothing before can combine with, and writes them composed.
  private struct Writer {
    var output: [UInt8] = []
    private var waiting: [(scalar: Unicode.Scalar, rank: UInt8)] = []

    mutating func add(_ scalar: Unicode.Scalar) {
      // Nothing below combines with what is before it.
      if scalar.value < 0x300 { flush() }
      NFC.decompose(scalar) { waiting.append(($0, NFC.rank($0))) }
    }

    mutating func flush() {
      NFC.order(&waiting)
      NFC.compose(&waiting)
      for item in waiting { UTF8Bytes.append(item.scalar, to: &output) }
      waiting.removeAll(keepingCapacity: true)
    }
  }

  static func rank(_ scalar: Unicode.Scalar) -> UInt8 {
    scalar.value < 0x300 ? 0 : scalar.properties.canonicalCombiningClass.rawValue
  }

  private static func decompose(
    _ scalar: Unicode.Scalar, _ body: (Unicode.Scalar) -> Void
  ) {
    if Hangul.decompose(scalar.value, { Unicode.Scalar($0).map(body) }) { return }
    guard scalar.value >= 0xC0, let parts = CanonicalTable.decompositions[scalar.value] else {
      return body(scalar)
    }
    Unicode.Scalar(parts.0).map { decompose($0, body) }
    parts.1.flatMap(Unicode.Scalar.init).map(body)
  }

  /// Sorts each run of marks by their classes, those of one class in the order in which they came.
  private static func order(_ items: inout [(scalar: Unicode.Scalar, rank: UInt8)]) {
    var start = 0
    while start < items.count {
      var end = start
      while end < items.count, items[end].rank > 0 { end += 1 }
      if end - start > 1 { sort(&items, start..<end) }
      start = end + 1
    }
  }

  /// Counting places per class keeps the order and is linear, however many marks there are.
  private static func sort(
    _ items: inout [(scalar: Unicode.Scalar, rank: UInt8)], _ range: Range<Int>
  ) {
    var places = [Int](repeating: 0, count: 257)
    for item in items[range] { places[Int(item.rank) + 1] += 1 }
    for rank in 1...256 { places[rank] += places[rank - 1] }
    let run = Array(items[range])
    for item in run {
      items[range.lowerBound + places[Int(item.rank)]] = item
      places[Int(item.rank)] += 1
    }
  }
}
