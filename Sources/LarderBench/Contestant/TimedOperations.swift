import Glibc

/// Stores all URLs `0..<entries`.
func fill(_ work: Workload) async throws {
  let client = Client(cache: work.cache, format: work.format)
  let watch = Stopwatch()
  let urls = (0..<work.entries).map { work.url($0) }
  let fetched = try await Fetched.each(of: urls, through: client, tasks: 4)
  await client.close()
  let result: JSON = [
    "entries": .count(work.entries), "already": .count(fetched.fromCache),
    "s": .real(watch.wallSeconds),
  ]
  emit(work.facts("fill").adding(result))
}

/// Reads random stored URLs.
func hit(_ work: Workload) async throws {
  var generator = SeededGenerator(seed: work.seed * 7919 + work.id)
  let client = Client(cache: work.cache, format: work.format)
  let warmUp = min(300, max(20, work.count / 5))
  _ = try await Fetched.each(
    of: work.randomURLs(warmUp, using: &generator), through: client)
  let urls = work.randomURLs(work.count, using: &generator)
  work.waitForStart()
  try await measure("hit", work, urls: urls, client: client) { fetched in
    ["misses": .count(work.count - fetched.fromCache)]
  }
  await client.close()
}

/// Stores URLs that were never seen, with the durability that a session has by default.
func miss(_ work: Workload) async throws {
  let client = Client(cache: work.cache, format: work.format)
  let name = "m\(work.seed)-\(work.id)-\(getpid())-"
  _ = try await Fetched.each(of: (0..<30).map { work.url("\(name)w\($0)") }, through: client)
  let urls = (0..<work.count).map { work.url("\(name)\($0)") }
  work.waitForStart()
  try await measure("miss", work, urls: urls, client: client) { fetched in
    let sample = stride(from: 0, to: urls.count, by: max(1, work.count / 50)).map { urls[$0] }
    let stored = try await Fetched.each(of: sample, through: client).fromCache
    return ["hits": .count(fetched.fromCache), "sample_stored": .count(stored)]
  }
  await client.close()
}

/// Stores URLs that are fresh for a second, lets them go stale, and requests each again.
func revalidate(_ work: Workload) async throws {
  let client = Client(cache: work.cache, format: work.format)
  let urls = (0..<work.count).map { work.url("v\(work.seed)-\(getpid())-\($0)", kind: "r") }
  _ = try await Fetched.each(of: urls, through: client)
  try await Task.sleep(for: .seconds(2.3))
  let counted = try OriginCount(base: work.base)
  work.waitForStart()
  try await measure("reval", work, urls: urls, client: client) { fetched in
    [
      "from_cache": .count(fetched.fromCache), "origin_requests": .count(try counted.growth()),
    ]
  }
  await client.close()
}

/// One hit as soon as the process can give it.
func first(_ work: Workload) async throws {
  let client = Client(cache: work.cache, format: work.format)
  let opened = monotonicNanoseconds()
  let answer = try await client.get(work.url(work.seed % work.entries))
  let end = monotonicNanoseconds()
  let start = getenv("PERF_T0_NS").flatMap { Int64(String(cString: $0)) } ?? opened
  emit([
    "op": "first", "first_hit_ms": .real(Double(end - start) / 1e6),
    "open_ms": .real(Double(opened - start) / 1e6), "hit": .flag(answer.isFromCache),
    "bytes": .count(answer.body.count),
  ])
  _exit(0)
}

private func measure(
  _ operation: String, _ work: Workload, urls: [String], client: Client,
  extra: (Fetched) async throws -> JSON
) async throws {
  let watch = Stopwatch()
  let fetched = try await Fetched.each(of: urls, through: client, tasks: work.threads)
  let wall = watch.wallSeconds
  let processor = watch.processorSeconds / Double(max(1, urls.count)) * 1e6
  let latencies = Latencies(fetched.nanoseconds)
  let facts: JSON = [
    "cpu_us": .real(processor), "bytes": .count(fetched.bytes), "t0": .real(watch.start),
    "t1": .real(watch.start + wall), "rss_mb": .real(ProcessFacts.current.peakMemory),
  ]
  emit(
    work.facts(operation).adding(latencies.fields(wallSeconds: wall, tasks: work.threads))
      .adding(facts).adding(try await extra(fetched)))
}
