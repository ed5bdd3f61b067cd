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
      integrity += try examine(&checkup)
      var findings = integrity.isEmpty ? [] : [Self.damage(integrity)]
      findings += checkup.findings()
      findings += [
        checkup.dangling((try? storage.aliases()) ?? []), (try? storage.uses()) ?? nil,
        (try? reclaimable()) ?? nil,
      ].compactMap { $0 }
      return findings
    }
  }

  /// Reads all values; returns what SQLite says of those that it can't read.
  private func examine(_ checkup: inout Checkup) throws -> [String] {
    var damage: [String] = []
    let scanner = try storage.scanner()
    let everything = [ScanPiece.rows(Int64.min...Int64.max)]
    for piece in (try? storage.pieces()) ?? everything {
      do {
        try scanner.scan(piece) { checkup.add($0, $1) }
      } catch let error as StoreError where error.code == .corrupt {
        damage.append(error.detail ?? error.description)
      }
    }
    return damage
  }

  private static func damage(_ words: [String]) -> Finding {
    Finding(
      .integrity, count: words.count, examples: Array(words.prefix(Finding.exampleLimit)))
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
