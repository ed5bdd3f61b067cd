extension PickleMachine {
  /// Pushes an empty container.
  @inline(__always)
  mutating func add(
    _ kind: PlainTree.Kind, _ tree: inout PlainTree
  ) throws(UndecodableValue) {
    push(try container(kind, &tree))
  }

  @inline(__always)
  mutating func container(
    _ kind: PlainTree.Kind, _ tree: inout PlainTree
  ) throws(UndecodableValue) -> PlainTree.Index {
    containers += 1
    return try tree.add(container: kind)
  }

  /// Puts everything since the last mark into the container before it.
  @inline(__always)
  mutating func addAll(
    to kind: PlainTree.Kind, _ reader: PickleReader, _ tree: inout PlainTree
  ) throws(UndecodableValue) {
    try addLast(stack.count - (try unmark(reader)), to: kind, reader, &tree)
  }

  /// Puts the last values of the stack into the container before them.
  mutating func addLast(
    _ count: Int, to kind: PlainTree.Kind, _ reader: PickleReader, _ tree: inout PlainTree
  ) throws(UndecodableValue) {
    let start = stack.count - count
    guard start > floor, kind != .map || count.isMultiple(of: 2),
      tree.kind(stack[start - 1]) == kind
    else { throw malformed(reader) }
    let container = stack[start - 1]
    for index in start..<stack.count { try tree.append(stack[index], to: container) }
    stack.removeLast(count)
  }

  /// Makes one array of the last values of the stack.
  mutating func gather(
    _ count: Int, _ reader: PickleReader, _ tree: inout PlainTree
  ) throws(UndecodableValue) {
    let start = stack.count - count
    guard start >= floor else { throw malformed(reader) }
    let tuple = try container(.array, &tree)
    for index in start..<stack.count { try tree.append(stack[index], to: tuple) }
    stack.removeLast(count)
    push(tuple)
  }

  /// Pushes a whole number of so many bytes, the lowest first, in two's complement.
  mutating func addLong(
    _ count: Int, _ reader: inout PickleReader, _ tree: inout PlainTree
  ) throws(UndecodableValue) {
    let range = try reader.skip(count)
    guard count <= DecimalText.byteLimit else {
      throw UndecodableValue(.tooLarge, at: range.lowerBound)
    }
    let bytes = UnsafeRawBufferPointer(rebasing: reader.bytes[range])
    if let value = DecimalText.small(bytes) { return push(try tree.add(value)) }
    push(try tree.add(.longInteger, aside: DecimalText.digits(bytes)))
  }
}
