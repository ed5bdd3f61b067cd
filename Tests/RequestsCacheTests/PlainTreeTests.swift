import RequestsCache
import Testing

@Suite struct PlainTreeTests {
  @Test func `a container's children come back in order, the last of equal keys wins`() throws {
    let source = Array("abab".utf8)
    var tree = PlainTree()
    let map = try tree.add(container: .map)
    for (key, value) in [(0..<1, 1), (1..<2, 2), (2..<3, 3)] as [(Range<Int>, Int64)] {
      try tree.append(try tree.add(.text, key), to: map)
      try tree.append(try tree.add(value), to: map)
    }
    tree.setRoot(map)
    let value = try source.withUnsafeBytes { source in
      try tree.withRoot(source) { node in
        #expect(node["a"]?.integer == 3)
        #expect(node["b"]?.integer == 2)
        #expect(node["c"] == nil)
        return try PlainValue(node)
      }
    }
    #expect(value == .map(PlainMap([.init("a", .integer(3)), .init("b", .integer(2))])))
  }

  @Test func `a container that contains itself is too deep, not endless`() throws {
    var tree = PlainTree()
    let list = try tree.add(container: .array)
    tree.setRoot(list)
    let outer = try tree.add(container: .array)
    try tree.append(list, to: outer)
    try tree.append(list, to: list)
    #expect(throws: UndecodableValue(.tooDeep)) {
      _ = try tree.withRoot(UnsafeRawBufferPointer(start: nil, count: 0)) { try PlainValue($0) }
    }
  }

  @Test func `a tree takes no more nodes than its limit`() throws {
    var limits = PlainTree.Limits()
    limits.nodes = 2
    var tree = PlainTree(limits: limits)
    _ = try tree.add(Int64(1))
    _ = try tree.addNull()
    #expect(throws: UndecodableValue(.tooLarge)) { _ = try tree.add(true) }
  }
}
