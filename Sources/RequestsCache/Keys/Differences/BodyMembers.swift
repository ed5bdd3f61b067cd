/// What two bodies of one kind have in them under a name.
enum BodyMembers {
  /// Longer bodies are not taken apart.
  private static let limit = 1 << 20

  /// Nothing where they are not both forms, or both JSON objects.
  static func differing(_ wanted: RequestsKey, _ stored: RequestsKey) -> [NamedValues.Difference] {
    guard let left = values(wanted), let right = values(stored) else { return [] }
    return NamedValues.differing(left, right)
  }

  private static func values(_ key: RequestsKey) -> NamedValues? {
    guard key.body.count <= limit else { return nil }
    let type = key.fields.first { $0.name.lowercased() == "content-type" }?.value.lowercased() ?? ""
    if type.hasPrefix("application/x-www-form-urlencoded") { return NamedValues(query: key.body) }
    return type.contains("json") ? members(key.body) : nil
  }

  private static func members(_ body: [UInt8]) -> NamedValues? {
    var tree = PlainTree()
    return body.withUnsafeBytes { body in
      guard (try? PythonJSONReader.read(body, into: &tree)) != nil else { return nil }
      return tree.withRoot(body) { root in
        root.kind == .map ? NamedValues(members: PythonDict.members(of: root)) : nil
      } ?? nil
    }
  }
}

extension NamedValues {
  /// Each value as JSON.
  fileprivate init(members: [PythonDict.Member]) {
    self.init([])
    for member in members {
      var dumps = PythonDumps()
      dumps.write(member.value)
      values[member.name.text ?? "", default: []]
        .append(String(decoding: dumps.output, as: UTF8.self))
    }
  }
}
