import CacheStore
import FoundationEssentials
import RequestsCache

/// Makes a cache of synthetic entries and a file with their URLs.
func make(_ arguments: Arguments) async throws {
  let path = try arguments.required("cache")
  let count = arguments.number("entries", default: 100_000)
  let entries = SyntheticEntries(
    now: Date(), bodySize: arguments.number("body", default: 1024))
  let watch = Stopwatch()
  let store = try CacheFormat(arguments).open(path, makes: true)
  try await store.fill(with: entries, count: count)
  let notes = try NoteFile(path: arguments.text("urls-file", default: path + ".urls"))
  for index in 0..<count { notes.add(entries.url(index)) }
  notes.close()
  emit(["op": "make", "entries": .count(count), "s": .real(watch.wallSeconds)])
}

extension CacheStore {
  /// Stores the first `count` synthetic entries.
  func fill(with entries: SyntheticEntries, count: Int) async throws {
    if let store = self as? RequestsCacheStore {
      return try await store.fill(with: entries, count: count)
    }
    for index in 0..<count {
      let (entry, body) = entries.entry(index)
      _ = try await put(entry, body: body)
    }
  }
}

extension RequestsCacheStore {
  /// The same, a thousand at a time: each transaction of a file of Python's waits for the disk.
  fileprivate func fill(with entries: SyntheticEntries, count: Int) async throws {
    for start in stride(from: 0, to: count, by: 1000) {
      try await put(all: (start..<min(start + 1000, count)).map { entries.entry($0) })
    }
  }
}
