/// Reads JSON as Python's `json.loads` does: `NaN` and `Infinity` are numbers, a lone surrogate is
/// a character, whole numbers have up to 4300 digits.
///
/// It keeps its own stack and makes at most one node a byte, so that no input crashes it or takes
/// more than time in proportion.
struct PythonJSONReader {
  /// How deep containers may lie in one another: as deep as Python 3.13 allows. Older ones give up at
  /// about 1000, with an exception instead of a key.
  static let depth = 9990

  let bytes: UnsafeRawBufferPointer
  var position = 0
  private var open: [Container] = []

  private struct Container {
    var index: PlainTree.Index
    var isMap: Bool
    /// Whether something is in it.
    var isStarted = false
  }

  /// - Throws: `UndecodableValue` for what is not JSON to Python, or not UTF-8, or too deep.
  static func read(
    _ bytes: UnsafeRawBufferPointer, into tree: inout PlainTree
  ) throws(UndecodableValue) {
    guard UTF8Bytes.isValid(bytes) else { throw UndecodableValue(.malformed) }
    tree.limits.nodes = max(tree.limits.nodes, bytes.count + 1)
    var reader = PythonJSONReader(bytes: bytes)
    try reader.readAll(into: &tree)
  }

  private init(bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  private mutating func readAll(into tree: inout PlainTree) throws(UndecodableValue) {
    let root = try readValue(into: &tree)
    while try readBetween(into: &tree) { _ = try readValue(into: &tree) }
    skipSpaces()
    guard position == bytes.count else { throw malformed }
    tree.setRoot(root)
  }

  /// Reads a value and puts it in its place. A container is only opened.
  private mutating func readValue(
    into tree: inout PlainTree
  ) throws(UndecodableValue) -> PlainTree.Index {
    skipSpaces()
    let isMap = peek == UInt8(ascii: "{")
    guard isMap || peek == UInt8(ascii: "[") else {
      return try placed(try readScalar(into: &tree), in: &tree)
    }
    position += 1
    guard open.count < Self.depth else { throw UndecodableValue(.tooDeep, at: position) }
    let node = try placed(try tree.add(container: isMap ? .map : .array), in: &tree)
    open.append(Container(index: node, isMap: isMap))
    return node
  }

  private func placed(
    _ node: PlainTree.Index, in tree: inout PlainTree
  ) throws(UndecodableValue) -> PlainTree.Index {
    if let parent = open.last { try tree.append(node, to: parent.index) }
    return node
  }

  /// Closes what ends here, and goes on to the next value; false where there is none.
  private mutating func readBetween(into tree: inout PlainTree) throws(UndecodableValue) -> Bool {
    while let parent = open.last {
      skipSpaces()
      if take(parent.isMap ? UInt8(ascii: "}") : UInt8(ascii: "]")) {
        open.removeLast()
      } else {
        if parent.isStarted, !take(UInt8(ascii: ",")) { throw malformed }
        open[open.count - 1].isStarted = true
        if parent.isMap { try readName(into: &tree) }
        return true
      }
    }
    return false
  }

  private mutating func readName(into tree: inout PlainTree) throws(UndecodableValue) {
    skipSpaces()
    guard peek == UInt8(ascii: "\""), let parent = open.last else { throw malformed }
    try tree.append(try readText(into: &tree), to: parent.index)
    skipSpaces()
    guard take(UInt8(ascii: ":")) else { throw malformed }
  }
}

extension PythonJSONReader {
  var malformed: UndecodableValue { UndecodableValue(.malformed, at: position) }

  var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  mutating func take(_ byte: UInt8) -> Bool {
    guard peek == byte else { return false }
    position += 1
    return true
  }

  mutating func skipSpaces() {
    while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      position += 1
    }
  }
}
