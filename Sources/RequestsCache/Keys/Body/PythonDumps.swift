/// Writes plain data as Python's `json.dumps` does: `", "` and `": "` between things, ASCII alone,
/// numbers as Python prints them. Of equal names the last value counts, in the first one's place.
struct PythonDumps {
  private(set) var output: [UInt8] = []
  private var open: [Container] = []

  /// A container of which something is still to be written.
  private struct Container {
    var items: PlainNode.Children?
    var members: ArraySlice<PythonDict.Member> = []
    var isStarted = false
  }

  /// Writes a value with all that is in it, without recursion.
  mutating func write(_ node: PlainNode) {
    writeStart(node)
    while let last = open.indices.last {
      guard let next = next(&open[last]) else {
        let container = open.removeLast()
        write(container.items == nil ? "}" : "]")
        continue
      }
      if open[last].isStarted { write(", ") }
      open[last].isStarted = true
      if let name = next.name { writeName(name) }
      writeStart(next.value)
    }
  }

  mutating func write(_ text: StaticString) {
    output += UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
  }

  mutating func writeName(_ name: PlainNode) {
    writeText(name)
    write(": ")
  }

  private func next(_ container: inout Container) -> (name: PlainNode?, value: PlainNode)? {
    guard container.items != nil else {
      return container.members.popFirst().map { ($0.name, $0.value) }
    }
    return container.items?.next().map { (nil, $0) }
  }

  /// Writes a scalar, or opens a container.
  private mutating func writeStart(_ node: PlainNode) {
    switch node.kind {
    case .array:
      write("[")
      open.append(Container(items: node.children))
    case .map:
      write("{")
      open.append(Container(members: PythonDict.members(of: node)[...]))
    case .true: write("true")
    case .false: write("false")
    case .integer: output += String(node.integer ?? 0).utf8
    case .longInteger: output += node.raw ?? UnsafeRawBufferPointer(start: nil, count: 0)
    case .double: output += PythonFloat.json(node.number ?? 0).utf8
    case .text: writeText(node)
    default: write("null")
    }
  }

  private mutating func writeText(_ node: PlainNode) {
    writeText(node.raw ?? UnsafeRawBufferPointer(start: nil, count: 0))
  }

  mutating func writeText(_ text: UnsafeRawBufferPointer) {
    output.append(UInt8(ascii: "\""))
    if text.allSatisfy({ $0 >= 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x5C }) {
      output += text
    } else {
      LooseUTF8.forEach(text) { code, _ in writeCharacter(code) }
    }
    output.append(UInt8(ascii: "\""))
  }

  private mutating func writeCharacter(_ code: UInt32) {
    switch code {
    case 0x22: write("\\\"")
    case 0x5C: write("\\\\")
    case 0x0A: write("\\n")
    case 0x0D: write("\\r")
    case 0x09: write("\\t")
    case 0x0C: write("\\f")
    case 0x08: write("\\b")
    case 0x20..<0x7F: output.append(UInt8(truncatingIfNeeded: code))
    case 0x10000...:
      writeEscape(0xD800 + (code - 0x10000) >> 10)
      writeEscape(0xDC00 + (code - 0x10000) & 0x3FF)
    default: writeEscape(code)
    }
  }

  private mutating func writeEscape(_ unit: UInt32) {
    write("\\u")
    for shift in [12, 8, 4, 0] as [UInt32] {
      output.append(Hex.lowercased(Hex.digit(UInt8(truncatingIfNeeded: unit >> shift & 15))))
    }
  }
}

/// The members of a map as a `dict` has them.
enum PythonDict {
  struct Member {
    var name: PlainNode
    var value: PlainNode

    func isNamed(_ text: [UInt8]) -> Bool { name.raw?.elementsEqual(text) ?? false }
  }

  /// Each name once, where it came first, with the value that came last.
  static func members(of map: PlainNode) -> [Member] {
    var members: [Member] = []
    var places: [Name: Int] = [:]
    map.forEachMember { name, value in
      let place = places[Name(name), default: members.count]
      if place == members.count {
        places[Name(name)] = place
        members.append(Member(name: name, value: value))
      } else {
        members[place].value = value
      }
    }
    return members
  }

  /// A text as its bytes, which are not copied.
  private struct Name: Hashable {
    let bytes: UnsafeRawBufferPointer

    init(_ node: PlainNode) { bytes = node.raw ?? UnsafeRawBufferPointer(start: nil, count: 0) }

    static func == (left: Name, right: Name) -> Bool { left.bytes.elementsEqual(right.bytes) }

    func hash(into hasher: inout Hasher) { hasher.combine(bytes: bytes) }
  }
}
