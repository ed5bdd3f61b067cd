extension YAMLReader {
  mutating func blockToken(_ tree: inout PlainTree) throws(UndecodableValue) {
    let isMark = isBlank(at: place + 1)
    try unwind(isItem: isMark && current == UInt8(ascii: "-"), &tree)
    switch current {
    case UInt8(ascii: "-") where isMark: try item(&tree)
    case UInt8(ascii: "?") where isMark: try markedKey(&tree)
    case UInt8(ascii: ":") where isMark: try markedValue(&tree)
    default: try blockNode(&tree)
    }
  }

  /// Ends the collections that a token in this column is not in.
  private mutating func unwind(
    isItem: Bool, _ tree: inout PlainTree
  ) throws(UndecodableValue) {
    while top.indent > column { try closeBlock(&tree) }
    if top.kind == .flushSequence, top.indent == column, !isItem { try closeBlock(&tree) }
  }

  mutating func closeBlock(_ tree: inout PlainTree) throws(UndecodableValue) {
    try finishPending(&tree)
    frames.removeLast()
  }

  /// `- `
  private mutating func item(_ tree: inout PlainTree) throws(UndecodableValue) {
    guard isFresh else { throw malformed }
    switch top.kind {
    case .blockSequence where top.indent == column, .flushSequence where top.indent == column:
      try finishPending(&tree)
    case .blockMap where top.indent == column:
      try open(.flushSequence, indent: column, .ready, &tree)
    default:
      try checkIsInside(column)
      try open(.blockSequence, indent: column, .ready, &tree)
    }
    expect(.value)
    place += 1
  }

  /// `? `
  private mutating func markedKey(_ tree: inout PlainTree) throws(UndecodableValue) {
    guard isFresh else { throw malformed }
    try beginMember(at: column, &tree)
    expect(.key)
    place += 1
  }

  /// `: ` behind a key that has a mark.
  private mutating func markedValue(_ tree: inout PlainTree) throws(UndecodableValue) {
    guard isFresh, top.kind == .blockMap, top.indent == column else { throw malformed }
    if top.state == .key { try put(emptyNode(&tree), &tree) }
    guard top.state == .colon else { throw malformed }
    expect(.value)
    place += 1
  }

  /// Makes ready for a key in a map of this column, a new one where there is none yet.
  private mutating func beginMember(
    at column: Int, _ tree: inout PlainTree
  ) throws(UndecodableValue) {
    if top.kind == .blockMap, top.indent == column { return try finishPending(&tree) }
    try checkIsInside(column)
    try open(.blockMap, indent: column, .ready, &tree)
  }

  /// A scalar, an alias or the beginning of brackets, with its properties.
  private mutating func blockNode(_ tree: inout PlainTree) throws(UndecodableValue) {
    let (mayBeKey, line, column) = (isFresh, lineStart, column)
    let outer = takeProperties()
    isFresh = false
    try readProperties()
    if atLineEnd { return try join(outer) }
    if current == UInt8(ascii: "[") || current == UInt8(ascii: "{") {
      try checkIsInside(column)
      try join(outer)
      return try openFlow(&tree)
    }
    if current == UInt8(ascii: "|") || current == UInt8(ascii: ">") {
      try join(outer)
      try blockScalar()
      return try put(scalarNode(.scratch, isPlain: false, &tree), &tree)
    }
    let flat = try scanFlat()
    if mayBeKey, lineStart == line, current == UInt8(ascii: ":"), isBlank(at: place + 1) {
      return try key(flat, at: column, outer: outer, &tree)
    }
    try checkIsInside(column)
    try join(outer)
    try put(node(flat, &tree), &tree)
  }

  /// A key; the properties before it on its line are its own, those on a line above its map's.
  private mutating func key(
    _ flat: Flat, at column: Int, outer: Properties, _ tree: inout PlainTree
  ) throws(UndecodableValue) {
    let own = takeProperties()
    properties = outer
    try beginMember(at: column, &tree)
    properties = own
    expect(.key)
    try put(node(flat, &tree), &tree)
    expect(.value)
    place += 1
  }

  /// Adds the properties that stood on a line above.
  private mutating func join(_ outer: Properties) throws(UndecodableValue) {
    guard outer.anchor == nil || properties.anchor == nil, outer.tag == nil || properties.tag == nil
    else { throw malformed }
    properties.anchor = properties.anchor ?? outer.anchor
    properties.tag = properties.tag ?? outer.tag
  }

  /// What stands in the column of a collection has to be a key or an item.
  private func checkIsInside(_ column: Int) throws(UndecodableValue) {
    guard column > top.indent else { throw malformed }
  }
}
