extension YAMLReader {
  var top: Frame { frames[frames.count - 1] }

  /// Sets what may come next in the innermost collection.
  mutating func expect(_ state: State) { frames[frames.count - 1].state = state }

  /// Puts a node where the innermost collection wants one.
  mutating func put(
    _ node: PlainTree.Index, _ tree: inout PlainTree
  ) throws(UndecodableValue) {
    switch (top.state, top.kind) {
    case (.value, .root):
      tree.setRoot(node)
      expect(.ready)
    case (.value, _):
      try tree.append(node, to: top.node)
      expect(.ready)
    case (.key, _):
      try checkKey(node, tree)
      try tree.append(node, to: top.node)
      expect(.colon)
    default: throw malformed
    }
  }

  /// Python can't have a list or a map as a key.
  func checkKey(_ node: PlainTree.Index, _ tree: PlainTree) throws(UndecodableValue) {
    switch tree.kind(tree.target(node)) {
    case .array, .map: throw malformed
    default: break
    }
  }

  /// Begins a collection.
  mutating func open(
    _ kind: Kind, indent: Int, _ state: State, _ tree: inout PlainTree
  ) throws(UndecodableValue) {
    guard frames.count <= tree.limits.depth else { throw UndecodableValue(.tooDeep) }
    let isMap = kind == .blockMap || kind == .flowMap || kind == .flowPair
    let node = try tree.add(container: isMap ? .map : .array)
    let taken = takeProperties()
    switch taken.tag {
    case nil, .unspecific: break
    case .map where isMap: break
    case .sequence where !isMap: break
    default: throw malformed
    }
    if let anchor = taken.anchor { anchors[anchor] = node }
    try put(node, &tree)
    frames.append(Frame(kind: kind, node: node, indent: indent, state: state))
  }

  mutating func takeProperties() -> Properties {
    defer { properties = Properties() }
    return properties
  }

  /// Gives the innermost collection the nulls that its marks ask for.
  mutating func finishPending(_ tree: inout PlainTree) throws(UndecodableValue) {
    if top.state == .key {
      guard top.kind == .blockMap || !properties.isEmpty else { return }
      try put(emptyNode(&tree), &tree)
    }
    if top.state == .colon { expect(.value) }
    if top.state == .value, top.kind != .flowSequence || !properties.isEmpty {
      try put(emptyNode(&tree), &tree)
    }
    guard properties.isEmpty else { throw malformed }
  }

  /// What an empty place stands for: null, or what its tag makes of an empty text.
  mutating func emptyNode(_ tree: inout PlainTree) throws(UndecodableValue) -> PlainTree.Index {
    try scalarNode(.source(place..<place), isPlain: true, &tree)
  }

  /// The node of an alias, which goes past it.
  private mutating func alias() throws(UndecodableValue) -> PlainTree.Index {
    guard properties.isEmpty, let node = anchors[try anchorName()] else { throw malformed }
    return node
  }

  /// What stands in one place: a scalar, or an alias.
  enum Flat {
    case alias(PlainTree.Index)
    case scalar(Content, isPlain: Bool)
  }

  /// Where the text of a scalar is.
  enum Content {
    case source(Range<Int>)
    case scratch
  }

  /// Reads a scalar or an alias, and the spaces behind it.
  mutating func scanFlat() throws(UndecodableValue) -> Flat {
    switch current {
    case UInt8(ascii: "*"):
      let node = try alias()
      skipSpaces()
      return .alias(node)
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      let content = try quoted()
      skipSpaces()
      return .scalar(content, isPlain: false)
    default: return .scalar(try plain(), isPlain: true)
    }
  }

  mutating func node(
    _ flat: Flat, _ tree: inout PlainTree
  ) throws(UndecodableValue) -> PlainTree.Index {
    switch flat {
    case .alias(let node):
      guard properties.isEmpty else { throw malformed }
      return node
    case .scalar(let content, let isPlain): return try scalarNode(content, isPlain: isPlain, &tree)
    }
  }

  /// Reads anchors and tags, and the spaces behind them.
  mutating func readProperties() throws(UndecodableValue) {
    while current == UInt8(ascii: "&") || current == UInt8(ascii: "!") {
      if current == UInt8(ascii: "&") {
        guard properties.anchor == nil else { throw malformed }
        properties.anchor = try anchorName()
      } else {
        guard properties.tag == nil else { throw malformed }
        properties.tag = try tag()
      }
      skipSpaces()
    }
  }

  /// The name behind `&` or `*`.
  private mutating func anchorName() throws(UndecodableValue) -> String {
    let start = place + 1
    place = start
    while let byte = current, Self.isNameByte(byte) { place += 1 }
    guard place > start, isBlank(at: place) || ",]}:?%@`".utf8.contains(current ?? 0) else {
      throw malformed
    }
    return String(decoding: bytes[start..<place], as: UTF8.self)
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F: true
    default: false
    }
  }

  private mutating func tag() throws(UndecodableValue) -> YAMLTag {
    let start = place
    while !isBlank(at: place), flowDepth == 0 || !",]}".utf8.contains(bytes[place]) { place += 1 }
    guard let tag = YAMLTag(String(decoding: bytes[start..<place], as: UTF8.self)) else {
      throw UndecodableValue(.malformed, at: start)
    }
    return tag
  }
}
