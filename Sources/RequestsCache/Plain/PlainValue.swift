package import FoundationEssentials

/// Plain data as a value of its own, for changing and writing it.
package indirect enum PlainValue: Sendable, Hashable {
  case null
  case bool(Bool)
  case integer(Int64)
  /// A whole number beyond 64 bits, in decimal.
  case longInteger(String)
  case double(Double)
  case text(String)
  /// A text that is not UTF-8, as lone surrogates make it: kept byte by byte.
  case brokenText(Data)
  case bytes(Data)
  /// Milliseconds since 1970-01-01 UTC.
  case date(Int64)
  case array([PlainValue])
  case map(PlainMap)
}

/// Names with values, in an order; each name once.
package struct PlainMap: Sendable, Hashable {
  package struct Member: Sendable, Hashable {
    package var name: String
    package var value: PlainValue

    package init(_ name: String, _ value: PlainValue) {
      self.name = name
      self.value = value
    }
  }

  package private(set) var members: [Member] = []

  package init() {}

  /// A later member replaces the value of an earlier one with its name.
  package init(_ members: some Sequence<Member>) {
    // By their bytes: Swift's equality would take different spellings of a letter for one name.
    var places: [[UInt8]: Int] = [:]
    for member in members {
      if let place = places[Array(member.name.utf8)] {
        self.members[place].value = member.value
      } else {
        places[Array(member.name.utf8)] = self.members.count
        self.members.append(member)
      }
    }
  }

  /// Nil for a name that isn't there; setting nil removes it, a new one goes to the end.
  package subscript(name: String) -> PlainValue? {
    get { place(of: name).map { members[$0].value } }
    set {
      switch (place(of: name), newValue) {
      case (let place?, let value?): members[place].value = value
      case (let place?, nil): members.remove(at: place)
      case (nil, let value?): members.append(Member(name, value))
      case (nil, nil): break
      }
    }
  }

  private func place(of name: String) -> Int? {
    members.firstIndex { $0.name.utf8.elementsEqual(name.utf8) }
  }
}

extension PlainValue {
  /// The value of a node, with everything below it; what stands in several places is copied to
  /// each.
  ///
  /// - Throws: `UndecodableValue` where it is deeper or larger than the limits (its texts and bytes
  ///   larger than `sideBytes` together), or has an object in it.
  package init(
    _ node: PlainNode, limits: PlainTree.Limits = .init()
  ) throws(UndecodableValue) {
    var maker = Maker(limits)
    self = try maker.value(node, depth: limits.depth)
  }

  /// Makes values and counts what they come to.
  private struct Maker {
    private var nodes: Int
    private var bytes: Int

    init(_ limits: PlainTree.Limits) { (nodes, bytes) = (limits.nodes, limits.sideBytes) }

    mutating func value(
      _ node: PlainNode, depth: Int
    ) throws(UndecodableValue) -> PlainValue {
      guard depth > 0 else { throw UndecodableValue(.tooDeep) }
      nodes -= 1
      guard nodes > 0 else { throw UndecodableValue(.tooLarge) }
      switch node.kind {
      case .null: return .null
      case .false: return .bool(false)
      case .true: return .bool(true)
      case .integer: return .integer(node.integer ?? 0)
      case .double: return .double(node.number ?? 0)
      case .date: return .date(node.milliseconds ?? 0)
      case .longInteger: return .longInteger(String(decoding: try take(node), as: UTF8.self))
      case .text: return PlainValue.text(try take(node))
      case .bytes: return .bytes(Data(try take(node)))
      case .array: return try array(node, depth: depth)
      case .map: return try map(node, depth: depth)
      case .object, .alias: throw UndecodableValue(.malformed)
      }
    }

    private mutating func array(
      _ node: PlainNode, depth: Int
    ) throws(UndecodableValue) -> PlainValue {
      var items: [PlainValue] = []
      for child in node.children { items.append(try value(child, depth: depth - 1)) }
      return .array(items)
    }

    private mutating func map(
      _ node: PlainNode, depth: Int
    ) throws(UndecodableValue) -> PlainValue {
      var members: [PlainMap.Member] = []
      var rest = node.children
      while let name = rest.next(), let member = rest.next() {
        if name.raw != nil { _ = try take(name) }
        members.append(.init(PlainValue.key(name), try value(member, depth: depth - 1)))
      }
      return .map(PlainMap(members))
    }

    /// The bytes of a node, once they are counted.
    private mutating func take(
      _ node: PlainNode
    ) throws(UndecodableValue) -> UnsafeRawBufferPointer {
      let raw = node.raw ?? UnsafeRawBufferPointer(start: nil, count: 0)
      bytes -= raw.count
      guard bytes >= 0 else { throw UndecodableValue(.tooLarge) }
      return raw
    }
  }

  fileprivate static func text(_ bytes: UnsafeRawBufferPointer) -> PlainValue {
    let text = String(decoding: bytes, as: UTF8.self)
    return text.utf8.elementsEqual(bytes) ? .text(text) : .brokenText(Data(bytes))
  }

  /// Keys are texts; other plain keys are named as Python prints them.
  fileprivate static func key(_ node: PlainNode) -> String {
    switch node.kind {
    case .text, .longInteger, .bytes:
      String(decoding: node.raw ?? .init(start: nil, count: 0), as: UTF8.self)
    case .integer: String(node.integer ?? 0)
    case .double: String(node.number ?? 0)
    case .true: "True"
    case .false: "False"
    default: "None"
    }
  }
}
