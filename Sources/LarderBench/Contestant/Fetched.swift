/// What came of a series of requests.
struct Fetched: Sendable {
  var nanoseconds: [Int64] = []
  var fromCache = 0
  var bytes: Int64 = 0

  /// Requests each URL once, one after the other.
  @concurrent
  static func each(of urls: [String], through client: Client) async throws -> Fetched {
    var fetched = Fetched()
    fetched.nanoseconds.reserveCapacity(urls.count)
    for url in urls {
      let start = monotonicNanoseconds()
      let answer = try await client.get(url)
      fetched.nanoseconds.append(monotonicNanoseconds() - start)
      fetched.bytes += Int64(answer.body.count)
      fetched.fromCache += answer.isFromCache ? 1 : 0
    }
    return fetched
  }

  /// The same with several requests at a time.
  static func each(
    of urls: [String], through client: Client, tasks: Int
  ) async throws -> Fetched {
    guard tasks > 1 else { return try await each(of: urls, through: client) }
    return try await withThrowingTaskGroup(of: Fetched.self) { group in
      for first in 0..<tasks {
        let share = stride(from: first, to: urls.count, by: tasks).map { urls[$0] }
        group.addTask { try await each(of: share, through: client) }
      }
      return try await group.reduce(into: Fetched()) { $0.add($1) }
    }
  }

  private mutating func add(_ other: Fetched) {
    nanoseconds += other.nanoseconds
    fromCache += other.fromCache
    bytes += other.bytes
  }
}

extension Latencies {
  /// The fields that a timed operation of the contestant protocol prints.
  func fields(wallSeconds: Double, tasks: Int = 1) -> JSON {
    [
      "n": .count(count), "threads": .count(tasks), "wall_s": .real(wallSeconds),
      "per_s": .real(Double(count) / wallSeconds), "p50_us": .real(median),
      "p99_us": .real(percentile(99)), "min_us": .real(shortest), "mean_us": .real(mean),
    ]
  }
}
