import FoundationEssentials
import Glibc
import SQLite

extension RequestsCacheStore {
  /// Brings operations to an end that a process began which is no more: what it changed can be undone, and of
  /// what it did not come to nothing is kept.
  func settleUnfinished() throws {
    let unfinished = try sidecar.use(making: false) { try UndoRows(connection: $0).unfinished() }
    for (operation, owner) in unfinished ?? [] where kill(owner, 0) != 0 && errno == ESRCH {
      try settle(operation)
    }
  }

  private func settle(_ operation: Int64) throws {
    let items = try sidecar.use(making: false) {
      try UndoRows(connection: $0).items(of: operation, isPending: true)
    }
    let states = try (items ?? []).map { ($0, try storage.value($0.key)?.mark.version) }
    try sidecar.write { connection in
      let rows = UndoRows(connection: connection)
      var made = 0
      for (var item, version) in states {
        if item.isWhatItLeft(version) {
          item.version = version
          try rows.save(item, in: operation, isPending: false)
          made += 1
        } else {
          try rows.forgetPending(item.key, in: operation)
          if case .value(let kept) = item.former { try rows.drop(kept: kept) }
        }
      }
      try rows.count(made, in: operation)
      try rows.end(operation)
    }
  }
}

extension UndoItem {
  /// Whether a value of that version is what the change of a pending item left.
  fileprivate func isWhatItLeft(_ present: Int64?) -> Bool {
    guard let version, let present else { return version == nil && present == nil }
    return ValueVersion.isVersion(present, of: version)
  }
}
