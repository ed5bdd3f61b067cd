import CacheStore
import FoundationEssentials

extension StoreCase {
  static let groupCases = [
    StoreCase("hosts are counted, in each order, with what is beyond the limit") { store in
      let entries = try await fill(store, 150)
      for order in GroupQuery.Order.allCases {
        for limit in [0, 1, 3, 500] {
          let query = GroupQuery(.hosts, order: order, limit: limit, now: Samples.now)
          let found = try await store.groups(query)
          try expect(found, is: EntryGroups(query, entries), "\(order) \(limit)")
          let totals = try await store.totals(.all, now: Samples.now)
          try expect(found.sum.count, is: totals.count)
          try expect(found.sum.bytes, is: totals.bytes)
          try expect(found.sum.stale, is: totals.stale + totals.staleWhileRevalidate)
        }
      }
    },
    StoreCase("the parts of a host's paths are counted down to the last one") { store in
      let entries = try await fill(store, 150) + storePaths(store)
      let hosts = try await store.groups(GroupQuery(.hosts, now: Samples.now))
      for host in hosts.groups {
        let level = GroupQuery.Level.paths(host: host.name, prefix: "")
        let leaves = try await leaves(of: level, store, entries)
        try expect(leaves, is: host.count, host.name)
      }
      let none = try await store.groups(
        GroupQuery(.paths(host: "example.com", prefix: "/none/"), now: Samples.now))
      try expect(none, is: EntryGroups())
    },
  ]

  /// Counts the entries at the ends of paths below a level, each of which is what its entries say.
  private static func leaves(
    of level: GroupQuery.Level, _ store: any CacheStore, _ entries: [EntrySummary]
  ) async throws -> Int {
    let query = GroupQuery(level, order: .count, now: Samples.now)
    let found = try await store.groups(query)
    try expect(found, is: EntryGroups(query, entries), "\(level)")
    var count = 0
    for group in found.groups {
      if let below = level.below(group.name) {
        count += try await leaves(of: below, store, entries)
      } else {
        count += group.count
      }
    }
    return count
  }

  /// Paths with every odd place of a slash, and with what means something to SQL.
  private static func storePaths(_ store: any CacheStore) async throws -> [EntrySummary] {
    let paths = [
      "", "/", "//", "//x", "/v1/", "/v1/users", "/v1/users/", "/v1/users?page=1", "/v1/users/7",
      "/v1?/no/part", "/%2F/a'b", "/*/?", "/ü/u\u{308}/e",
    ]
    for (number, path) in paths.enumerated() {
      try await store.put(
        Samples.entry(9000 + number, url: "https://paths.example" + path),
        body: Samples.body(number))
    }
    let query = EntryQuery(filter: .equals(.host, "paths.example"), now: Samples.now)
    return try await store.browse(query).rows
  }
}
