import BrowserUI
import CacheStore
import FoundationEssentials
import Glibc

extension WriteRequest {
  /// Writes what the browser asked for, and tells how many entries are written as they are.
  func perform(
    on store: any CacheStore, now: Date, advanced: @escaping @Sendable (Int) -> Void
  ) async throws -> WriteOutcome {
    guard let exporter = KnownExporters.named(exporter) else {
      throw Failure(.usage, "There is no form \(exporter).")
    }
    var run = ExportRun(
      store, exporter, withSecrets: withSecrets, secretNames: secretNames, now: now)
    run.advanced = advanced
    do {
      if exporter.isOneFileEach, entries.count > 1 {
        try await run.writeFiles(.ids(entries), into: place, mayReplace: mayReplace)
      } else {
        let file = try AtomicFile(place, mayReplace: mayReplace)
        try await run.write(.ids(entries), to: ExportSink(file))
      }
      return .written(run.count)
    } catch is AtomicFile.Exists {
      return .exists
    } catch is CancellationError {
      return .cancelled(files: exporter.isOneFileEach ? run.count.entries : 0)
    }
  }

  /// The path with the home folder in it.
  private var place: String {
    guard path.hasPrefix("~/"), let home = Environment["HOME"] else { return path }
    return home + path.dropFirst()
  }
}

extension ExportRun {
  /// Writes each entry to a file of its own in a folder, which is made if it isn't there.
  mutating func writeFiles(
    _ filter: EntryFilter, into folder: String, mayReplace: Bool
  ) async throws {
    if mkdir(folder, 0o700) != 0 {
      guard errno != EEXIST || mayReplace else { throw AtomicFile.Exists() }
      guard errno == EEXIST else {
        throw Failure(.someFailed, "\(folder) can't be made: \(String(cString: strerror(errno))).")
      }
    }
    var taken: Set<String> = []
    var pager = EntryPager(filter, sort: EntrySort(.url), now: now)
    while let rows = try await pager.next(in: store) {
      for row in rows {
        try Task.checkCancellation()
        let path = "\(folder)/\(Self.freeName(for: row, &taken))"
        try await writeFile(row, path, mayReplace: mayReplace)
      }
    }
  }

  /// Writes one entry, or nothing of one that can't be read.
  private mutating func writeFile(
    _ row: EntrySummary, _ path: String, mayReplace: Bool
  ) async throws {
    let file = try AtomicFile(path, mayReplace: mayReplace)
    let sink = ExportSink(file)
    let before = count.entries
    try await write(row, to: sink)
    if count.entries > before { try sink.finish() } else { file.abandon() }
  }

  /// A name that no other entry has: a number in front of its ending tells it from those before.
  private static func freeName(for row: EntrySummary, _ taken: inout Set<String>) -> String {
    let name = FileNames.name(of: row)
    let stem = FileNames.stem(name)
    var number = 1
    var free = name
    while !taken.insert(free).inserted {
      number += 1
      free = "\(stem)-\(number)\(name.dropFirst(stem.count))"
    }
    return free
  }
}
