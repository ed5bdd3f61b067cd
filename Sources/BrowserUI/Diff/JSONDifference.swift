/// What differs between two JSON values, by path: `$.items[0].name`. What came or went as a whole is one
/// change.
struct JSONDifference {
  private(set) var changes: [PathChange] = []
  /// Changes beyond the limit.
  private(set) var more = 0

  private static let limit = 500

  init(_ old: JSONTree, _ new: JSONTree) { compare(old, new, at: "$") }

  private mutating func compare(_ old: JSONTree, _ new: JSONTree, at path: String) {
    switch (old, new) {
    case (.object(let old), .object(let new)): compare(old, new, at: path)
    case (.array(let old), .array(let new)):
      for index in 0..<min(old.count, new.count) {
        compare(old[index], new[index], at: "\(path)[\(index)]")
      }
      for index in old.indices.dropFirst(new.count) {
        add(.init(path: "\(path)[\(index)]", from: old[index].summary))
      }
      for index in new.indices.dropFirst(old.count) {
        add(.init(path: "\(path)[\(index)]", to: new[index].summary))
      }
    default:
      if old != new { add(.init(path: path, from: old.summary, to: new.summary)) }
    }
  }

  private mutating func compare(
    _ old: [JSONTree.Member], _ new: [JSONTree.Member], at path: String
  ) {
    // Of several members with one name the last counts, as most readers have it.
    let former = Dictionary(old.map { ($0.name, $0.value) }) { $1 }
    let present = Dictionary(new.map { ($0.name, $0.value) }) { $1 }
    var seen: Set<String> = []
    for member in old where seen.insert(member.name).inserted {
      guard let before = former[member.name] else { continue }
      let place = path + Self.label(member.name)
      if let after = present[member.name] {
        compare(before, after, at: place)
      } else {
        add(.init(path: place, from: before.summary))
      }
    }
    for member in new where former[member.name] == nil && seen.insert(member.name).inserted {
      add(.init(path: path + Self.label(member.name), to: present[member.name]?.summary))
    }
  }

  private mutating func add(_ change: PathChange) {
    if changes.count < Self.limit { changes.append(change) } else { more += 1 }
  }

  /// Longer names are cut: each path below one repeats it.
  private static let nameLimit = 200

  /// A member's name in a path: `.name`, or `["a b"]` where it is no plain word.
  private static func label(_ name: String) -> String {
    guard name.utf8.count <= nameLimit else {
      return "[\"\(String(decoding: name.utf8.prefix(nameLimit), as: UTF8.self))…\"]"
    }
    let isPlain =
      !name.isEmpty
      && name.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || byte == 0x5F
      }
    return isPlain ? ".\(name)" : "[\"\(name)\"]"
  }
}

/// A place in JSON where two bodies differ; nil where there was, or is, nothing.
package struct PathChange: Sendable, Hashable {
  package var path: String
  package var from: String?
  package var to: String?

  package init(path: String, from: String? = nil, to: String? = nil) {
    self.path = path
    self.from = from
    self.to = to
  }
}
