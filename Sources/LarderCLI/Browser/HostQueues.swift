import CacheStore

/// Entries that wait for their requests, by host: which one is next is known at once, however many there are.
struct HostQueues {
  /// What waits for each host, the next one last.
  private var waiting: [String: [EntryReference]] = [:]
  /// Hosts for which something waits and which have room, the next one last.
  private var ready: [String] = []
  /// Requests under way, by host.
  private var busy: [String: Int] = [:]
  private let perHost: Int

  /// - Parameter perHost: requests at once to one host.
  init(_ entries: [(host: String, reference: EntryReference)], perHost: Int) {
    self.perHost = perHost
    for (host, reference) in entries.reversed() { waiting[host, default: []].append(reference) }
    var known: Set<String> = []
    ready = entries.map { $0.host }.filter { known.insert($0).inserted }.reversed()
  }

  /// The next entry whose host has room; nil where there is none.
  mutating func next() -> (host: String, reference: EntryReference)? {
    guard let host = ready.popLast(), let reference = waiting[host]?.popLast() else { return nil }
    busy[host, default: 0] += 1
    if busy[host, default: 0] < perHost { makeReady(host) }
    return (host, reference)
  }

  /// A request to a host has ended.
  mutating func finished(_ host: String) {
    if busy[host] == perHost { makeReady(host) }
    busy[host, default: 1] -= 1
  }

  private mutating func makeReady(_ host: String) {
    if waiting[host]?.isEmpty == false { ready.append(host) }
  }
}
