public import FoundationEssentials

/// Asks for entries counted by host, or by where the paths of a host lead: one level of a tree.
public struct GroupQuery: Sendable, Hashable {
  /// What the entries are grouped by.
  public enum Level: Sendable, Hashable {
    /// The host, as `EntryTotals.Host` names it.
    case hosts
    /// The part of the path behind that prefix, up to and with the next slash, of the entries of that host
    /// whose path begins with it. The slash with which every path begins ends no part: an empty prefix
    /// gives `/v1/` and `/health`, and the prefix `/v1/` gives `users` and `users/`.
    case paths(host: String, prefix: String)

    /// The level below one of this level's groups; nil where the path ends there.
    public func below(_ group: String) -> Level? {
      switch self {
      case .hosts: return .paths(host: group, prefix: "")
      case .paths(let host, let prefix):
        guard group.hasSuffix("/"), !(prefix.isEmpty && group == "/") else { return nil }
        return .paths(host: host, prefix: prefix + group)
      }
    }
  }

  /// What comes first. Equal ones follow their names' bytes.
  public enum Order: String, Sendable, Hashable, CaseIterable {
    /// The most bytes of body.
    case bytes
    /// The most entries.
    case count
    /// The most stale entries.
    case stale
  }

  /// Which level.
  public var level: Level
  /// What comes first.
  public var order: Order
  /// Groups at most; what the others have is summed up.
  public var limit: Int
  /// The moment for which `stale` is meant.
  public var now: Date

  /// A query; defaults to the 500 groups with the most bytes.
  public init(_ level: Level, order: Order = .bytes, limit: Int = 500, now: Date) {
    self.level = level
    self.order = order
    self.limit = limit
    self.now = now
  }
}

/// Entries that have a host or a part of their path in common.
public struct EntryGroup: Sendable, Hashable {
  /// The host, or the part of the path; one that ends with a slash leads further.
  public var name: String
  /// Entries.
  public var count: Int
  /// Bytes of their bodies.
  public var bytes: Int64
  /// How many of them are stale, also those inside of their `stale-while-revalidate` window.
  public var stale: Int

  /// Makes a group.
  public init(name: String, count: Int = 0, bytes: Int64 = 0, stale: Int = 0) {
    self.name = name
    self.count = count
    self.bytes = bytes
    self.stale = stale
  }

  /// Counts another one's entries here too.
  public mutating func add(_ other: EntryGroup) {
    count += other.count
    bytes += other.bytes
    stale += other.stale
  }
}

/// The groups of one level. Together with the rest they have every entry of it exactly once.
public struct EntryGroups: Sendable, Hashable {
  /// The first ones in the query's order.
  public var groups: [EntryGroup]
  /// How many more there are.
  public var others: Int
  /// What these have together; its name is empty.
  public var rest: EntryGroup

  /// Makes a level.
  public init(groups: [EntryGroup] = [], others: Int = 0, rest: EntryGroup = EntryGroup(name: "")) {
    self.groups = groups
    self.others = others
    self.rest = rest
  }

  /// All of them together.
  public var sum: EntryGroup {
    groups.reduce(into: rest) { $0.add($1) }
  }

  /// Takes the next group in order: listed while there is room, else summed up.
  package mutating func take(_ group: EntryGroup, limit: Int) {
    if groups.count < limit {
      groups.append(group)
    } else {
      others += 1
      rest.add(group)
    }
  }
}

extension EntryGroups {
  /// The groups of these entries: the meaning of a query, in Swift. Stores that ask a database must give
  /// the same.
  package init(_ query: GroupQuery, _ entries: [EntrySummary]) {
    self.init()
    var found: [[UInt8]: EntryGroup] = [:]
    for entry in entries {
      guard let name = query.level.name(of: entry.url) else { continue }
      let isStale = EntryFilter.flag(.stale).matches(entry, now: query.now)
      found[name, default: EntryGroup(name: String(decoding: name, as: UTF8.self))].add(
        EntryGroup(name: "", count: 1, bytes: entry.size, stale: isStale ? 1 : 0))
    }
    let order = found.values.sorted { query.order.precedes($0, $1) }
    for group in order { take(group, limit: query.limit) }
  }
}

extension GroupQuery.Level {
  /// The name of the group that a URL belongs to; nil when it is in none of this level.
  fileprivate func name(of url: String) -> [UInt8]? {
    switch self {
    case .hosts: return Array(URLRanges.host(of: url).utf8)
    case .paths(let host, let prefix):
      guard URLRanges.host(of: url).utf8.elementsEqual(host.utf8) else { return nil }
      var (url, prefix) = (url, prefix)
      return url.withUTF8 { url in
        prefix.withUTF8 { prefix in
          URLRanges(url).pathPart(of: url, behind: prefix).map { Array(url[$0]) }
        }
      }
    }
  }
}

extension GroupQuery.Order {
  /// Whether a group comes before another.
  package func precedes(_ left: EntryGroup, _ right: EntryGroup) -> Bool {
    let (first, second) = (value(left), value(right))
    return first != second
      ? first > second : left.name.utf8.lexicographicallyPrecedes(right.name.utf8)
  }

  private func value(_ group: EntryGroup) -> Int64 {
    switch self {
    case .bytes: group.bytes
    case .count: Int64(group.count)
    case .stale: Int64(group.stale)
    }
  }
}
