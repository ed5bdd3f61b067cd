/// What a codec asks of nodes that it has made.
extension PlainTree {
  /// Where in the source a text or byte string lies; nil for another kind or place.
  func sourceRange(_ index: Index, of kind: Kind) -> Range<Int>? {
    let node = nodes[Int(index)]
    guard node.kind == kind, !node.isAside else { return nil }
    let start = Int(node.payload >> 32)
    return start..<(start + Int(UInt32(truncatingIfNeeded: node.payload)))
  }

  /// Of a container: whether it has nothing in it.
  func isEmpty(_ container: Index) -> Bool { firstChild(container) == nil }

  /// The first thing in a container.
  func firstChild(_ container: Index) -> Index? {
    let list = nodes[Int(container)].payload
    return list == .max ? nil : Index(list >> 32)
  }

  /// The only thing in a container; nil where there are none or several.
  func onlyChild(_ container: Index) -> Index? {
    let list = nodes[Int(container)].payload
    let (first, last) = (Index(list >> 32), Index(truncatingIfNeeded: list))
    return list != .max && first == last ? first : nil
  }

  /// Whether containers lie in one another no deeper than the limit; what stands in several places
  /// counts where it was put first.
  ///
  /// It takes one look at each node; a value that contains itself is too deep.
  ///
  /// - Throws: `UndecodableValue(.tooDeep)`
  func checkDepth() throws(UndecodableValue) {
    var upcoming = [firstChild(root) ?? Self.none]
    var left = nodes.count
    while let index = upcoming.popLast() {
      guard index != Self.none else { continue }
      left -= 1
      let node = nodes[Int(index)]
      upcoming.append(node.next)
      guard isContainer(node.kind), let child = firstChild(index) else { continue }
      upcoming.append(child)
      guard upcoming.count < limits.depth, left > 0 else { throw UndecodableValue(.tooDeep) }
    }
  }

  private func isContainer(_ kind: Kind) -> Bool {
    kind == .array || kind == .map || kind == .object
  }
}
