package import CacheStore
import EntryTable
package import FoundationEssentials

extension RequestsCacheStore {
  /// Does what a finding's fix says. What changed since is looked at again, and left alone if it is right.
  package func fix(_ finding: Finding, now: Date) async throws -> FixResult {
    switch finding.fix {
    case .trash: try await trash(finding.items, now: now)
    case .setExpiryColumn: try await setExpiryColumn(finding.items)
    case .deleteAliases:
      try await changing { [storage] in
        let gone = try storage.removeAliases(finding.items)
        return FixResult(fixed: gone, left: finding.items.count - gone)
      }
    case .correctUses:
      try await changing { [storage] in FixResult(fixed: try storage.correctUses()) }
    case .removeOrphans, .vacuum, nil: FixResult()
    }
  }

  private func trash(_ keys: [String], now: Date) async throws -> FixResult {
    let references = try await reading { [self] in
      try keys.compactMap { key -> EntryReference? in
        guard let value = try storage.value(key), (try? decode(value)) == nil else { return nil }
        return EntryReference(id: oddKeys.remember(key), version: value.mark.version)
      }
    }
    let result = try await delete(references, to: .trash, reason: "larder doctor", now: now)
    return FixResult(
      fixed: result.changed.count, bytes: result.bytes, left: keys.count - result.changed.count,
      operation: result.operation)
  }

  private func setExpiryColumn(_ keys: [String]) async throws -> FixResult {
    try await changing { [self] in
      var fixed = 0
      for start in stride(from: 0, to: keys.count, by: 256) {
        let batch = try keys[start..<min(start + 256, keys.count)].compactMap { key in
          try storage.value(key).flatMap { try expiryChange($0) }
        }
        fixed += try storage.setExpiries(batch)
      }
      return FixResult(fixed: fixed, left: keys.count - fixed)
    }
  }

  /// Nil where the column is right, or the value can't be read.
  private func expiryChange(_ value: StoredValue) throws -> ExpiryChange? {
    guard let document = try? decode(value).document else { return nil }
    let seconds = document.expires?.roundedSeconds
    guard seconds != value.mark.expires else { return nil }
    return ExpiryChange(mark: value.mark, expires: seconds)
  }
}

/// An expiry to be put beside a value that stays as it is.
struct ExpiryChange: Sendable {
  var mark: ValueMark
  /// Seconds since 1970; nil for never.
  var expires: Int64?
}
