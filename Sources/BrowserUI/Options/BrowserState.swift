/// What a browser remembers from one run to the next: nothing that can be set, only how it was left.
package struct BrowserState: Sendable, Hashable, Codable {
  /// The order of the list, as `sort:` has it.
  package var sort: String?
  /// The form of the live statistics.
  package var live: String?
  package var showsHosts: Bool?
  /// Sizes of panes, by the name of the layout.
  package var sizes: [String: Sizes]?
  /// Filters that were applied, the latest first.
  package var history: [String]?

  package struct Sizes: Sendable, Hashable, Codable {
    package var list: Int?
    package var hosts: Int?
    package var live: Int?

    package init(list: Int? = nil, hosts: Int? = nil, live: Int? = nil) {
      self.list = list
      self.hosts = hosts
      self.live = live
    }
  }

  /// How many filters are kept, and how long each may be.
  static let historyLimit = 100
  static let filterLimit = 500

  package init() {}

  /// What to keep where two browsers ran at once: what this one changed since it began, and what the other one
  /// left of the rest.
  ///
  /// - Parameters:
  ///   - start: what was there when this one began.
  ///   - other: what is there now.
  package func merged(since start: BrowserState, with other: BrowserState) -> BrowserState {
    var result = other
    if sort != start.sort { result.sort = sort }
    if live != start.live { result.live = live }
    if showsHosts != start.showsHosts { result.showsHosts = showsHosts }
    for (name, sizes) in sizes ?? [:] where start.sizes?[name] != sizes {
      result.sizes = (result.sizes ?? [:]).merging([name: sizes]) { $1 }
    }
    result.history = Self.history(history ?? [], since: start.history ?? [], other.history ?? [])
    return result
  }

  /// Used in this run first, then the other's, then what is older.
  private static func history(
    _ own: [String], since start: [String], _ other: [String]
  ) -> [String] {
    let old = zip(own.reversed(), start.reversed()).prefix { $0 == $1 }.count
    var seen: Set<String> = []
    return Array(
      (own.dropLast(old) + other + own.suffix(old)).filter { seen.insert($0).inserted }
        .prefix(historyLimit))
  }
}
