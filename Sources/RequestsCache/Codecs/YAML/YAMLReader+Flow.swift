/// Collections in brackets.
extension YAMLReader {
  mutating func flowToken(_ tree: inout PlainTree) throws(UndecodableValue) {
    switch (current, top.kind, top.state) {
    case (UInt8(ascii: "["), _, _), (UInt8(ascii: "{"), _, _): try openFlow(&tree)
    case (UInt8(ascii: "]"), _, _): try closeFlow(.flowSequence, &tree)
    case (UInt8(ascii: "}"), _, _): try closeFlow(.flowMap, &tree)
    case (UInt8(ascii: ","), _, _): try comma(&tree)
    case (UInt8(ascii: "&"), _, _), (UInt8(ascii: "!"), _, _): try readProperties()
    case (UInt8(ascii: "?"), .flowMap, .key): try markedFlowKey(&tree)
    case (UInt8(ascii: ":"), .flowMap, .colon) where properties.isEmpty:
      expect(.value)
      place += 1
    default: try flowScalar(&tree)
    }
  }

  mutating func openFlow(_ tree: inout PlainTree) throws(UndecodableValue) {
    if current == UInt8(ascii: "{") {
      try open(.flowMap, indent: -1, .key, &tree)
    } else {
      try open(.flowSequence, indent: -1, .value, &tree)
    }
    flowDepth += 1
    place += 1
  }

  /// `? ` in braces, which makes a key even of nothing.
  private mutating func markedFlowKey(_ tree: inout PlainTree) throws(UndecodableValue) {
    place += 1
    skipToToken()
    if current == UInt8(ascii: ",") || current == UInt8(ascii: "}") {
      try put(emptyNode(&tree), &tree)
    }
  }

  private mutating func closeFlow(
    _ kind: Kind, _ tree: inout PlainTree
  ) throws(UndecodableValue) {
    try closePair(&tree)
    guard top.kind == kind else { throw malformed }
    try finishPending(&tree)
    frames.removeLast()
    flowDepth -= 1
    place += 1
  }

  private mutating func closePair(_ tree: inout PlainTree) throws(UndecodableValue) {
    guard top.kind == .flowPair else { return }
    try finishPending(&tree)
    frames.removeLast()
  }

  private mutating func comma(_ tree: inout PlainTree) throws(UndecodableValue) {
    try closePair(&tree)
    let next: State = top.kind == .flowMap ? .key : .value
    guard top.state != next || !properties.isEmpty else { throw malformed }
    try finishPending(&tree)
    expect(next)
    place += 1
  }

  private mutating func flowScalar(_ tree: inout PlainTree) throws(UndecodableValue) {
    let line = lineStart
    let flat = try scanFlat()
    if top.kind == .flowSequence, lineStart == line, current == UInt8(ascii: ":") {
      let own = takeProperties()
      try open(.flowPair, indent: -1, .key, &tree)
      properties = own
      try put(node(flat, &tree), &tree)
      expect(.value)
      place += 1
    } else {
      try put(node(flat, &tree), &tree)
    }
  }
}
