package import CacheStore

/// The entries by domain, host and path, level by level as lines are opened. What a store was asked for
/// stays on screen until it is answered anew.
package struct HostTree: Sendable {
  /// What a line stands for.
  package enum Node: Sendable, Hashable {
    /// Every entry.
    case all
    /// Several hosts of one domain.
    case domain(String)
    /// A host, or a part of a path.
    case group(GroupQuery.Level, String)
    /// What a level has beyond the groups that are listed.
    case others(GroupQuery.Level)
  }

  /// A line of the tree.
  package struct Line: Sendable, Hashable {
    package var node: Node
    /// How far it is indented.
    package var depth: Int
    /// What it shows: a domain, a host as far as its domain doesn't say it, a part of a path.
    package var label: String
    /// How many entries and bytes it has, and how many of them are stale.
    package var sum: EntryGroup
    /// Whether there is something below it to open; nil where there can't be.
    package var isOpen: Bool?

    /// The share of its entries that is stale; 0 without entries.
    package var staleShare: Double {
      sum.count > 0 ? Double(sum.stale) / Double(sum.count) : 0
    }
  }

  /// In which order each level is.
  package var order = GroupQuery.Order.bytes
  /// The lines that are shown.
  package private(set) var lines: [Line] = []
  /// The line under the cursor.
  package private(set) var cursor = 0
  /// What is known of each level.
  private(set) var levels: [GroupQuery.Level: EntryGroups] = [:]
  /// The levels that were asked for, with the generation of the answer.
  var awaited: [GroupQuery.Level: Int] = [:]
  /// What was typed while something of what it is meant for was not there yet.
  var typedAhead: ArraySlice<(action: Action, times: Int)> = []
  private var open: Set<Node> = [.all]

  /// Up to so many hosts, all domains are open at first.
  private static let fewHosts = 40

  package init() {}

  /// The line under the cursor; nil while nothing is known.
  package var focused: Line? { lines.indices.contains(cursor) ? lines[cursor] : nil }

  /// Whether anything is known.
  package var isLoaded: Bool { levels[.hosts] != nil }

  /// Whether a level is on its way of which nothing is shown yet.
  var isComing: Bool { awaited.keys.contains { levels[$0] == nil } }

  /// The levels of open lines.
  var shown: [GroupQuery.Level] { lines.compactMap { $0.isOpen == true ? $0.node.below : nil } }

  /// Those directly below a level that have to be asked for: they are not known, or their line's own
  /// numbers have changed since.
  func outdated(below level: GroupQuery.Level) -> [GroupQuery.Level] {
    lines.compactMap { line in
      guard line.isOpen == true, case .group(level, _) = line.node, let below = line.node.below
      else { return nil }
      var sum = levels[below]?.sum
      sum?.name = line.sum.name
      return sum == line.sum ? nil : below
    }
  }

  mutating func load(_ groups: EntryGroups, _ level: GroupQuery.Level) {
    if level == .hosts, levels.isEmpty, groups.groups.count <= Self.fewHosts {
      open.formUnion(HostDomain.all(groups.groups).map { .domain($0.name) })
    }
    levels[level] = groups
    rebuild()
  }

  /// Opens or closes the line under the cursor.
  mutating func fold(open isOpen: Bool) {
    guard let line = focused, line.isOpen != nil, line.isOpen != isOpen else { return }
    if isOpen { open.insert(line.node) } else { open.remove(line.node) }
    rebuild()
  }

  mutating func move(to line: Int) { cursor = max(0, min(lines.count - 1, line)) }

  /// The line that the one under the cursor is below.
  var parent: Int? {
    guard let focused else { return nil }
    return lines[..<cursor].lastIndex { $0.depth < focused.depth }
  }
}

// MARK: Lines

extension HostTree {
  /// The cursor stays on its line where that is still shown.
  private mutating func rebuild() {
    let node = focused?.node
    lines = []
    if let hosts = levels[.hosts] {
      add(.all, 0, "all", hosts.sum, canOpen: true)
      if open.contains(.all) { addHosts(hosts) }
    }
    cursor = lines.firstIndex { $0.node == node } ?? max(0, min(lines.count - 1, cursor))
  }

  private mutating func addHosts(_ hosts: EntryGroups) {
    for domain in HostDomain.all(hosts.groups).sorted(by: { order.precedes($0.sum, $1.sum) }) {
      guard domain.hosts.count > 1 else {
        for host in domain.hosts { add(host, of: .hosts, 1, label: host.name) }
        continue
      }
      let node = Node.domain(domain.name)
      add(node, 1, domain.name, domain.sum, canOpen: true)
      guard open.contains(node) else { continue }
      for host in domain.hosts { add(host, of: .hosts, 2, label: domain.label(of: host.name)) }
    }
    addOthers(hosts, .hosts, 1)
  }

  private mutating func add(
    _ group: EntryGroup, of level: GroupQuery.Level, _ depth: Int, label: String
  ) {
    let node = Node.group(level, group.name)
    add(node, depth, label, group, canOpen: node.below != nil)
    guard open.contains(node), let below = node.below, let groups = levels[below] else { return }
    for group in groups.groups {
      add(group, of: below, depth + 1, label: Self.label(of: group.name, in: below))
    }
    addOthers(groups, below, depth + 1)
  }

  private mutating func addOthers(
    _ groups: EntryGroups, _ level: GroupQuery.Level, _ depth: Int
  ) {
    guard groups.others > 0 else { return }
    add(
      .others(level), depth, "\(Numbers.grouped(groups.others)) more", groups.rest, canOpen: false)
  }

  private mutating func add(
    _ node: Node, _ depth: Int, _ label: String, _ sum: EntryGroup, canOpen: Bool
  ) {
    lines.append(
      Line(
        node: node, depth: depth, label: label, sum: sum,
        isOpen: canOpen ? open.contains(node) : nil))
  }

  /// What leads further has its slash in front, as `/v1`; what a path ends with has none.
  private static func label(of name: String, in level: GroupQuery.Level) -> String {
    guard level.below(name) != nil else {
      let bare = name.hasPrefix("/") && name.utf8.count > 1 ? String(name.dropFirst()) : name
      return bare.isEmpty ? "(no name)" : bare
    }
    let bare = name.dropLast()
    return bare.hasPrefix("/") ? String(bare) : "/" + bare
  }
}

extension HostTree.Node {
  /// The level that opening it shows.
  var below: GroupQuery.Level? {
    switch self {
    case .group(let level, let name): level.below(name)
    case .all, .domain, .others: nil
    }
  }
}

extension GroupQuery.Order {
  /// The order behind this one.
  var next: GroupQuery.Order {
    switch self {
    case .bytes: .count
    case .count: .stale
    case .stale: .bytes
    }
  }

  /// `by size`
  var title: String {
    switch self {
    case .bytes: "by size"
    case .count: "by count"
    case .stale: "by stale"
    }
  }
}
