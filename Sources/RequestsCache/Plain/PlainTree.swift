/// Plain data in a flat form: what a stored value holds once a codec has read it.
///
/// Nodes lie in one array, 16 bytes each, whatever they hold; texts and byte strings are ranges of the
/// source, or of `side` where the source has them in another form (escapes, base64). Nothing is copied
/// before it is asked for, a body is a slice, and a hostile value can have no more nodes than
/// `Limits.nodes`. A tree is used again for value after value, so that a scan of many allocates little.
package struct PlainTree: Sendable {
  /// The number of a node.
  package typealias Index = UInt32

  /// What a node holds.
  package enum Kind: UInt8, Sendable {
    case null, `false`, `true`
    /// A number of 64 bits.
    case integer
    /// A whole number beyond 64 bits: its decimal digits, as a text.
    case longInteger
    case double
    /// UTF-8, where lone surrogates may be encoded as if they were characters.
    case text
    case bytes
    /// Milliseconds since 1970-01-01 UTC.
    case date
    case array
    /// Keys and values in turn; a later key replaces an earlier equal one.
    case map
    /// An object of a class, read as data: its class name (text), what it was made with, its state.
    case object
    /// The same as another node, which has a place already.
    case alias
  }

  /// What a tree may come to; a value beyond it can't be decoded.
  package struct Limits: Sendable {
    /// Nodes. Default: 4,000,000, which is 64 MB.
    package var nodes = 4_000_000
    /// Bytes that are not in the source in this form. Default: 256 MiB.
    package var sideBytes = 256 << 20
    /// How deep containers lie in one another. Default: 512.
    package var depth = 512

    package init() {}
  }

  struct Node: Sendable {
    var payload: UInt64
    var next: Index = PlainTree.none
    var kind: Kind
    /// Whether a text or byte string lies in `side`.
    var isAside = false
    /// Whether it is in a container, or the root.
    var isPlaced = false
  }

  static let none = Index.max

  package var limits: Limits
  var nodes: [Node] = []
  var side: [UInt8] = []
  /// The whole value; set by the codec at the end.
  private(set) var root = PlainTree.none

  package init(limits: Limits = Limits()) { self.limits = limits }

  /// Forgets everything but the limits and the memory.
  package mutating func removeAll() {
    nodes.removeAll(keepingCapacity: nodes.capacity <= 1 << 16)
    side.removeAll(keepingCapacity: side.capacity <= 1 << 20)
    root = PlainTree.none
  }
}

// MARK: Making one

extension PlainTree {
  package mutating func addNull() throws(UndecodableValue) -> Index { try add(0, .null) }

  package mutating func add(_ value: Bool) throws(UndecodableValue) -> Index {
    try add(0, value ? .true : .false)
  }

  package mutating func add(_ value: Int64) throws(UndecodableValue) -> Index {
    try add(UInt64(bitPattern: value), .integer)
  }

  package mutating func add(_ value: Double) throws(UndecodableValue) -> Index {
    try add(value.bitPattern, .double)
  }

  /// A date, in milliseconds since 1970.
  package mutating func add(milliseconds: Int64) throws(UndecodableValue) -> Index {
    try add(UInt64(bitPattern: milliseconds), .date)
  }

  /// A text, byte string or long integer that lies in the source.
  package mutating func add(_ kind: Kind, _ range: Range<Int>) throws(UndecodableValue) -> Index {
    try add(Self.pack(range), kind)
  }

  /// A text, byte string or long integer that does not lie in the source.
  package mutating func add(
    _ kind: Kind, aside bytes: some Collection<UInt8>
  ) throws(UndecodableValue) -> Index {
    let start = side.count
    guard bytes.count <= limits.sideBytes - start else { throw UndecodableValue(.tooLarge) }
    side.append(contentsOf: bytes)
    let index = try add(Self.pack(start..<side.count), kind)
    nodes[Int(index)].isAside = true
    return index
  }

  /// An empty array, map or object.
  package mutating func add(container kind: Kind) throws(UndecodableValue) -> Index {
    try add(Self.emptyList, kind)
  }

  /// Puts a node at the end of a container; where it has a place already, the same value again.
  package mutating func append(_ child: Index, to container: Index) throws(UndecodableValue) {
    let child = try placed(child)
    let list = nodes[Int(container)].payload
    if list == Self.emptyList {
      nodes[Int(container)].payload = UInt64(child) << 32 | UInt64(child)
    } else {
      nodes[Int(UInt32(truncatingIfNeeded: list))].next = child
      nodes[Int(container)].payload = list & ~0xFFFF_FFFF | UInt64(child)
    }
  }

  /// Ends the making.
  package mutating func setRoot(_ index: Index) {
    root = index
    nodes[Int(index)].isPlaced = true
  }

  /// The node that is the same as another: itself, or an alias.
  package func target(_ index: Index) -> Index {
    nodes[Int(index)].kind == .alias ? Index(nodes[Int(index)].payload) : index
  }

  package func kind(_ index: Index) -> Kind { nodes[Int(index)].kind }

  private mutating func placed(_ index: Index) throws(UndecodableValue) -> Index {
    let node = nodes[Int(index)]
    guard node.isPlaced else {
      nodes[Int(index)].isPlaced = true
      return index
    }
    let copy =
      switch node.kind {
      case .array, .map, .object: try add(UInt64(index), .alias)
      default: try add(node.payload, node.kind)
      }
    nodes[Int(copy)].isAside = node.isAside
    nodes[Int(copy)].isPlaced = true
    return copy
  }

  mutating func add(_ payload: UInt64, _ kind: Kind) throws(UndecodableValue) -> Index {
    guard nodes.count < limits.nodes else { throw UndecodableValue(.tooLarge) }
    nodes.append(Node(payload: payload, kind: kind))
    return Index(nodes.count - 1)
  }

  private static let emptyList = UInt64.max

  /// Sources are smaller than 4 GiB: SQLite has no larger value, and files are not read beyond.
  static func pack(_ range: Range<Int>) -> UInt64 {
    UInt64(range.lowerBound) << 32 | UInt64(range.count)
  }
}
