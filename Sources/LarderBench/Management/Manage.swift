import CacheStore
import FoundationEssentials

/// What an operation did: how many things it touched, and the number that the comparison prints.
struct ManagementResult {
  var touched: Int
  var result: Int64

  init(_ touched: Int, result: Int64? = nil) {
    self.touched = touched
    self.result = result ?? Int64(touched)
  }
}

/// Runs one management operation on a cache and prints what it took, opening included.
func manage(_ operation: ManagementOperation, _ arguments: Arguments) async throws {
  let path = try arguments.required("cache")
  let urls = SystemFile.lines(arguments.text("urls-file", default: ""))
    .prefix(arguments.number("n", default: 100)).map(String.init)
  let watch = Stopwatch()
  let store = try CacheFormat(arguments).open(path)
  let done = try await perform(operation, on: store, urls: urls)
  if operation.vacuums { _ = try await store.vacuum(pages: .max) }
  let wall = watch.wallSeconds
  emit([
    "op": .text(operation.rawValue), "n": .count(done.touched), "wall_s": .real(wall),
    "cpu_s": .real(watch.processorSeconds), "rss_mb": .real(ProcessFacts.current.peakMemory),
    "result": .integer(done.result),
  ])
}

private func perform(
  _ operation: ManagementOperation, on store: any CacheStore, urls: [String]
) async throws -> ManagementResult {
  let now = Date()
  switch operation {
  case .list, .listStream, .urls, .searchURL, .pageExpires, .pageSize, .browse:
    return try await Listing(store: store, now: now).perform(operation)
  case .count: return ManagementResult(1, result: try await total(.all, in: store, now).count)
  case .countExpired:
    return ManagementResult(1, result: try await total(.flag(.stale), in: store, now).count)
  case .totalSize: return ManagementResult(1, result: try await store.storage().bytesOnDisk)
  case .totalBodySize:
    return ManagementResult(1, result: try await total(.all, in: store, now).bytes)
  case .deleteURL, .deleteURLWithoutVacuum:
    return ManagementResult(try await store.invalidate(urls: Array(urls.prefix(1)), now: now))
  case .deleteURLs, .deleteURLsWithoutVacuum:
    return ManagementResult(try await store.invalidate(urls: urls, now: now))
  case .deleteExpired, .deleteExpiredWithoutVacuum:
    return try await purge(.flag(.stale), from: store, now)
  case .deleteExpiredToTrash:
    return try await purge(.flag(.stale), from: store, to: .trash, now)
  case .clear:
    let gone = try await purge(.all, from: store, now)
    return ManagementResult(gone.touched, result: try await total(.all, in: store, now).count)
  }
}

private func total(
  _ filter: EntryFilter, in store: any CacheStore, _ now: Date
) async throws -> (count: Int64, bytes: Int64) {
  let totals = try await store.totals(filter, now: now)
  return (Int64(totals.count), totals.bytes)
}

private func purge(
  _ filter: EntryFilter, from store: any CacheStore, to destination: DeleteDestination = .purge,
  _ now: Date
) async throws -> ManagementResult {
  let found = try await store.references(matching: filter, now: now)
  let result = try await store.delete(found, to: destination, reason: "benchmark", now: now)
  return ManagementResult(result.changed.count)
}
