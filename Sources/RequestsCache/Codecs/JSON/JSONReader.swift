/// Reads a JSON text into a tree, as Python's `json` accepts it.
///
/// It holds open containers on a stack of its own, which the tree's limit of depth bounds, and goes over
/// each byte once or twice.
struct JSONReader {
  let bytes: UnsafeRawBufferPointer
  var place = 0
  private var open: [Open] = []

  /// A container that has not ended.
  private struct Open {
    var node: PlainTree.Index
    var isMap: Bool
    var isEmpty = true
  }

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  /// Reads the one value that there has to be, with nothing behind it.
  mutating func read(into tree: inout PlainTree) throws(UndecodableValue) {
    skipBlanks()
    tree.setRoot(try value(&tree))
    while let last = open.last { try step(last, &tree) }
    skipBlanks()
    guard place == bytes.count else { throw UndecodableValue(.malformed, at: place) }
  }

  /// The next member of the innermost container, or its end.
  private mutating func step(
    _ container: Open, _ tree: inout PlainTree
  ) throws(UndecodableValue) {
    skipBlanks()
    if try current() == UInt8(ascii: container.isMap ? "}" : "]") {
      place += 1
      open.removeLast()
      return
    }
    if !container.isEmpty { try expect(",") }
    open[open.count - 1].isEmpty = false
    skipBlanks()
    if container.isMap { try key(of: container.node, &tree) }
    tree.appendNew(try value(&tree), to: container.node)
  }

  private mutating func key(
    of map: PlainTree.Index, _ tree: inout PlainTree
  ) throws(UndecodableValue) {
    guard try current() == UInt8(ascii: "\"") else { throw UndecodableValue(.malformed, at: place) }
    tree.appendNew(try string(&tree), to: map)
    skipBlanks()
    try expect(":")
    skipBlanks()
  }

  /// A value, of a container only its beginning.
  private mutating func value(
    _ tree: inout PlainTree
  ) throws(UndecodableValue) -> PlainTree.Index {
    switch try current() {
    case UInt8(ascii: "\""): return try string(&tree)
    case UInt8(ascii: "{"): return try container(isMap: true, &tree)
    case UInt8(ascii: "["): return try container(isMap: false, &tree)
    case UInt8(ascii: "t"): return try word("true", try tree.add(true))
    case UInt8(ascii: "f"): return try word("false", try tree.add(false))
    case UInt8(ascii: "n"): return try word("null", try tree.addNull())
    case UInt8(ascii: "N"): return try word("NaN", try tree.add(Double.nan))
    case UInt8(ascii: "I"): return try word("Infinity", try tree.add(Double.infinity))
    default: return try number(&tree)
    }
  }

  private mutating func container(
    isMap: Bool, _ tree: inout PlainTree
  ) throws(UndecodableValue) -> PlainTree.Index {
    guard open.count < tree.limits.depth else { throw UndecodableValue(.tooDeep) }
    let node = try tree.add(container: isMap ? .map : .array)
    open.append(Open(node: node, isMap: isMap))
    place += 1
    return node
  }
}

extension JSONReader {
  /// Goes past a word that stands for `node`.
  mutating func word(
    _ word: StaticString, _ node: PlainTree.Index
  ) throws(UndecodableValue) -> PlainTree.Index {
    for offset in 0..<word.utf8CodeUnitCount {
      guard try current() == word.utf8Start[offset] else {
        throw UndecodableValue(.malformed, at: place)
      }
      place += 1
    }
    return node
  }

  func current() throws(UndecodableValue) -> UInt8 {
    guard place < bytes.count else { throw UndecodableValue(.truncated, at: place) }
    return bytes[place]
  }

  private mutating func expect(_ letter: Unicode.Scalar) throws(UndecodableValue) {
    guard try current() == UInt8(ascii: letter) else {
      throw UndecodableValue(.malformed, at: place)
    }
    place += 1
  }

  private mutating func skipBlanks() {
    while place < bytes.count {
      switch bytes[place] {
      case 0x20, 0x0A, 0x0D, 0x09: place += 1
      default: return
      }
    }
  }
}
