import CacheStore
import FoundationEssentials
import HTTPCaching
import TestSupport
import Testing

@Suite(.ownThreads) struct EntryGroupsTests {
  private let now = Date(timeIntervalSinceReferenceDate: 800_000_000)

  private func entries(_ urls: [String]) -> [EntrySummary] {
    urls.enumerated().map { number, url in
      EntrySummary(
        reference: EntryReference(id: EntryID("\(number)"), version: 1), key: "\(number)",
        method: "GET", url: url, status: 200, mediaType: "", size: Int64(number), stored: now,
        generated: now, created: now,
        timeline: FreshnessTimeline(
          freshUntil: now + (number.isMultiple(of: 2) ? -1 : 1), rule: .maxAge))
    }
  }

  @Test(arguments: [
    ("", ["/", "//", "/a", "/a/"]), ("/a/", ["", "b", "b/"]), ("/a/b/", [""]), ("//", ["a"]),
    ("/none", []),
  ])
  func `a level has the next part of each path`(prefix: String, names: [String]) {
    let paths = ["/", "//a", "/a", "/a/", "/a/b", "/a/b?c/d", "/a/b/", "/a#x/y"]
    let query = GroupQuery(.paths(host: "h.test", prefix: prefix), now: now)
    let found = EntryGroups(query, entries(paths.map { "http://h.test" + $0 }))
    #expect(found.groups.map(\.name).sorted() == names)
  }

  @Test func `what is beyond the limit is summed up`() {
    let entries = entries((0..<10).map { "http://\($0).test/" })
    let found = EntryGroups(GroupQuery(.hosts, limit: 3, now: now), entries)
    #expect(found.groups.map(\.name) == ["9.test", "8.test", "7.test"])
    #expect(found.others == 7)
    #expect(found.rest == EntryGroup(name: "", count: 7, bytes: 21, stale: 4))
    #expect(found.sum == EntryGroup(name: "", count: 10, bytes: 45, stale: 5))
  }

  @Test func `what leads further has a level below`() {
    let root = GroupQuery.Level.paths(host: "h.test", prefix: "")
    #expect(GroupQuery.Level.hosts.below("h.test") == root)
    #expect(root.below("/a/") == .paths(host: "h.test", prefix: "/a/"))
    #expect(root.below("/a/")?.below("b/") == .paths(host: "h.test", prefix: "/a/b/"))
    #expect(root.below("/a/")?.below("b") == nil)
    #expect(root.below("/") == nil)
  }
}
