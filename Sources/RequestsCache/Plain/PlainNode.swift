import Glibc

/// A place in a `PlainTree`, valid inside the closure that was given it.
///
/// Reading goes from container to child and follows aliases; containers may contain themselves that
/// way, so whoever goes down without end has to count.
package struct PlainNode {
  private let tree: UnsafeBufferPointer<PlainTree.Node>
  private let source: UnsafeRawBufferPointer
  private let side: UnsafeRawBufferPointer
  private let node: PlainTree.Node

  fileprivate init(
    _ tree: UnsafeBufferPointer<PlainTree.Node>, _ source: UnsafeRawBufferPointer,
    _ side: UnsafeRawBufferPointer, _ index: PlainTree.Index
  ) {
    self.tree = tree
    self.source = source
    self.side = side
    let node = tree[Int(index)]
    self.node = node.kind == .alias ? tree[Int(node.payload)] : node
  }

  private func at(_ index: PlainTree.Index) -> PlainNode { PlainNode(tree, source, side, index) }

  /// What it holds; never `.alias`.
  package var kind: PlainTree.Kind { node.kind }

  package var isNull: Bool { node.kind == .null }

  package var bool: Bool? {
    switch node.kind {
    case .true: true
    case .false: false
    default: nil
    }
  }

  package var integer: Int64? {
    node.kind == .integer ? Int64(bitPattern: node.payload) : nil
  }

  /// A number, whole or not.
  package var number: Double? {
    switch node.kind {
    case .integer: Double(Int64(bitPattern: node.payload))
    case .double: Double(bitPattern: node.payload)
    default: nil
    }
  }

  /// Milliseconds since 1970, of a date.
  package var milliseconds: Int64? {
    node.kind == .date ? Int64(bitPattern: node.payload) : nil
  }

  /// The bytes of a text, byte string or long integer; nil for anything else.
  package var raw: UnsafeRawBufferPointer? {
    switch node.kind {
    case .text, .bytes, .longInteger:
      let start = Int(node.payload >> 32)
      let bytes = node.isAside ? side : source
      return UnsafeRawBufferPointer(
        rebasing: bytes[start..<start + Int(UInt32(truncatingIfNeeded: node.payload))])
    default: return nil
    }
  }

  /// Where in the source a text or byte string lies; nil where it doesn't.
  package var sourceRange: Range<Int>? {
    guard raw != nil, !node.isAside else { return nil }
    let start = Int(node.payload >> 32)
    return start..<start + Int(UInt32(truncatingIfNeeded: node.payload))
  }

  /// How many bytes the whole tree is made from.
  package var sourceCount: Int { source.count }

  /// A text; what is not UTF-8 in it is repaired.
  package var text: String? {
    guard node.kind == .text, let raw else { return nil }
    return String(decoding: raw, as: UTF8.self)
  }

  /// Whether it is a text with exactly these characters.
  package func isText(_ text: StaticString) -> Bool {
    guard node.kind == .text, let raw, raw.count == text.utf8CodeUnitCount else { return false }
    guard let start = raw.baseAddress else { return true }
    return memcmp(start, text.utf8Start, raw.count) == 0
  }

  /// The items of an array or object, the keys and values of a map in turn; nothing for others.
  package var children: Children {
    switch node.kind {
    case .array, .map, .object:
      Children(
        parent: self, upcoming: node.payload == .max ? PlainTree.none : UInt32(node.payload >> 32))
    default: Children(parent: self, upcoming: PlainTree.none)
    }
  }

  /// The value of a key of a map: the last of several, as Python has it.
  package subscript(key: StaticString) -> PlainNode? {
    guard node.kind == .map else { return nil }
    var found: PlainNode?
    var rest = children
    while let name = rest.next(), let value = rest.next() {
      if name.isText(key) { found = value }
    }
    return found
  }

  /// Calls `body` with each key and value of a map.
  package func forEachMember<Failure: Error>(
    _ body: (PlainNode, PlainNode) throws(Failure) -> Void
  ) throws(Failure) {
    guard node.kind == .map else { return }
    var rest = children
    while let name = rest.next(), let value = rest.next() { try body(name, value) }
  }

  /// A sequence of nodes.
  package struct Children: Sequence, IteratorProtocol {
    fileprivate let parent: PlainNode
    fileprivate var upcoming: PlainTree.Index

    package mutating func next() -> PlainNode? {
      guard upcoming != PlainTree.none else { return nil }
      let node = parent.at(upcoming)
      upcoming = parent.tree[Int(upcoming)].next
      return node
    }
  }
}

extension PlainTree {
  /// Reads the tree with the source that it was made from. Nil when there is no root.
  package func withRoot<Result>(
    _ source: UnsafeRawBufferPointer, _ body: (PlainNode) throws -> Result
  ) rethrows -> Result? {
    guard root != PlainTree.none else { return nil }
    return try nodes.withUnsafeBufferPointer { nodes in
      try side.withUnsafeBytes { side in
        try body(PlainNode(nodes, source, side, root))
      }
    }
  }
}
