extension YAMLReader {
  /// Makes the node of a scalar, with the properties that were read.
  mutating func scalarNode(
    _ content: Content, isPlain: Bool, _ tree: inout PlainTree
  ) throws(UndecodableValue) -> PlainTree.Index {
    let taken = takeProperties()
    var tag = taken.tag ?? (isPlain ? .unspecific : .text)
    if tag == .unspecific { tag = try implicitTag(content) }
    let node =
      switch tag {
      case .text: try text(content, &tree)
      case .binary: try binary(content, &tree)
      case .null: try tree.addNull()
      case .bool: try bool(content, &tree)
      case .integer: try integer(content, &tree)
      case .float: try float(content, &tree)
      case .map, .sequence, .unspecific: throw malformed
      }
    if let anchor = taken.anchor { anchors[anchor] = node }
    return node
  }

  private func withBytes<Result>(
    _ content: Content, _ body: (UnsafeRawBufferPointer) -> Result
  ) -> Result {
    switch content {
    case .source(let range): body(UnsafeRawBufferPointer(rebasing: bytes[range]))
    case .scratch: scratch.withUnsafeBytes(body)
    }
  }

  private func implicitTag(_ content: Content) throws(UndecodableValue) -> YAMLTag {
    guard let tag = withBytes(content, YAMLTag.init(ofPlain:)) else { throw malformed }
    return tag
  }

  private func text(
    _ content: Content, _ tree: inout PlainTree
  ) throws(UndecodableValue) -> PlainTree.Index {
    switch content {
    case .source(let range): try tree.add(.text, range)
    case .scratch: try tree.add(.text, aside: scratch)
    }
  }

  private func bool(
    _ content: Content, _ tree: inout PlainTree
  ) throws(UndecodableValue) -> PlainTree.Index {
    guard let value = withBytes(content, YAMLNumbers.bool) else { throw malformed }
    return try tree.add(value)
  }

  private func integer(
    _ content: Content, _ tree: inout PlainTree
  ) throws(UndecodableValue) -> PlainTree.Index {
    switch withBytes(content, YAMLNumbers.integer) {
    case .short(let value): try tree.add(value)
    case .long(let digits): try tree.add(.longInteger, aside: digits)
    case nil: throw malformed
    }
  }

  private func float(
    _ content: Content, _ tree: inout PlainTree
  ) throws(UndecodableValue) -> PlainTree.Index {
    guard let value = withBytes(content, YAMLNumbers.float) else { throw malformed }
    return try tree.add(value)
  }

  /// Base64 in lines.
  private func binary(
    _ content: Content, _ tree: inout PlainTree
  ) throws(UndecodableValue) -> PlainTree.Index {
    let digits = withBytes(content) { text in text.filter { $0 != 0x0A && $0 != 0x20 } }
    let range = try tree.makeAside(atMost: Base64.room(digits.count)) { room in
      digits.withUnsafeBytes { Base64.decodeExactly($0, to: room) }
    }
    if let range { return try tree.add(.bytes, inSide: range) }
    guard let bytes = Base64.decodeLeniently(digits) else { throw malformed }
    return try tree.add(.bytes, aside: bytes)
  }
}
