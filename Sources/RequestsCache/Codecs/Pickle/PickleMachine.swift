/// Reads pickles as data: it has no instruction that makes a Python object or runs anything.
///
/// It keeps the memory of its stack and memo between values, so a scan of many should have one.
/// Calls of the classes in `PickleClass` become `.object` nodes, with the class's name, the
/// arguments and the state; any other class or function ends the reading with `.unsafePickle` and
/// its name.
///
/// Whatever the bytes are, it takes time proportional to them, and memory of at most 32 bytes for
/// each of them and 8 KiB besides, or twice that where arrays have grown ahead: there is no more
/// than one node for each byte, bytes are not copied but for long numbers, and a memo number is
/// smaller than its place. Values deeper than the tree's limit are refused, but one that contains
/// itself through an alias is not: readers of the tree count how deep they go.
package struct PickleMachine: Sendable {
  /// The nodes that are not in a container yet.
  var stack: [PlainTree.Index] = []
  /// Where the stack began before each mark.
  var marks: [Int] = []
  /// Where the stack begins since the last mark.
  var floor = 0
  var memo: [PlainTree.Index] = []
  var classes: [ClassReference] = []
  /// What stands for each of them.
  var classNodes: [PlainTree.Index] = []
  /// Unknown classes that were named and not (yet) called with a text.
  var strangers = 0
  /// Unknown classes that were named, each once.
  var strangerNames = 0
  var containers = 0

  package init() {
    stack.reserveCapacity(64)
    memo.reserveCapacity(128)
  }

  /// Reads a pickle of protocol 2 to 5 into a tree that was emptied.
  ///
  /// - Throws: `UndecodableValue`: what it was, and at which byte. The tree is of no use then.
  package mutating func decode(
    _ bytes: UnsafeRawBufferPointer, into tree: inout PlainTree
  ) throws(UndecodableValue) {
    guard !bytes.isEmpty else { throw UndecodableValue(.empty) }
    guard bytes.count < Int(UInt32.max) else { throw UndecodableValue(.tooLarge) }
    reset()
    var reader = PickleReader(bytes)
    try readProtocol(&reader)
    while true {
      let code = try reader.byte()
      if code == PickleOpcode.stop { break }
      try step(code, &reader, &tree)
    }
    try finish(reader, &tree)
  }

  /// Forgets what the last value left, but for the memory; of a very large one, that too.
  private mutating func reset() {
    stack.removeAll(keepingCapacity: stack.capacity <= 1 << 16)
    marks.removeAll(keepingCapacity: marks.capacity <= 1 << 16)
    memo.removeAll(keepingCapacity: memo.capacity <= 1 << 16)
    classes.removeAll(keepingCapacity: true)
    classNodes.removeAll(keepingCapacity: true)
    (floor, strangers, strangerNames, containers) = (0, 0, 0, 0)
  }

  private func readProtocol(_ reader: inout PickleReader) throws(UndecodableValue) {
    guard try reader.byte() == PickleOpcode.proto, case 2...5 = try reader.byte() else {
      throw UndecodableValue(.malformed, at: 0)
    }
  }

  private func finish(
    _ reader: PickleReader, _ tree: inout PlainTree
  ) throws(UndecodableValue) {
    guard reader.isAtEnd, stack.count == 1, marks.isEmpty, let value = stack.first else {
      throw UndecodableValue(.malformed, at: reader.place - 1)
    }
    guard strangers == 0 else { throw unsafe(classes.first { $0.known == nil }) }
    tree.setRoot(value)
    // Fewer containers than that can't lie too deep.
    if containers >= tree.limits.depth { try tree.checkDepth() }
  }
}

// MARK: The stack

extension PickleMachine {
  @inline(__always)
  mutating func push(_ node: PlainTree.Index) { stack.append(node) }

  @inline(__always)
  mutating func pop(_ reader: PickleReader) throws(UndecodableValue) -> PlainTree.Index {
    guard stack.count > floor else { throw malformed(reader) }
    return stack.removeLast()
  }

  @inline(__always)
  func top(_ reader: PickleReader) throws(UndecodableValue) -> PlainTree.Index {
    guard stack.count > floor else { throw malformed(reader) }
    return stack[stack.count - 1]
  }

  @inline(__always)
  mutating func mark() {
    marks.append(floor)
    floor = stack.count
  }

  /// Takes the last mark away and says where the stack was then.
  @inline(__always)
  mutating func unmark(_ reader: PickleReader) throws(UndecodableValue) -> Int {
    guard let before = marks.popLast() else { throw malformed(reader) }
    defer { floor = before }
    return floor
  }

  func malformed(_ reader: PickleReader) -> UndecodableValue {
    UndecodableValue(.malformed, at: reader.place - 1)
  }
}
