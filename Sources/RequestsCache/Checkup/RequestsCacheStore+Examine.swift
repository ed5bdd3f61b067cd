package import CacheStore
import EntryTable
package import FoundationEssentials
import SQLite

extension RequestsCacheStore: ExaminableStore {
  /// Reads all values, aliases and databases, one after another.
  package func examine(now: Date) async throws -> [Finding] {
    try await reading { [self] in
      var integrity = try storage.integrity()
      let names = options.ignoredParameters ?? RequestsKeyRelease.newest.ignoredParameters
      var checkup = Checkup(
        now: now, hasExpiry: storage.hasExpiry, names: names, signer: signer)
      if let fault = try examine(&checkup) { integrity.append(fault.detail ?? fault.description) }
      var findings = integrity.isEmpty ? [] : [damage(integrity, checkup)]
      findings += checkup.findings()
      findings += [
        checkup.dangling((try? storage.aliases()) ?? []), (try? storage.uses()) ?? nil,
        (try? reclaimable()) ?? nil,
      ].compactMap { $0 }
      return findings
    }
  }

  /// Reads all values that can be read; returns what is wrong with the first of the others.
  private func examine(_ checkup: inout Checkup) throws -> StoreError? {
    var scan = TolerantScan(try storage.scanner())
    let everything = [ScanPiece.rows(Int64.min...Int64.max)]
    for piece in (try? storage.pieces()) ?? everything {
      try scan.scan(piece) { checkup.add($0, $1) }
    }
    return scan.fault
  }

  /// A damaged database, with the number of values that it takes away as far as their keys are known.
  private func damage(_ words: [String], _ checkup: Checkup) -> Finding {
    let places = try? storage.places()
    let lost = places?.keys.count { !checkup.keys.contains($0) } ?? 0
    return .damage(words, unreadable: lost, "values that can't be read")
  }

  private func reclaimable() throws -> Finding? {
    let bytes = try storage.storage().reclaimable
    return bytes > 0 ? Finding(.reclaimable, count: 1, bytes: bytes) : nil
  }

  /// A transaction that lies beside a cache, of a writer that was killed or is at work: until a writer has
  /// undone it the cache can't be read.
  package static func journal(besides path: String) -> Finding? {
    let files =
      FileContent.isFolder(path)
      ? [path + "/redirects.sqlite-journal", path + "/lru.db-journal"] : [path + "-journal"]
    let hot = files.compactMap { file in
      (try? FileContent.read(file)).flatMap { $0 }.flatMap { facts, bytes in
        bytes.starts(with: mark) ? (file, facts.size) : nil
      }
    }
    guard !hot.isEmpty else { return nil }
    return Finding(
      .journal, count: hot.count, bytes: hot.reduce(0) { $0 + $1.1 },
      examples: hot.map { "\($0.0)  \($0.1) bytes" })
  }

  /// What a journal begins with until its transaction has ended.
  private static let mark: [UInt8] = [0xD9, 0xD5, 0x05, 0xF9, 0x20, 0xA1, 0x63, 0xD7]
}
