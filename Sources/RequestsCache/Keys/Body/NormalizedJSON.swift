/// A JSON body as requests-cache compares it: the members of the object sorted by name, the items
/// of an array sorted, the values of ignored names replaced, all written anew.
struct NormalizedJSON {
  private(set) var bytes: [UInt8] = []
  private(set) var redacted: [String] = []
  private var dumps = PythonDumps()
  private let names: IgnoredNames

  /// Larger bodies are taken as sent, and so are those of two bytes.
  static let sizes = 3...(10 << 20)

  /// Nil for what stays as it was sent: what is not JSON, a number or `null` alone, an array with
  /// items that Python can't compare or, with ignored names, can't put in a set.
  ///
  /// - Parameter rootKey: the member whose value is normalized instead of the whole, if it is
  ///   there.
  init?(_ body: [UInt8], ignoring names: IgnoredNames, rootKey: String?) {
    guard Self.sizes.contains(body.count) else { return nil }
    self.names = names
    do {
      try body.withUnsafeBytes { body in
        var tree = PlainTree()
        try PythonJSONReader.read(body, into: &tree)
        try tree.withRoot(body) { try write($0, rootKey: rootKey) }
      }
    } catch { return nil }
    bytes = dumps.output
  }

  private mutating func write(_ root: PlainNode, rootKey: String?) throws {
    let members = rootKey != nil && root.kind == .map ? PythonDict.members(of: root) : []
    let name = Array((rootKey ?? "").utf8)
    guard members.contains(where: { $0.isNamed(name) }) else { return try writeFiltered(root) }
    try writeMembers(members) { writer, member in
      guard member.isNamed(name) else { return writer.dumps.write(member.value) }
      try writer.writeFiltered(member.value)
    }
  }

  private mutating func writeFiltered(_ node: PlainNode) throws {
    switch node.kind {
    case .map:
      try writeMembers(PythonOrder.byName(node)) { $0.writeRedacted($1) }
    case .array: try writeItems(Array(node.children))
    case .text: writeCharacters(node.raw ?? UnsafeRawBufferPointer(start: nil, count: 0))
    default: throw PythonOrder.Failure()
    }
  }

  private mutating func writeMembers(
    _ members: [PythonDict.Member],
    _ body: (inout NormalizedJSON, PythonDict.Member) throws -> Void
  ) throws {
    dumps.write("{")
    for (index, member) in members.enumerated() {
      if index > 0 { dumps.write(", ") }
      dumps.writeName(member.name)
      try body(&self, member)
    }
    dumps.write("}")
  }

  private mutating func writeRedacted(_ member: PythonDict.Member) {
    guard let raw = member.name.raw, names.contains(Array(raw)) else {
      return dumps.write(member.value)
    }
    redacted.append(String(decoding: raw, as: UTF8.self))
    dumps.write("\"REDACTED\"")
  }

  private mutating func writeItems(_ items: [PlainNode]) throws {
    let isHashed = !names.isEmpty
    if isHashed, items.contains(where: { $0.kind == .array || $0.kind == .map }) {
      throw PythonOrder.Failure()
    }
    let order = try PythonOrder.sorted(items)
    dumps.write("[")
    var isStarted = false
    for place in order {
      let item = items[place]
      if item.kind == .text, let raw = item.raw, names.contains(Array(raw)) {
        redacted.append(String(decoding: raw, as: UTF8.self))
        continue
      }
      if isStarted { dumps.write(", ") }
      isStarted = true
      dumps.write(item)
    }
    dumps.write("]")
  }

  /// A text becomes a list of its characters, sorted.
  private mutating func writeCharacters(_ text: UnsafeRawBufferPointer) {
    var counts: [UInt32: Int] = [:]
    LooseUTF8.forEach(text) { code, _ in counts[code, default: 0] += 1 }
    dumps.write("[")
    var isStarted = false
    for (code, count) in counts.sorted(by: { $0.key < $1.key }) {
      var character: [UInt8] = []
      LooseUTF8.append(code, to: &character)
      if names.contains(character) { continue }
      for _ in 0..<count {
        if isStarted { dumps.write(", ") }
        isStarted = true
        character.withUnsafeBytes { dumps.writeText($0) }
      }
    }
    dumps.write("]")
  }
}
