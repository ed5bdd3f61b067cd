/// What codecs need besides: bytes written straight into `side`, and a look at what was made so far.
extension PlainTree {
  /// Appends at most `count` bytes to `side`.
  ///
  /// - Parameter fill: Gets the room for them and says how many it wrote; nil takes all back.
  /// - Returns: Where they are; nil after a nil.
  mutating func makeAside(
    atMost count: Int, _ fill: (UnsafeMutableRawBufferPointer) -> Int?
  ) throws(UndecodableValue) -> Range<Int>? {
    let start = side.count
    guard count <= limits.sideBytes - start else { throw UndecodableValue(.tooLarge) }
    side.append(contentsOf: repeatElement(0, count: count))
    let written = side.withUnsafeMutableBytes {
      fill(UnsafeMutableRawBufferPointer(rebasing: $0[start...]))
    }
    side.removeLast(count - (written ?? 0))
    return written.map { start..<start + $0 }
  }

  /// A text, byte string or long integer that `makeAside` made.
  mutating func add(_ kind: Kind, inSide range: Range<Int>) throws(UndecodableValue) -> Index {
    let index = try add(Self.pack(range), kind)
    nodes[Int(index)].isAside = true
    return index
  }

  /// Makes a node a byte string in `side`; its place in its container stays.
  mutating func setBytes(_ index: Index, inSide range: Range<Int>) {
    nodes[Int(index)].kind = .bytes
    nodes[Int(index)].payload = Self.pack(range)
    nodes[Int(index)].isAside = true
  }

  /// Calls `body` with the bytes of a text, byte string or long integer; nil for anything else.
  func withRaw<Result>(
    _ index: Index, _ source: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer) -> Result
  ) -> Result? {
    let node = nodes[Int(target(index))]
    guard [.text, .bytes, .longInteger].contains(node.kind) else { return nil }
    let start = Int(node.payload >> 32)
    let range = start..<start + Int(UInt32(truncatingIfNeeded: node.payload))
    if !node.isAside { return body(UnsafeRawBufferPointer(rebasing: source[range])) }
    return side.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[range])) }
  }

  /// Whether a node is a text with exactly these characters.
  func isText(_ index: Index, _ text: StaticString, _ source: UnsafeRawBufferPointer) -> Bool {
    guard kind(index) == .text else { return false }
    return withRaw(index, source) {
      $0.count == text.utf8CodeUnitCount
        && $0.elementsEqual(UnsafeBufferPointer(start: text.utf8Start, count: $0.count))
    } ?? false
  }

  /// The nodes in a container, in order, aliases as they are.
  func forEachChild(_ container: Index, _ body: (Index) -> Void) {
    guard [.array, .map, .object].contains(kind(container)) else { return }
    let list = nodes[Int(container)].payload
    var child = list == .max ? Self.none : Index(list >> 32)
    while child != Self.none {
      body(child)
      child = nodes[Int(child)].next
    }
  }

  /// The value of a key of a map, the last of several; nil where there is none, or no map.
  func value(of key: StaticString, in map: Index, _ source: UnsafeRawBufferPointer) -> Index? {
    guard kind(map) == .map else { return nil }
    var name: Index?
    var found: Index?
    forEachChild(map) { child in
      if let known = name {
        if isText(known, key, source) { found = child }
        name = nil
      } else {
        name = child
      }
    }
    return found
  }
}

extension PlainTree {
  /// Puts a node that was made just now at the end of a container: `append` for the case that can't fail.
  mutating func appendNew(_ child: Index, to container: Index) {
    nodes[Int(child)].isPlaced = true
    let list = nodes[Int(container)].payload
    if list == .max {
      nodes[Int(container)].payload = UInt64(child) << 32 | UInt64(child)
    } else {
      nodes[Int(UInt32(truncatingIfNeeded: list))].next = child
      nodes[Int(container)].payload = list & ~0xFFFF_FFFF | UInt64(child)
    }
  }
}

extension PlainTree {
  /// Appends to `side` what a text or byte string, wherever it lies, decodes to.
  ///
  /// - Parameters:
  ///   - room: The most bytes that so many decode to.
  ///   - decode: Gets the bytes and the room for the result; says how many it wrote, or nil.
  mutating func decodeAside(
    _ index: Index, _ source: UnsafeRawBufferPointer, atMost room: (Int) -> Int,
    _ decode: (UnsafeRawBufferPointer, UnsafeMutableRawBufferPointer) -> Int?
  ) throws(UndecodableValue) -> Range<Int>? {
    let node = nodes[Int(index)]
    let start = Int(node.payload >> 32)
    let range = start..<start + Int(UInt32(truncatingIfNeeded: node.payload))
    guard !node.isAside else { return try decodeSide(range, atMost: room(range.count), decode) }
    return try makeAside(atMost: room(range.count)) {
      decode(UnsafeRawBufferPointer(rebasing: source[range]), $0)
    }
  }

  private mutating func decodeSide(
    _ range: Range<Int>, atMost count: Int,
    _ decode: (UnsafeRawBufferPointer, UnsafeMutableRawBufferPointer) -> Int?
  ) throws(UndecodableValue) -> Range<Int>? {
    let start = side.count
    guard count <= limits.sideBytes - start else { throw UndecodableValue(.tooLarge) }
    side.append(contentsOf: repeatElement(0, count: count))
    let written = side.withUnsafeMutableBytes { all in
      decode(
        UnsafeRawBufferPointer(rebasing: all[range]),
        UnsafeMutableRawBufferPointer(rebasing: all[start...]))
    }
    side.removeLast(count - (written ?? 0))
    return written.map { start..<start + $0 }
  }
}
