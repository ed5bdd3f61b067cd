/// Reads one YAML document into a tree, in one pass from token to token.
///
/// Collections that have not ended lie on a stack: those in blocks with their indentation, at which a
/// later line ends them; those in brackets above them.
struct YAMLReader {
  enum Kind {
    case root, blockMap, blockSequence, flowMap, flowSequence
    /// A sequence that has the indentation of its key.
    case flushSequence
    /// The one member of `[key: value]`.
    case flowPair
  }

  /// What may come next in a collection.
  enum State {
    /// A key, an item's mark or a comma, but no node.
    case ready
    /// A node that is a key.
    case key
    /// The colon of a key that is there.
    case colon
    /// A node that is a value, an item or the document.
    case value
  }

  struct Frame {
    var kind: Kind
    var node: PlainTree.Index
    var indent: Int
    var state: State
  }

  /// The anchor and tag of the node that comes next.
  struct Properties {
    var anchor: String?
    var tag: YAMLTag?

    var isEmpty: Bool { anchor == nil && tag == nil }
  }

  let bytes: UnsafeRawBufferPointer
  var place = 0
  var lineStart = 0
  /// Whether a key or an item's mark may stand here: at the beginning of a line or behind a mark.
  var isFresh = true
  var frames = [Frame(kind: .root, node: PlainTree.none, indent: -1, state: .value)]
  var flowDepth = 0
  var properties = Properties()
  var anchors: [String: PlainTree.Index] = [:]
  /// The last scalar, where it isn't a range of the source.
  var scratch: [UInt8] = []

  /// - Throws: Where there is a character that YAML allows only as an escape.
  init(_ bytes: UnsafeRawBufferPointer) throws(UndecodableValue) {
    self.bytes = bytes
    try YAMLCharacters.check(bytes)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { (place, lineStart) = (3, 3) }
  }

  mutating func read(into tree: inout PlainTree) throws(UndecodableValue) {
    try prologue()
    while try step(&tree) {}
    guard flowDepth == 0 else { throw UndecodableValue(.truncated, at: place) }
    while frames.count > 1 { try closeBlock(&tree) }
    try finishPending(&tree)
    guard properties.isEmpty else { throw malformed }
  }

  /// Reads a token; false at the end of the document.
  private mutating func step(_ tree: inout PlainTree) throws(UndecodableValue) -> Bool {
    skipToToken()
    guard place < bytes.count else { return false }
    if isDocumentMark {
      guard flowDepth == 0 else { throw malformed }
      try epilogue()
      return false
    }
    if flowDepth > 0 { try flowToken(&tree) } else { try blockToken(&tree) }
    return true
  }

  /// Directives, which only a document's start may follow, and that start.
  private mutating func prologue() throws(UndecodableValue) {
    skipToToken()
    var hasDirective = false
    while column == 0, current == UInt8(ascii: "%") {
      guard follows("%YAML ") else { throw malformed }
      hasDirective = true
      skipLine()
      skipToToken()
    }
    guard isDocumentMark else {
      if hasDirective { throw malformed }
      return
    }
    guard current == UInt8(ascii: "-") else { throw malformed }
    place += 3
    isFresh = false
  }

  /// The end of the document, with no other behind it.
  private mutating func epilogue() throws(UndecodableValue) {
    while isDocumentMark, current == UInt8(ascii: ".") {
      place += 3
      skipToToken()
    }
    guard place == bytes.count else { throw malformed }
  }

  var malformed: UndecodableValue { UndecodableValue(.malformed, at: place) }
}
